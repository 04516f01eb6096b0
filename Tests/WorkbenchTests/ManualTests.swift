import Analyses
import Cohorts
import Foundation
import Scripting
import Testing
import Workbench

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The manual says all that is declared, and what it shows runs.
@Suite("The manual")
struct ManualTests {
  private static let modules = (try? BuiltIn.registry().declarations) ?? []
  private static let functions = modules.flatMap(\.functions)
  private static let book = ManualBook.workbench(
    commands: ManualChapter("The command", "How it is typed.", []), modules: modules)
  private static let index = ManualIndex(book)

  /// What the page of the whole manual says, without its markup.
  private static let page = words(of: book.html)

  // MARK: - It is complete

  @Test("names every function, argument, choice, statistic, member, type and error, in every format")
  func complete() {
    var names: Set<String> = []
    for function in Self.functions {
      names.insert(function.name)
      names.formUnion(function.parameters.map(\.name) + function.statistics.map(\.name) + function.gives.map(\.name))
      names.formUnion(function.parameters.flatMap { $0.choices.map(\.name) })
    }
    for declaration in HostDeclaration.all { names.formUnion(declaration.members.map(\.name)) }
    names.formUnion(ErrorTopic.all.map(\.name))
    #expect(names.count > 500)
    for text in [Self.book.text, Self.book.markdown, Self.book.html] {
      let missing = names.filter { !text.contains($0) }
      #expect(missing.isEmpty, "\(missing.sorted())")
    }
  }

  @Test("says of every function what its declaration says", arguments: functions.map(\.name))
  func prose(name: String) throws {
    let function = try #require(Self.functions.first { $0.name == name })
    for text in [function.summary] + function.parameters.map(\.prose) + function.statistics.map(\.meaning) {
      #expect(Self.page.contains(Self.words(of: text)), "\(text)")
    }
  }

  /// The letters and digits of a text, without marks and markup.
  private static func words(of text: String) -> String {
    var words = ""
    var isTag = false
    let plain = text.replacing("&lt;", with: "<_").replacing("&gt;", with: ">").replacing("&amp;", with: "&")
      .replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
    var previous: Character = " "
    for character in plain {
      if previous == "<", character.isLetter || character == "/" || character == "!" { isTag = true }
      if !isTag, character.isLetter || character.isNumber { words.append(character) }
      if character == ">" { isTag = false }
      previous = character
    }
    return words
  }

