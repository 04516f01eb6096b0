/// The lines that go and come where a text is changed.
struct LineDifference {
  /// All of them: those that go with `-`, then those that come with `+`.
  let all: [String]

  /// How many are shown where not all need to be.
  private static let few = 20
  /// How many lines two texts may have together; to compare more would take time and memory by the square of it.
  private static let most = 4000

  init(_ old: [UInt8], _ new: [UInt8]) {
    let (before, after) = (Self.lines(old), Self.lines(new))
    guard before.count + after.count <= Self.most else {
      all = ["(too long to be compared here: \(before.count) lines, now \(after.count))"]
      return
    }
    let difference = after.difference(from: before)
    all = difference.removals.map { "- \($0.line)" } + difference.insertions.map { "+ \($0.line)" }
  }

  /// The first of them, and how many more there are.
  var first: [String] {
    all.count <= Self.few ? all : all.prefix(Self.few) + ["… and \(all.count - Self.few) more lines that go or come"]
  }

  private static func lines(_ bytes: [UInt8]) -> [Substring] {
    String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }
}

extension CollectionDifference<Substring>.Change {
  /// The line that goes or comes.
  fileprivate var line: Substring {
    switch self {
    case .insert(_, let line, _), .remove(_, let line, _): line
    }
  }
}
