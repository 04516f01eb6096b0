extension ManualArticle {
  /// The article as `workbench help` prints it.
  public var text: String {
    var lines = [name] + Manual.wrapped(summary, indent: 2)
    var follows = false
    for block in blocks {
      let isAttached = follows && !block.isHeading
      follows = block.isHeading
      lines += (isAttached ? [] : [""]) + block.lines
    }
    return lines.joined(separator: "\n")
  }
}

extension ManualArticle.Block {
  fileprivate var isHeading: Bool { if case .heading = self { true } else { false } }

  /// The block as lines of a terminal.
  fileprivate var lines: [String] {
    switch self {
    case .heading(let words): [words.uppercased()]
    case .paragraph(let words): Manual.wrapped(words, indent: 2)
    case .list(let points): points.flatMap { Self.point($0) }
    case .code(let code):
      code.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "  " + $0 }
    case .entries(let entries, let kind):
      kind.isShort ? Manual.aligned(entries.map { ($0.title, $0.prose) }, indent: 2) : entries.flatMap(\.lines)
    case .table(let header, let rows): Self.table(header, rows)
    }
  }

  private static func point(_ words: String) -> [String] {
    let lines = Manual.wrapped(words, indent: 4)
    return ["  - " + (lines.first ?? "").dropFirst(4)] + lines.dropFirst()
  }

  /// A table as a list: what stands first in a row, and below it the rest under the names of the columns.
  private static func table(_ header: [String], _ rows: [[String]]) -> [String] {
    let named = header.count > 2
    return rows.flatMap { row -> [String] in
      var lines = Manual.wrapped(row.first ?? "", indent: 2)
      for (name, cell) in zip(header, row).dropFirst() where !cell.isEmpty {
        lines += Manual.wrapped(named && !name.isEmpty ? "\(name): \(cell)" : cell, indent: 6)
      }
      return lines
    }
  }
}

extension ManualArticle.Entry.Kind {
  /// Whether such things are shown a line each, aligned.
  public var isShort: Bool { self == .statistic || self == .given || self == .article }
}

extension ManualArticle.Entry {
  /// The name with what stands behind it.
  var title: String { name + (remark.map { " (\($0))" } ?? "") }

  /// The entry as lines of a terminal.
  var lines: [String] {
    var lines = Manual.wrapped(title, indent: 2) + Manual.wrapped(prose, indent: 6)
    if let code { lines += code.split(separator: "\n").map { "      \($0)" } }
    for choice in choices { lines += Manual.wrapped("\(choice.name): \(choice.prose)", indent: 8) }
    return lines
  }
}
