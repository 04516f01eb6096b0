import Terminals
import Testing

/// The widths that terminals give to characters, by the tables of Unicode.
@Suite("The width of a text on a terminal")
struct DisplayWidthTests {
  @Test(
    "counts columns: marks that combine none, wide scripts and pictures two",
    arguments: [
      ("≥2", 2), ("Größe −1", 8), ("e\u{301}", 1), ("\u{301}", 0), ("a\u{200D}", 1), ("日本", 4), ("한국", 4),
      ("\u{1112}\u{1161}\u{11AB}", 2), ("ｱ", 1), ("Ａ", 2), ("、", 2), ("（", 2),
    ])
  func scripts(text: String, width: Int) { #expect(text.displayWidth == width) }

  @Test(
    "takes an emoji for two columns where it is shown as a picture, and for one where it is a sign",
    arguments: [
      ("😀", 2), ("✅", 2), ("☕", 2), ("⭐", 2), ("🇩🇪", 2), ("👩‍🔬", 2), ("👍🏽", 2), ("❤\u{FE0F}", 2), ("❤", 1), ("✓", 1),
      ("→", 1),
      ("1\u{FE0F}\u{20E3}", 1),
    ])
  func emoji(text: String, width: Int) { #expect(text.displayWidth == width, "\(text)") }

  @Test("what is cut or filled has the width that was asked for")
  func fitting() {
    #expect("日本語".cut(to: 5) == "日本…")
    #expect("abc".cut(to: 3) == "abc")
    #expect("日".padded(to: 4) == "日  ")
    #expect("日".padded(toRight: 4) == "  日")
    #expect("ab  ".withoutTrailingBlanks == "ab")
  }
}
