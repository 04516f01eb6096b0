/// A TOML document as it is written, line by line.
public struct TOMLText {
  /// The text.
  public private(set) var text = ""

  /// An empty document.
  public init() {}

  /// Begins a table.
  public mutating func open(_ path: [String]) {
    text += "\n[\(path.map(Self.key).joined(separator: "."))]\n"
  }

  /// A key with a text.
  public mutating func add(_ key: String, _ value: String?) {
    guard let value else { return }
    text += "\(Self.key(key)) = \(Self.quoted(value))\n"
  }

  /// A key with a list of texts.
  public mutating func add(_ key: String, _ values: [String]) {
    text += "\(Self.key(key)) = [\(values.map(Self.quoted).joined(separator: ", "))]\n"
  }

  /// A comment, on lines of its own.
  public mutating func comment(_ words: String?) {
    guard let words else { return }
    for line in words.split(whereSeparator: \.isNewline) { text += "# \(Self.plain(line))\n" }
  }

  /// Begins a table that somebody has to decide on, as a comment.
  public mutating func proposeTable(_ path: [String], _ question: String) {
    text += "\n# [\(path.map(Self.key).joined(separator: "."))]  # decide: \(Self.plain(question[...]))\n"
  }

  /// A key with a value, of a table that somebody has to decide on, as a comment.
  public mutating func propose(_ key: String, _ value: String) {
    text += "# \(Self.key(key)) = \(Self.quoted(value))\n"
  }

  /// A key with a value that somebody has to decide, as a comment.
  public mutating func propose(_ key: String, _ value: String, _ question: String) {
    text += "# \(Self.key(key)) = \(Self.quoted(value))  # decide: \(Self.plain(question[...]))\n"
  }

  /// A key with a list of texts that somebody has to put in order, as a comment.
  public mutating func propose(_ key: String, _ values: [String], _ question: String) {
    let list = values.map(Self.quoted).joined(separator: ", ")
    text += "# \(Self.key(key)) = [\(list)]  # decide: \(Self.plain(question[...]))\n"
  }

  /// The words without what no comment may hold.
  private static func plain(_ words: Substring) -> String {
    String(String.UnicodeScalarView(words.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? " " : $0 }))
  }

  private static func key(_ key: String) -> String {
    let isBare = key.utf8.allSatisfy { $0 == 45 || $0 == 95 || $0 &- 48 < 10 || ($0 | 32) &- 97 < 26 }
    return isBare && !key.isEmpty ? key : quoted(key)
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where scalar.value < 32 || scalar.value == 127:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