  @Test("everything in it is found by its name, in full and alone")
  func found() {
    for function in Self.functions {
      #expect(Self.index.articles(on: function.name).first?.summary == function.summary)
      for parameter in function.parameters {
        let alone = Self.index.articles(on: "\(function.name).\(parameter.name)")
        #expect(alone.contains { $0.texts.contains { $0.hasPrefix(parameter.prose.prefix(20)) } }, "\(parameter.name)")
      }
    }
    for (name, functions) in Dictionary(grouping: Self.functions, by: \.function) {
      let summaries = Set(Self.index.articles(on: name).map(\.summary))
      #expect(summaries.isSuperset(of: functions.map(\.summary)), "\(name)")
    }
    let statistics = Self.functions.flatMap { function in function.statistics.map { ($0.name, function.name) } }
    for (name, holders) in Dictionary(grouping: statistics, by: \.0) {
      let texts = Self.index.articles(on: name).flatMap { [$0.name, $0.summary] + $0.texts }
      for (_, holder) in holders { #expect(texts.contains { $0.contains(holder) }, "\(name) of \(holder)") }
    }
    for declaration in HostDeclaration.all {
      let holder = (declaration.name.split(separator: ".").last ?? "").lowercased()
      for member in declaration.members {
        #expect(!Self.index.articles(on: "\(holder):\(member.name)").isEmpty, "\(holder):\(member.name)")
      }
    }
  }

  @Test("is the same each time")
  func deterministic() throws {
    for format in ["markdown", "html"] {
      let runs = try (1...2).map { _ in try Command.run(["help", "--all", "--format", format]) }
      #expect(runs[0].status == 0 && runs[0].errors == "")
      #expect(runs[0] == runs[1])
    }
  }

  // MARK: - What it shows runs

  /// Runs lines of a script on the demonstration cohort.
  private func run(_ lines: String) throws {
    let host = try ScriptHost(
      cohort: DemonstrationCohort.make(), registry: BuiltIn.registry(), options: ScriptHost.Options())
    _ = try host.run(lines, name: "mine.lua")
  }

  @Test("the example of each function is Lua, and runs on the demonstration cohort", arguments: functions.map(\.name))
  func examples(name: String) throws {
    let function = try #require(Self.functions.first { $0.name == name })
    try run(
      """
      local workbench = require "workbench"
      local \(function.module) = require "\(function.module)"
      local cohort = workbench.cohort()
      local gives = \(function.call)
      return workbench.report "It runs"
      """)
  }

  @Test("each function that the host lends has an example, which runs")
  func hostExamples() throws {
    // Tests alone have the module testing; its examples are below.
    for declaration in HostDeclaration.all where declaration.name != "testing" {
      for member in declaration.members where member.signature != nil {
        let example = try #require(member.example, "\(declaration.name).\(member.name) has no example")
        #expect(example.contains(member.name))
        try run(
          """
          local workbench, survival = require "workbench", require "survival"
          local cohort = workbench.cohort()
          local report = workbench.report "It runs"
          local result = survival.kaplan_meier(cohort, { endpoint = "pfs", by = "sex" })
          local column = cohort:column "age"
          do
            \(example)
          end
          return report
          """)
      }
    }
  }

  @Test("each function that tests are lent has an example, which passes")
  func testingExamples() throws {
    let bench = try TestBench()
    try bench.write(
      "response_by_age.lua",
      """
      --- Response by age?
      ---
      --- Parameters:
      ---   limit (number, years, default 65): where the older begin.
      local workbench = require "workbench"
      local report = workbench.report "Response by age"
      report:note(("From %g on"):format(workbench.parameters.limit))
      return report

      """)
    var lines = [
      "local testing, workbench, survival = require \"testing\", require \"workbench\", require \"survival\"",
      "local cohort = workbench.cohort()",
      "local result = survival.kaplan_meier(cohort, { endpoint = \"pfs\", by = \"sex\" })",
    ]
    let testing = try #require(HostDeclaration.all.first { $0.name == "testing" })
    for member in testing.members {
      let example = try #require(member.example, "testing.\(member.name) has no example")
      #expect(example.contains("testing.\(member.name)"))
      lines.append(member.name == "test" ? example : "testing.test(\"\(member.name)\", function()\n\(example)\nend)")
    }
    try bench.write("a_test.lua", lines.joined(separator: "\n") + "\n")
    let end = try bench.run("test", "a_test.lua", "--update")
    #expect(end.failures == [])
    #expect(end.verdict == "\(testing.members.count) passed, 0 failed")
    #expect(try bench.run("check", "a_test.lua").output == "1 script checked: nothing found\n")
  }

  @Test("columns of each type are read as it says, are met in Lua as it says, and its expressions can be computed")
  func columnTypes() throws {
    let scratch = try Scratch()
    try scratch.write(
      "cohort.toml",
      """
      subject_id = "id"
      [tables]
      subjects = "subjects.csv"
      [columns.taken]
      type = "time"

      """)
    try scratch.write(
      "subjects.csv",
      """
      id,dose,age,transplanted,diagnosis,response,site,infused,last_seen,assessed,taken
      1,1.5,30,yes,T-ALL,CR,north wing,2021-03-09,2021-06-09,2021-03-09T14:30,14:30
      2,2e1,40,no,AML,PR,the south,2021-03-10,2021-06-10,2021-03-10T14:30,09:00
      3,0.5,50,yes,AML,CR,elsewhere,2021-03-11,2021-06-11,2021-03-11T14:30,10:00

      """)
    let columns: [ColumnType: (name: String, lua: String)] = [
      .number: ("dose", "1.5"), .integer: ("age", "30"), .flag: ("transplanted", "true"),
      .category: ("diagnosis", "\"T-ALL\""), .text: ("site", "\"north wing\""), .date: ("infused", "\"2021-03-09\""),
      .dateTime: ("assessed", "\"2021-03-09T14:30:00\""), .time: ("taken", "\"14:30:00\""),
    ]
    for type in ColumnType.allCases {
      let column = try #require(columns[type])
      var entries = ["cohort:column \"\(column.name)\"", "cohort:values(\"\(column.name)\")[1]"]
      entries += ManualArticle.examples(of: type).map { "cohort:column(\"\($0)\").count" }
      let end = try Command.run(
        ["repl", "--data", "."], in: scratch.url, input: entries.joined(separator: "\n") + "\n:cols\n")
      #expect(end.status == 0, "\(type.rawValue): \(end.errors)")
      let lines = end.output.components(separatedBy: "\n")
      #expect(lines.contains(column.lua), "\(type.rawValue): \(end.output)")
      let told = lines.map { $0.split(separator: " ").map(String.init) }.first { $0.first == column.name }
      #expect(told?.dropFirst().first == type.rawValue, "\(end.output)")
    }
  }

  @Test(
    "terms of formulas are covariates of models: a Cox model of the demonstration cohort takes each example",
    arguments: FormulaTerm.forms.flatMap(\.examples))
  func formulaExamples(term: String) throws {
    try run(
      """
      local workbench = require "workbench"
      local survival = require "survival"
      survival.cox(workbench.cohort(), { endpoint = "pfs", covariates = { "diagnosis", "\(term)" } })
      survival.cox(workbench.cohort(), { endpoint = "Surv(pfs_days, pfs_event) ~ diagnosis + \(term)" })
      return workbench.report "It runs"
      """)
  }

  @Test("functions of formulas are found by their names", arguments: FormulaTerm.forms.compactMap(\.function))
  func formulaFunctions(name: String) {
    #expect(Self.index.articles(on: name).contains { $0.text.contains("Stands in formulas") }, "\(name)")
  }

  // MARK: - Errors

  @Test(
    "each kind of error is met by its sample, says what the manual says, and is told by it", arguments: ErrorTopic.all)
  func errors(topic: ErrorTopic) throws {
    #expect(ErrorTopic.of(topic.message)?.name == topic.name, "\(topic.message)")
    guard let sample = topic.sample else { return }
    do {
      try run(ErrorTopic.prelude + sample + (topic.name == "no-report" ? "" : "\nreturn workbench.report \"None\""))
      Issue.record("\(topic.name): nothing went wrong")
    } catch {
      #expect("\(error)".hasSuffix(topic.message), "\(error)")
      #expect(ErrorTopic.of("\(error)")?.name == topic.name, "\(error)")
    }
  }

  @Test("kinds of errors have names of their own, and a whole message is found")
  func errorNames() {
    #expect(Set(ErrorTopic.all.map(\.name)).count == ErrorTopic.all.count)
    let message = "mine.lua:4: survival.cox: unknown argument \"tie\"; did you mean \"ties\"?"
    #expect(Self.index.articles(on: message).map(\.name) == ["unknown-argument"])
    #expect(Self.index.articles(on: "Unknown argument").map(\.name) == ["unknown-argument"])
  }

  // MARK: - Pages

  @Test("the page is well formed, each anchor is there once, and each link leads to one")
  func page() throws {
    let html = Self.book.html
    let parser = XMLParser(data: Data(html.replacing("<!DOCTYPE html>\n", with: "").utf8))
    let anchors = Anchors()
    parser.delegate = anchors
    #expect(parser.parse(), "\(String(describing: parser.parserError)) in line \(parser.lineNumber)")
    #expect(Set(anchors.ids).count == anchors.ids.count)
    #expect(anchors.links.count > 500)
    #expect(anchors.links.filter { !$0.hasPrefix("#") } == [])
    #expect(Set(anchors.links.map { String($0.dropFirst()) }).subtracting(anchors.ids) == [])
    #expect(!html.contains("<script") && !html.contains("src="))
  }

  @Test("so are those of the text in Markdown")
  func markdown() {
    let text = Self.book.markdown
    let ids = text.matches(of: /<a id="([^"]*)"><\/a>/).map { String($0.1) }
    let links = text.matches(of: /\]\(#([^)]*)\)/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    #expect(links.count > 100)
    #expect(Set(links).subtracting(ids) == [])
  }

  @Test("no line of text is wider than 100 columns, but for code")
  func width() {
    for article in Self.book.articles {
      var code = article.blocks.map { if case .code(let code) = $0 { code } else { "" } }.joined()
      code += article.topics.compactMap(\.entry.code).joined()
      for line in article.text.split(separator: "\n") where line.count > 100 {
        let isCode = code.contains(line.trimmingCharacters(in: .whitespaces))
        let hasLongWord = line.split(separator: " ").contains { $0.count > 50 }
        #expect(isCode || hasLongWord, "\(article.name): \(line)")
      }
    }
  }
}

/// Gathers the anchors of a page and the links to them.
private final class Anchors: NSObject, XMLParserDelegate {
  var ids: [String] = []
  var links: [String] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    if let id = attributes["id"] { ids.append(id) }
    if name == "a", let link = attributes["href"] { links.append(link) }
  }
}

extension ManualArticle {
  /// Its paragraphs, and what it says of each thing that has a name.
  fileprivate var texts: [String] {
    blocks.flatMap { block -> [String] in
      switch block {
      case .paragraph(let text): [text]
      case .entries(let entries, _): entries.map(\.prose)
      default: []
      }
    }
  }
}
