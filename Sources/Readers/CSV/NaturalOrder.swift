/// The order in which people sort names: letters without regard to case, numbers in them by their value.
enum NaturalOrder {
  /// Whether one name comes before another: "Grade 2" before "Grade 10", "b" between "A" and "C".
  static func precedes(_ left: String, _ right: String) -> Bool {
    let a = pieces(left)
    let b = pieces(right)
    for (x, y) in zip(a, b) where x != y {
      switch (x, y) {
      case (.number(let m), .number(let n)): return m < n
      case (.number, .letters): return true
      case (.letters, .number): return false
      case (.letters(let s), .letters(let t)): return s < t
      }
    }
    return a.count != b.count ? a.count < b.count : left < right
  }

  private enum Piece: Equatable {
    case number(UInt64)
    case letters(String)
  }

  private static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text.lowercased()[...]
    while let first = rest.utf8.first {
      let isDigit = first &- 48 < 10
      let run = rest.prefix { character in (character.utf8.first.map { $0 &- 48 < 10 } ?? false) == isDigit }
      pieces.append(isDigit ? UInt64(run).map(Piece.number) ?? .letters(String(run)) : .letters(String(run)))
      rest = rest[run.endIndex...]
    }
    return pieces
  }
}
