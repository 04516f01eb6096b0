/// One node of the syntax tree of an expression.
struct Node: Hashable, Sendable {
  /// What it is, and what it is made of.
  indirect enum Form: Hashable, Sendable {
    case whole(Int64)
    case number(Double)
    case text(String)
    case flag(Bool)
    case column(String)
    case negated(Node)
    case not(Node)
    case arithmetic(Arithmetic, Node, Node)
    case comparison(Comparison, Node, Node)
    /// Conditions joined by `and`, in one row however many they are.
    case all([Node])
    /// Conditions joined by `or`, in one row however many they are.
    case any([Node])
    case membership(Node, [Node])
    case call(ExpressionFunction, [Node])
    /// A list in braces, as a value of a function that takes one.
    case list([Node])
    /// A function over all rows of a subject.
    case grouped(RowFunction, [Node])
  }

  /// What it is.
  let form: Form

  /// The bytes of the source where it stands.
  let span: Range<Int>

  /// The number of nodes from here to the farthest leaf.
  let depth: Int

  init(_ form: Form, at span: Range<Int>) {
    self.form = form
    self.span = span
    depth = 1 + (form.children.map(\.depth).max() ?? 0)
  }
}

/// The operators that reckon.
enum Arithmetic: String, Hashable, Sendable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "^"
}

extension Node {
  /// The number that is written there, if it is one.
  var literalNumber: Double? {
    switch form {
    case .whole(let whole): Double(whole)
    case .number(let number): number
    case .negated(let operand): operand.literalNumber.map { -$0 }
    default: nil
    }
  }
}

extension Node.Form {
  /// The nodes of which it is made.
  var children: [Node] {
    switch self {
    case .whole, .number, .text, .flag, .column: []
    case .negated(let operand), .not(let operand): [operand]
    case .arithmetic(_, let left, let right), .comparison(_, let left, let right): [left, right]
    case .all(let operands), .any(let operands), .call(_, let operands), .list(let operands),
      .grouped(_, let operands):
      operands
    case .membership(let element, let members): [element] + members
    }
  }
}
