import Terminals
import Testing

@testable import Reports

@Suite("Text")
struct TextTests {
  @Test("Control characters and marks that turn a line around are made visible")
  func neutralised() {
    #expect("\u{1B}[31mred\u{7}\r\n".neutralised == "␛[31mred␇␍␊")
    #expect("\u{9B}2J\u{202E}exe\u{7F}\u{FEFF}".neutralised == "\u{FFFD}2J\u{FFFD}exe\u{2421}\u{FFFD}")
    #expect("≥ 18 años, e\u{301}, 日本".neutralised == "≥ 18 años, e\u{301}, 日本")
  }

  @Test("A text is parted into paragraphs at empty lines alone")
  func partedIntoParagraphs() {
    #expect(paragraphs(of: " one\ntwo\r\n\r\n \tthree\u{1B}  four\n\n\n") == ["one two", "three␛ four"])
    #expect(paragraphs(of: "").isEmpty)
  }

  @Test("The width of a text counts what is seen")
  func widths() {
    #expect("≥2".displayWidth == 2)
    #expect("e\u{301}".displayWidth == 1)
    #expect("日本".displayWidth == 4)
    #expect("Größe −1".displayWidth == 8)
  }

  @Test("Lines break at blanks, and within a word only where it is longer than a line")
  func wrapped() {
    #expect("one two three".wrapped(to: 7) == ["one two", "three"])
    #expect("abcdefgh ij".wrapped(to: 3) == ["abc", "def", "gh", "ij"])
    #expect("".wrapped(to: 10) == [""])
    #expect("日本語".wrapped(to: 4) == ["日本", "語"])
  }

  @Test("Markup is escaped")
  func escaped() {
    #expect("<a href=\"x\">'&'</a>".escapedForMarkup == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;")
  }
}
