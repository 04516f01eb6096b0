import Analyses
import Cohorts
import LineEditing
import Reports
import Scripting
import Workbench

/// A session at a prompt: reads entries, has them evaluated, and shows what they give.
final class Repl {
  let session: Session
  private let reader: any LineReader
  private let file: HistoryFile?
  /// Whether somebody sits at a terminal.
  private let isInteractive: Bool
  private var hasFailed = false
  private var isRemembering = true
  /// The last report that had figures, for `:figure`.
  var lastFigures: Report?

  init(_ request: SessionRequest) {
    session = Session(
      request,
      listener: Session.Listener(
        print: { Console.write(printed: $0, asNote: false) }, warn: Console.error, progress: Console.progress))
    if let terminal = SystemTerminal() {
      file = HistoryFile(program: "workbench")
      reader = EditingReader(terminal: terminal, history: file?.load() ?? History())
      isInteractive = true
    } else {
      file = nil
      isInteractive = Console.isInputTerminal
      reader = PlainReader.standardInput(show: Console.isInputTerminal ? { Console.write($0) } : { _ in })
    }
  }

  /// Goes on until the input ends.
  ///
  /// - Returns: Whether an entry failed, where nobody could see it and go on.
  func run() throws -> Bool {
    let greeting = try session.start()
    Console.endProgress()
    if isInteractive {
      show(greeting)
      Console.write((reader is EditingReader ? "Tab completes, " : "") + ":help explains, Ctrl-D ends.\n")
    }
    let prompt = Prompt("> ", further: ". ", isStyled: Console.wantsColour)
    while true {
      switch reader.read(prompt, isIncomplete: Self.isIncomplete, complete: { [unowned self] in complete($0) }) {
      case .end: return !isInteractive && hasFailed
      case .abandoned: continue
      case .text(let text):
        remember(text)
        guard try handle(text) else { return !isInteractive && hasFailed }
      }
    }
  }

  /// Keeps an entry for later sessions, and says once where that cannot be done.
  private func remember(_ text: String) {
    guard let file, isRemembering, text.contains(where: { !$0.isWhitespace }) else { return }
    isRemembering = file.add(text)
    if !isRemembering { Console.error("what is entered cannot be kept for later sessions: cannot write \(file.path)") }
  }

  /// Whether a text is meant for the session itself; two colons begin a label of Lua.
  private static func isCommand(_ text: String) -> Bool { text.hasPrefix(":") && !text.hasPrefix("::") }

  private static func isIncomplete(_ text: String) -> Bool {
    !isCommand(text) && text.contains { !$0.isWhitespace } && SessionEntry.isIncomplete(text)
  }

  /// Does what an entry says; whether the session goes on.
  private func handle(_ text: String) throws -> Bool {
    guard text.contains(where: { !$0.isWhitespace }) else { return true }
    do {
      if Self.isCommand(text) { return try perform(command: text) }
      try show(session.evaluate(text))
    } catch let failure as RunFailure where failure.status > 128 && failure.status != Self.stopped {
      throw failure
    } catch { fail("\(error)") }
    return true
  }

  /// The status of what Ctrl-C has stopped.
  private static let stopped: Int32 = 130

  private func complete(_ text: String) -> Completion {
    if Self.isCommand(text) {
      let names = ReplVerb.allCases.map { ":\($0.rawValue)" }.filter { $0.hasPrefix(text) }
      return Completion(replaced: text.count, candidates: names.map { .init($0, suffix: " ") })
    }
    let found = session.completion(before: text)
    return Completion(
      replaced: found.replaced, candidates: found.candidates.map { .init($0.text, suffix: $0.suffix) })
  }
}

// MARK: - Showing

extension Repl {
  /// Shows what came of an entry.
  func show(_ outcome: Session.Outcome) {
    Console.endProgress()
    switch outcome {
    case .shown(let values): show(values)
    case .failed(let failure): fail("\(failure)")
    case .lost(let failure, let recovery):
      fail("\(failure)")
      Console.error(Self.words(recovery))
    }
  }

  private static func words(_ recovery: Session.Recovery) -> String {
    let begin = "a new session has been started"
    let (all, evaluated) = (recovery.entries, recovery.evaluated)
    guard all > 0 else { return begin }
    let entries = all == 1 ? "the entry before has" : "the \(all) entries before have"
    guard evaluated < all else {
      return "\(begin), and \(entries) been evaluated again: the variables are as they were"
    }
    return "\(begin); of the \(all) entries before, \(evaluated) could be evaluated again: the other variables are lost"
  }

  func fail(_ words: String) {
    hasFailed = true
    Console.error(words)
  }

  private func show(_ values: [Shown]) {
    for value in values {
      switch value {
      case .text(let text): Console.write(printed: text + "\n", asNote: false)
      case .result(let result): show(Report(title: result.title, items: [.result(result)]))
      case .report(let report): show(report)
      }
    }
  }

  private func show(_ report: Report) {
    if report.results.contains(where: { !$0.figures.isEmpty }) { lastFigures = report }
    let hint = isInteractive ? " (:figure draws it)" : ""
    Console.write(
      document(report).terminalItems(width: Console.width, styled: Console.wantsColour) { title in
        "Figure: \(title)\(hint)"
      })
  }

  /// The last figures, drawn.
  func showFigures() throws {
    guard let report = lastFigures else { throw UsageFailure(description: "there is no figure yet") }
    for figure in report.results.flatMap(\.figures) {
      var only = report.results[0]
      (only.title, only.figures, only.rows, only.tables) = (figure.title, [figure], [], [])
      (only.cautions, only.methods) = ([], [])
      let page = document(Report(title: figure.title, items: [.result(only)]))
      Console.write(page.terminalItems(width: Console.width, styled: Console.wantsColour))
    }
  }

  private func document(_ report: Report) -> ReportDocument {
    ReportDocument(
      report,
      provenance: ReportProvenance(
        cohort: "", subjects: 0, data: Provenance(sources: []), script: "", scriptSHA256: "",
        profile: session.request.profile.rawValue, seed: session.request.seed, versions: []))
  }
}
