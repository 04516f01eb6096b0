/// A word of the field for what a function computes, such as ORR: under it, and under what it stands for, help leads to the function.
///
/// Declared beside the function, so that there is no list of them anywhere else.
public struct Term: Sendable, Hashable, Codable {
  /// The abbreviation or the name, such as `ORR`.
  public let name: String
  /// What it stands for, such as "overall response rate".
  public let meaning: String

  /// A word with what it stands for.
  public init(_ name: String, _ meaning: String) {
    self.name = name
    self.meaning = meaning
  }

  /// Words with what they stand for.
  static func all(_ pairs: KeyValuePairs<String, String>) -> [Term] { pairs.map { Term($0.key, $0.value) } }
}
