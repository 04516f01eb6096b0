import Terminals

extension String {
  /// The text with statements such as "n = 104" and short brackets such as "(95% CI)" kept on one line.
  var withWholeBrackets: String {
    var parts = split(separator: " = ", omittingEmptySubsequences: false).joined(separator: "\u{A0}=\u{A0}")
      .split(separator: "(", omittingEmptySubsequences: false).map(String.init)
    for place in parts.indices.dropFirst() {
      guard let end = parts[place].firstIndex(of: ")"), parts[place][..<end].displayWidth <= 12 else { continue }
      let inside = parts[place][..<end].split(separator: " ", omittingEmptySubsequences: false)
      parts[place] = inside.joined(separator: "\u{A0}") + parts[place][end...]
    }
    return parts.joined(separator: "(")
  }

  /// The text in lines as ``wrapped(to:)`` breaks it, with short brackets on one line where they have room at all.
  func wrappedWhole(to width: Int) -> [String] {
    let bound = withWholeBrackets
    let longest = bound.split(separator: " ").map(\.displayWidth).max() ?? 0
    guard longest <= width else { return wrapped(to: width) }
    return bound.wrapped(to: width).map { String($0.map { $0 == "\u{A0}" ? " " : $0 }) }
  }
}
