import LineEditing
import Testing

/// Keys as terminals send them.
enum Sent {
  static let up = "\u{1B}[A"
  static let down = "\u{1B}[B"
  static let right = "\u{1B}[C"
  static let left = "\u{1B}[D"
  static let home = "\u{1B}[H"
  static let end = "\u{1B}[F"
  static let delete = "\u{1B}[3~"
  static let wordLeft = "\u{1B}[1;5D"
  static let wordRight = "\u{1B}[1;5C"
  static func control(_ letter: Character) -> String {
    String(UnicodeScalar((letter.asciiValue ?? 0x60) - 0x60))
  }
}

@Suite("Writing an entry")
struct EditingTests {
  private let prompt = Prompt("> ", further: ". ")

  private func read(
    _ input: [String], columns: Int = 40, history: [String] = [],
    isIncomplete: @escaping (String) -> Bool = { _ in false },
    complete: @escaping (String) -> Completion = { _ in .none }
  ) -> (entry: Entry, terminal: FakeTerminal) {
    let terminal = FakeTerminal(columns: columns, input)
    var past = History()
    for entry in history { past.add(entry) }
    let reader = EditingReader(terminal: terminal, history: past)
    return (reader.read(prompt, isIncomplete: isIncomplete, complete: complete), terminal)
  }

  private func text(_ input: String..., history: [String] = []) -> Entry { read(input, history: history).entry }

  @Test("characters are put in where the cursor stands")
  func inserts() {
    #expect(text("ac\(Sent.left)b\r") == .text("abc"))
    #expect(text("bc\(Sent.home)a\(Sent.end)d\r") == .text("abcd"))
    #expect(text("bc\(Sent.control("a"))a\(Sent.control("e"))d\r") == .text("abcd"))
  }

  @Test("what is deleted is gone, to the left and to the right")
  func deletes() {
    #expect(text("abx\u{7F}c\r") == .text("abc"))
    #expect(text("xabc\(Sent.home)\(Sent.delete)\r") == .text("abc"))
    #expect(text("xabc\(Sent.control("a"))\(Sent.control("d"))\r") == .text("abc"))
    #expect(text("\u{7F}\(Sent.delete)a\r") == .text("a"))
  }

  @Test("words are moved over and cut, and what was cut is put back")
  func words() {
    #expect(text("cox km\(Sent.wordLeft)\(Sent.wordLeft)a \(Sent.wordRight)!\r") == .text("a cox! km"))
    #expect(text("one two\(Sent.control("w"))three\r") == .text("one three"))
    #expect(text("one two\(Sent.control("w"))\(Sent.control("w"))x \(Sent.control("y"))\r") == .text("x one two"))
    #expect(text("abcd\(Sent.left)\(Sent.left)\(Sent.control("k"))\(Sent.home)\(Sent.control("y"))\r") == .text("cdab"))
    #expect(text("abcd\(Sent.left)\(Sent.control("u"))\(Sent.end)\(Sent.control("y"))\r") == .text("dabc"))
    #expect(text("ab\(Sent.control("t"))\r") == .text("ba"))
  }

  @Test("Ctrl-C gives the entry up, Ctrl-D ends where nothing is written")
  func endings() {
    #expect(text("abc\(Sent.control("c"))") == .abandoned)
    #expect(text(Sent.control("d")) == .end)
    #expect(text("abc") == .end)
  }

  @Test("a character of several bytes counts once, a wide one takes two columns, a mark none")
  func unicode() {
    let (entry, terminal) = read(["é漢字e\u{301}x", "\(Sent.left)\(Sent.left)\(Sent.left)", "\u{7F}\r"])
    #expect(entry == .text("é字e\u{301}x"))
    #expect(terminal.lines.first == "> é字e\u{301}x")
    let bytes = Array("漢\r".utf8)
    var decoder = KeyDecoder()
    #expect(decoder.decode(bytes[..<1]) == [])
    #expect(decoder.decode(bytes[1...]) == [.character("漢"), .enter])
    #expect(decoder.decode([0xFF, 0xC0, 0x61]) == [.character("a")])
  }

  @Test("a long entry goes on in the next row, and the cursor stands in its column")
  func wrapping() {
    let terminal = FakeTerminal(columns: 10, ["abcdefghijkl", Sent.left])
    var seen: [[Int]] = []
    terminal.between = { _, terminal in seen.append(terminal.place) }
    let reader = EditingReader(terminal: terminal, history: History())
    #expect(reader.read(prompt, isIncomplete: { _ in false }, complete: { _ in .none }) == .end)
    #expect(terminal.lines == ["> abcdefgh", "ijkl", ""])
    #expect(seen == [[1, 4], [1, 3]])
  }

