import Terminals

/// A table whose numbers have become text, but which is not yet in any format.
struct FormattedTable: Sendable, Hashable {
  /// A piece of a cell: text, or the mark of a footnote.
  enum Run: Sendable, Hashable {
    case text(String)
    case mark(Int)

    /// How many characters wide it is.
    var width: Int { if case .text(let text) = self { text.displayWidth } else { 1 } }
  }

  /// A cell.
  ///
  /// Its first part is what the column is aligned by; the rest follows it.
  struct Cell: Sendable, Hashable {
    var lead: [Run] = []
    var tail: [Run] = []

    /// A cell that is a text alone.
    init(_ text: String) { if !text.isEmpty { lead = [.text(text)] } }

    /// A cell of two parts.
    init(lead: [Run], tail: [Run] = []) {
      self.lead = lead
      self.tail = tail
    }
  }

  /// How the cells of a column stand under each other.
  enum Alignment: Sendable, Hashable {
    /// By their beginnings.
    case text
    /// By the decimal points of their first parts.
    case decimal
  }

  /// The head of a column.
  struct Column: Sendable, Hashable {
    var header: String
    /// What stands over it and its neighbours with the same words; empty for nothing.
    var over = ""
    var alignment: Alignment
  }

  /// A line: its head, and a cell for each column.
  struct Line: Sendable, Hashable {
    var label: String
    /// How deeply the label is indented.
    var indent = 0
    var cells: [Cell]
  }

  var title: String
  var rowHeader: String
  var columns: [Column]
  var lines: [Line]
  /// What the marks in the cells stand for, in their order.
  var footnotes: [String] = []
  /// What holds for the table as a whole.
  var remarks: [String] = []
}

extension FormattedTable {
  /// The words over the headers, each with the columns that it stands over; empty where no column has any.
  var spans: [(over: String, columns: Range<Int>)] {
    guard columns.contains(where: { !$0.over.isEmpty }) else { return [] }
    var spans: [(over: String, columns: Range<Int>)] = []
    for (place, column) in columns.enumerated() {
      if let last = spans.last, last.over == column.over {
        spans[spans.count - 1].columns = last.columns.lowerBound..<place + 1
      } else {
        spans.append((column.over, place..<place + 1))
      }
    }
    return spans
  }
}

extension FormattedTable {
  /// The letter of a footnote: a to z, then aa, ab, and so on.
  static func letter(_ mark: Int) -> String {
    let last = String(Character(Unicode.Scalar(UInt8(ascii: "a") + UInt8(mark % 26))))
    return mark < 26 ? last : letter(mark / 26 - 1) + last
  }
}

extension FormattedTable {
  /// How far the numbers of a column reach about their decimal points.
  struct Reach: Sendable, Hashable {
    /// The characters before the point.
    var before = 0
    /// The characters from the point on, where anything follows the first part of a cell in that column: in the cells in
    /// which it does.
    var after = 0
    /// Whether anything follows the first part of any cell.
    var hasTail = false
    /// Whether something follows a whole number in any cell, under whose last digit other whole numbers then stand.
    var hasFollowedWhole = false
  }

  /// The cells of a column.
  func cells(of column: Int) -> [Cell] {
    lines.map { column < $0.cells.count ? $0.cells[column] : Cell("") }
  }

  /// How far the numbers of a column reach.
  func reach(of column: Int) -> Reach {
    let numbers = cells(of: column).filter { !$0.lead.isEmpty }
    let followed = numbers.filter { !$0.tail.isEmpty }
    return Reach(
      before: numbers.map(\.extent.before).max() ?? 0,
      after: (followed.isEmpty ? numbers : followed).map(\.extent.after).max() ?? 0, hasTail: !followed.isEmpty,
      hasFollowedWhole: followed.contains { $0.extent.after == 0 })
  }
}

extension FormattedTable.Cell {
  /// How the first part lies about its decimal point: the characters before it, and those from it on.
  var extent: (before: Int, after: Int) {
    var before = 0
    var after = 0
    var passed = false
    for run in lead {
      guard case .text(let text) = run else {
        passed = true
        after += 1
        continue
      }
      for character in text {
        if character == "." || character == "%" { passed = true }
        if passed { after += character.displayWidth } else { before += character.displayWidth }
      }
    }
    return (before, after)
  }

  /// Whether its first part ends where those of other cells end, and not at their decimal points.
  func leads(to reach: FormattedTable.Reach) -> Bool {
    !tail.isEmpty || (reach.hasFollowedWhole && extent.after == 0)
  }

  /// Whether an interval in brackets follows its first part.
  var isBracketed: Bool { if case .text(" (") = tail.first { !lead.isEmpty } else { false } }

  /// Whether nothing is in it.
  var isEmpty: Bool { lead.isEmpty && tail.isEmpty }
}
