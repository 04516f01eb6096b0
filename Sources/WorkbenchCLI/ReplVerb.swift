import LineEditing
import Cohorts
import Reports
import Scripting
import Workbench

/// The commands of a session, which begin with a colon.
enum ReplVerb: String, CaseIterable {
  case help, cols, figure, time, save, load, data, reset, quit

  /// How it is written, and what it does.
  var help: (form: String, prose: String) {
    switch self {
    case .help: (":help NAME", "what the manual says of a function, module or object; also help(survival.cox)")
    case .cols: (":cols", "the variables of the cohort")
    case .figure: (":figure", "the figures of the last result that has any")
    case .time: (":time EXPRESSION", "evaluates it and says how long that took")
    case .save:
      (":save FILE.lua", "what was entered and worked, as a script for \"workbench run\" that shows the same")
    case .load:
      (":load SCRIPT [name=value …]", "evaluates a script as \"workbench run\" would, and keeps what it declares")
    case .data: (":data PATH…", "a new session on other data; without a path, on the demonstration cohort")
    case .reset: (":reset", "a new session on the same data")
    case .quit: (":quit", "ends, as Ctrl-D does")
    }
  }
}

extension Repl {
  /// Performs a command; whether the session goes on.
  func perform(command text: String) throws -> Bool {
    let words = text.dropFirst().split(separator: " ", maxSplits: 1).map(String.init)
    let names = ReplVerb.allCases.map(\.rawValue)
    guard let name = words.first, let verb = ReplVerb(rawValue: name) else {
      let nearest = words.first.flatMap { Nearest.name(to: $0, among: names) }.map { "; did you mean \":\($0)\"?" }
      throw UsageFailure(
        description: "there is no command \"\(text)\"\(nearest ?? ""); there are :\(names.joined(separator: ", :"))")
    }
    let rest = words.count > 1 ? words[1].split(separator: " ").joined(separator: " ") : ""
    switch verb {
    case .help: rest.isEmpty ? Console.write(Self.help) : show(try session.help(on: rest))
    case .cols: show(try session.columns(width: Console.width))
    case .figure: try showFigures()
    case .time: try time(argument(rest, of: verb))
    case .save: try save(to: argument(rest, of: verb))
    case .load: try load(argument(rest, of: verb))
    case .data: show(.shown(try session.start(data: rest.split(separator: " ").map(String.init))))
    case .reset: show(.shown(try session.start()))
    case .quit: return false
    }
    return true
  }

  private func argument(_ text: String, of verb: ReplVerb) throws -> String {
    guard !text.isEmpty else { throw UsageFailure(description: "write \(verb.help.form)") }
    return text
  }

  private func time(_ text: String) throws {
    let clock = ContinuousClock()
    let start = clock.now
    let outcome = try session.evaluate(text)
    let seconds = start.duration(to: clock.now) / .seconds(1)
    show(outcome)
    Console.write("\((seconds * 1000).rounded() / 1000) s\n")
  }

  private func save(to path: String) throws {
    guard path.hasSuffix(".lua") else {
      throw UsageFailure(description: "the file should end in .lua, found \"\(path)\"")
    }
    guard !session.saved.isEmpty else { throw UsageFailure(description: "nothing has been entered yet") }
    let name = path.split(separator: "/").last.map { String($0.dropLast(4)) } ?? path
    do {
      try ProjectFiles([path: session.script(title: name, file: path)]).write()
    } catch let fault as ProjectFiles.Fault { throw UsageFailure(description: "\(fault)") }
    Console.write("wrote \(path)\n")
    let elsewhere = session.modules(notBeside: path)
    if !elsewhere.isEmpty {
      Console.error(
        "it requires \(elsewhere.joined(separator: ", ")), and so runs only from a file in the same folder: save it there"
      )
    }
  }

  /// Loads a script, of which the last words that have an equals sign are parameters.
  private func load(_ text: String) throws {
    let words = text.split(separator: " ").map(String.init)
    let given = words.reversed().prefix { $0.contains("=") }.reversed()
    let script = try ScriptLibrary.find(words.dropLast(given.count).joined(separator: " "))
    show(try session.load(script, parameters: given.map(RunCommand.parameter)))
  }

  private static var help: String {
    let forms = ReplVerb.allCases.map(\.help)
    let width = forms.map(\.form.count).max() ?? 0
    let lines = forms.map { "  \($0.form)\(String(repeating: " ", count: width - $0.form.count + 2))\($0.prose)" }
    return """
      An expression shows its value, a statement runs. cohort, workbench and all modules (survival, response, …) are there
      without require; the files of the working folder can be required. A variable stays for later entries, with "local" and
      without: a name is one variable throughout, so that a second "local x" assigns it, also where a function uses it. An
      entry that fails leaves all variables as they were. Each entry has the time limit, and the limit of what is printed, to
      itself; the memory limit is one for the session: what a variable holds counts until it is nil.

      \(lines.joined(separator: "\n"))

        Tab completes; Up, Down and Ctrl-R bring back what was entered; Alt-Enter begins a line; Ctrl-C stops; Ctrl-D ends.

      """
  }
}
