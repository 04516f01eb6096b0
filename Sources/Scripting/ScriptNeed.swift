/// A need as a header writes it: `column transplant_day`, `column Best response: at day 28`, `column "Response: best"`.
extension ScriptHeader.Need {
  /// Reads a line under `Needs:`; `nil` where it begins with none of the kinds, or names nothing.
  ///
  /// What it is comes first, then its name up to a colon or a semicolon, after which it may be explained. A name may stand in quotes or
  /// backquotes.
  init?(_ text: String) {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return nil }
    let rest = parts[1].trimmed()
    let name: String
    if let quote = rest.first, let closing = Self.closing[quote],
      let end = rest.dropFirst().firstIndex(of: closing)
    {
      name = quote == "{" ? String(rest[...end]) : String(rest[..<end].dropFirst())
    } else {
      name = rest.prefix { $0 != ":" && $0 != ";" }.trimmed()
    }
    guard !name.isEmpty else { return nil }
    switch parts[0] {
    case "endpoint": self = .endpoint(name)
    case "column": self = .column(name)
    case "table": self = .table(name)
    default: return nil
    }
  }

  private static let closing: [Character: Character] = ["\"": "\"", "`": "`", "{": "}"]

  /// The need as a header writes it.
  public var words: String {
    let isPlain = !name.contains(where: { ":;\"`".contains($0) })
    let written = isPlain ? name : name.contains("\"") ? "`\(name)`" : "\"\(name)\""
    return switch self {
    case .endpoint: "endpoint \(written)"
    case .column: "column \(written)"
    case .table: "table \(written)"
    }
  }

  /// The name, or a parameter's in braces.
  var name: String {
    switch self {
    case .endpoint(let name), .column(let name), .table(let name): name
    }
  }

  /// The parameter whose value names it, where one does.
  var parameter: String? {
    name.hasPrefix("{") && name.hasSuffix("}") ? String(name.dropFirst().dropLast()) : nil
  }
}