  @Test("an entry that fills a row leaves the cursor in the next one")
  func fullRow() {
    let terminal = FakeTerminal(columns: 10, ["abcdefgh"])
    terminal.between = { _, terminal in #expect(terminal.place == [1, 0]) }
    let reader = EditingReader(terminal: terminal, history: History())
    _ = reader.read(prompt, isIncomplete: { _ in false }, complete: { _ in .none })
  }

  @Test("a terminal that gets another width shows the entry broken anew")
  func resize() {
    let terminal = FakeTerminal(columns: 20, ["abcdefghij", "", "k\r"])
    terminal.between = { number, terminal in if number == 0 { terminal.resize(columns: 12) } }
    let reader = EditingReader(terminal: terminal, history: History())
    #expect(reader.read(prompt, isIncomplete: { _ in false }, complete: { _ in .none }) == .text("abcdefghijk"))
    #expect(terminal.lines.suffix(3) == ["> abcdefghij", "k", ""])
  }

  @Test("an incomplete entry goes on in another line, through which the arrows move")
  func lines() {
    let (entry, terminal) = read(
      ["for\r", "x\r", "\(Sent.up)\(Sent.up)\(Sent.end)!", "\(Sent.down)\(Sent.down)end\r"],
      isIncomplete: { !$0.hasSuffix("end") })
    #expect(entry == .text("for!\nx\nend"))
    #expect(terminal.lines == ["> for!", ". x", ". end", ""])
  }

  @Test("what is pasted is one piece, whose line breaks end nothing")
  func paste() {
    #expect(text("\u{1B}[200~a\r\nb\u{1B}[31m\tc\u{1B}[201~\r") == .text("a\nb[31m  c"))
    #expect(text("\u{1B}[200~a\nb\u{1B}[20", "1~c\r") == .text("a\nbc"))
  }

  @Test("unknown sequences are passed over whole")
  func unknown() {
    #expect(text("a\u{1B}[15~\u{1B}[1;2Pb\u{1B}OPc\u{1B}[", "Dd\u{1B}[<0;1;1Me\r") == .text("abdec"))
  }

  @Test("a prompt without room is cut, so that the rows are those that are counted")
  func narrow() {
    let past = "cohort.count"
    let (entry, terminal) = read([Sent.control("r"), "cohort.count", "\r"], columns: 12, history: [past])
    #expect(entry == .text(past))
    #expect(terminal.lines == ["> cohort.cou", "nt", ""])
  }

  @Test("what a terminal would obey is shown as its picture")
  func commands() {
    let (entry, terminal) = read([Sent.up, "\r"], history: ["a\u{1B}[2Jb\u{202E}"])
    #expect(entry == .text("a\u{1B}[2Jb\u{202E}"))
    #expect(terminal.lines.first == "> a␛[2Jb\u{FFFD}")
    let completion = Completion(replaced: 0, candidates: [.init("a\u{1B}]0;b"), .init("c")])
    #expect(completion.listing(width: 40) == ["a␛]0;b  c"])
  }

  @Test("keys typed ahead belong to the next entry")
  func ahead() {
    let reader = EditingReader(terminal: FakeTerminal(["one\rtwo\rthree"]), history: History())
    let entries = (0..<3).map { _ in reader.read(prompt, isIncomplete: { _ in false }, complete: { _ in .none }) }
    #expect(entries == [.text("one"), .text("two"), .end])
  }

  @Test("the terminal is as before when an entry is done, and Ctrl-Z stops the process")
  func terminalState() {
    let (_, terminal) = read(["a\(Sent.control("z"))b\r"])
    #expect(!terminal.isEditing)
    #expect(terminal.suspensions == 1)
  }
}

@Suite("The history of entries")
struct HistoryTests {
  private func text(_ input: String..., history: [String]) -> Entry {
    var past = History()
    for entry in history { past.add(entry) }
    let reader = EditingReader(terminal: FakeTerminal(input), history: past)
    return reader.read(Prompt("> ", further: ". "), isIncomplete: { _ in false }, complete: { _ in .none })
  }

  @Test("up and down recall entries, and what was being written comes back")
  func recall() {
    #expect(text("\(Sent.up)\r", history: ["a", "b"]) == .text("b"))
    #expect(text("\(Sent.up)\(Sent.up)\(Sent.up)!\r", history: ["a", "b"]) == .text("a!"))
    #expect(text("c\(Sent.up)\(Sent.up)\(Sent.down)\(Sent.down)\r", history: ["a", "b"]) == .text("c"))
    #expect(text("\(Sent.up)\(Sent.up)\(Sent.up)\r", history: ["x", "a\nb"]) == .text("x"))
  }

