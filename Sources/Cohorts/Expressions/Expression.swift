import OrderedCollections

/// A condition or a formula over the columns of a cohort, in Lua's own syntax.
///
///     age >= 18 and diagnosis == 'T-ALL'
///     days_between(infused, last_seen) // 30
///     response in {'CR', 'PR'} or is_missing(response)
///
/// - **Values**: numbers, texts in single or double quotes with Lua's escapes, `true`, `false`.
/// - **Columns** by name; names that are not identifiers stand in backquotes: `` `Prior lines` >= 3 ``. Where the name of a column is
///   all that is written, it stands as it is. Dots may be part of a name: `ph.ecog`.
/// - **Operators**, with Lua's precedence: `or`, `and`, then `< <= > >= ~= == in`, then `+ -`, then `* / // %`, then
///   `not` and unary `-`, then `^`. `x in {a, b}` holds where `x` equals one of them; `x not in {a, b}` where none.
/// - **Functions**: ``functions`` lists them, among them `is_missing(x)`, `if_missing(x, y)`, `if_else(condition, x, y)`,
///   `between(x, low, high)`, `cut(x, {18, 65})`, `days_between(from, to)`, `impute_date(text, 'first')`, `starts_with(text, 'x')`.
/// - **Units**: a column carries the unit that the dictionary declares for it (`days`, `months`, `mg`, …). Numbers of two units are
///   neither compared nor added; bare numbers go with any. A product or quotient with a bare number has no unit, for that number may
///   convert it; `in_days(x)` and its like convert durations, a month being 30.4375 days.
/// - **Dates**: the difference of two is in days; whole days can be added to a date.
/// - **Kinds**: numbers compare with numbers, texts with texts (by their bytes), categories with their own levels and in
///   the order of these, dates with dates or with texts such as '2021-03-01', flags with `true` and `false`. A flag
///   is a condition by itself.
/// - **Missing values** (Kleene's strong logic): a comparison with a missing value is unknown; `unknown and false` is
///   false, `unknown or true` is true, and otherwise unknown stays unknown. Reckoning with a missing value gives a
///   missing value.
/// - **Without a finite value** is the same as missing: `x / 0`, `x // 0`, `x % 0`, a root of a negative number, and
///   what is too large to write. (R gives `Inf` or `NaN`; a mean over such a column would be one too.)
/// - **Whole numbers** stay whole under `+ - * // %`, are exact up to 2^53, and beyond that become real numbers.
public struct Expression: Sendable, Hashable {
  /// The expression as it was written.
  public let source: String

  /// The columns that it reads, in the order in which they first occur.
  public let columns: [String]

  let root: Node

  /// Reads an expression; whether it fits a cohort's columns shows when it is used.
  public init(parsing source: String) throws(ExpressionError) {
    self.source = source
    root = try Parser.parse(source)
    columns = Self.columns(of: [root])
  }

  /// The expression that is a column, under whatever name.
  init(column name: String) {
    source = name
    root = Node(.column(name), at: 0..<name.utf8.count)
    columns = [name]
  }

  /// The columns that some nodes read, in the order in which they first occur.
  static func columns(of nodes: [Node]) -> [String] {
    var columns: OrderedSet<String> = []
    for node in nodes { collect(node, into: &columns) }
    return columns.elements
  }

  private static func collect(_ node: Node, into columns: inout OrderedSet<String>) {
    if case .column(let name) = node.form { columns.append(name) }
    for child in node.form.children { collect(child, into: &columns) }
  }
}
