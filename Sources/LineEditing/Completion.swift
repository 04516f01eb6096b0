import Terminals

/// What could stand in the place of the last characters before the cursor.
public struct Completion: Equatable, Sendable {
  /// How many characters before the cursor it replaces.
  public var replaced: Int
  /// What could stand there, in the order in which it is listed.
  public var candidates: [Candidate]

  /// One of several texts.
  public struct Candidate: Equatable, Sendable {
    /// The text.
    public var text: String
    /// What follows it where it is the only one, such as `(`.
    public var suffix: String

    /// A text.
    public init(_ text: String, suffix: String = "") {
      self.text = text
      self.suffix = suffix
    }
  }

  /// Texts in the place of the last characters before the cursor.
  public init(replaced: Int, candidates: [Candidate]) {
    self.replaced = replaced
    self.candidates = candidates
  }

  /// Nothing to offer.
  public static let none = Completion(replaced: 0, candidates: [])

  /// What all candidates begin with.
  public var commonPrefix: String {
    guard var common = candidates.first?.text else { return "" }
    for candidate in candidates.dropFirst() {
      common = String(zip(common, candidate.text).prefix { $0 == $1 }.map(\.0))
    }
    return common
  }

  /// The candidates in columns, down and then across, in lines of no more than so many columns of the terminal.
  ///
  /// - Parameters:
  ///   - width: The columns of the terminal.
  ///   - most: The most lines; what goes beyond is counted in a last line.
  /// - Returns: The lines.
  public func listing(width: Int, most: Int = 40) -> [String] {
    let texts = candidates.map { String($0.text.map(\.shown)) }
    let cell = (texts.map(\.displayWidth).max() ?? 0) + 2
    let columns = max(1, (width + 1) / cell)
    let rows = (texts.count + columns - 1) / columns
    var lines = (0..<min(rows, most)).map { row in
      let places = stride(from: row, to: texts.count, by: max(rows, 1))
      return places.map { texts[$0].padded(to: cell) }.joined().withoutTrailingBlanks
    }
    if rows > most { lines.append("… and \(texts.count - most * columns) more") }
    return lines
  }
}