  @Test("Ctrl-R finds the newest entry that contains a text, again the one before, and Esc goes back")
  func search() {
    let history = ["survival.cox(1)", "cohort", "survival.cox(2)", "help"]
    let find = Sent.control("r")
    #expect(text("\(find)cox\r", history: history) == .text("survival.cox(2)"))
    #expect(text("\(find)cox\(find)\r", history: history) == .text("survival.cox(1)"))
    #expect(text("\(find)cox\(Sent.end)!\r", history: history) == .text("survival.cox(2)!"))
    #expect(text("abc\(find)cox", "\u{1B}", "", "d\r", history: history) == .text("abcd"))
    #expect(text("\(find)cop\u{7F}h\r", history: history) == .text("cohort"))
  }

  @Test("blank entries and repetitions are not kept, and the oldest go first")
  func bounds() {
    var history = History(mostLines: 4)
    for entry in ["a", "a", "  ", "b\nc", "d"] { history.add(entry) }
    #expect(history.entries == ["a", "b\nc", "d"])
    history.add("e")
    #expect(history.entries == ["b\nc", "d", "e"])
  }

  @Test("a history is the same after it was written as text and read")
  func coding() {
    var history = History()
    for entry in ["a\nb", "print \"\\n\"", "\\", "é漢"] { history.add(entry) }
    #expect(history.text.split(separator: "\n").count == 4)
    #expect(History(text: history.text) == history)
  }
}

@Suite("Completion with Tab")
struct TabTests {
  private func read(_ input: [String], _ words: [String], suffix: String = "") -> (Entry, FakeTerminal) {
    let terminal = FakeTerminal(columns: 24, input)
    let reader = EditingReader(terminal: terminal, history: History())
    let entry = reader.read(Prompt("> ", further: ". "), isIncomplete: { _ in false }) { before in
      let stem = before.split(separator: " ").last.map(String.init) ?? ""
      return Completion(
        replaced: stem.count,
        candidates: words.filter { $0.hasPrefix(stem) }.map { Completion.Candidate($0, suffix: suffix) })
    }
    return (entry, terminal)
  }

  @Test("the only candidate is put in with what follows it")
  func only() {
    #expect(read(["a co\tx\r"], ["cox"], suffix: "(").0 == .text("a cox(x"))
  }

  @Test("several are completed as far as they agree, then listed in columns")
  func several() {
    let (entry, terminal) = read(["k", "\t", "\t", "\r"], ["kaplan", "kapitel", "kappa", "kaput"])
    #expect(entry == .text("kap"))
    #expect(terminal.lines == ["> kap", "kaplan   kappa", "kapitel  kaput", "> kap", ""])
  }

  @Test("at the beginning of a line it indents, and without a candidate it does nothing")
  func nothing() {
    #expect(read(["\tx\tz\r"], []).0 == .text("  xz"))
  }

  @Test("a long list ends with how many more there are")
  func long() {
    let completion = Completion(replaced: 0, candidates: (1...9).map { Completion.Candidate("a\($0)") })
    #expect(completion.listing(width: 8, most: 3) == ["a1  a6", "a2  a7", "a3  a8", "… and 3 more"])
  }
}

@Suite("Plain lines")
struct PlainReaderTests {
  @Test("are read to the end, joined while they are incomplete, and nothing but the prompts is shown")
  func lines() {
    var pieces: [String] = ["one\r\nt", "wo(\n3)\nlast"]
    var shown = ""
    let reader = PlainReader(
      read: { pieces.isEmpty ? nil : Array(pieces.removeFirst().utf8) }, show: { shown += $0 })
    let entries = (0..<4).map { _ in
      reader.read(Prompt("> ", further: ". "), isIncomplete: { $0.hasSuffix("(") }, complete: { _ in .none })
    }
    #expect(entries == [.text("one"), .text("two(\n3)"), .text("last"), .end])
    #expect(shown == "> > . > > ")
  }

  @Test("an interrupt gives up what was written of an entry, and nothing else")
  func interrupt() {
    var pieces: [String] = ["(\n2", "", "3\n4\n"]
    var shown = ""
    let reader = PlainReader(
      read: { pieces.isEmpty ? nil : Array(pieces.removeFirst().utf8) }, show: { shown += $0 })
    let entries = (0..<4).map { _ in
      reader.read(Prompt("> ", further: ". "), isIncomplete: { $0.hasSuffix("(") }, complete: { _ in .none })
    }
    #expect(entries == [.abandoned, .text("3"), .text("4"), .end])
    #expect(shown == "> . \n> > > ")
  }
}
