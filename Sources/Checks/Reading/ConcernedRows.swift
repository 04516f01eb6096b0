/// The rows that a finding concerns: the first five, each with a few words on it, and how many there are.
struct ConcernedRows {
  /// The most rows that a finding names.
  static let most = 5

  private(set) var first: [(row: Int, words: String)] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  /// Adds a row; the words are only made if they will be shown.
  mutating func add(_ row: Int, _ words: @autoclosure () -> String = "") {
    if first.count < Self.most { first.append((row, words())) }
    count += 1
  }
}
