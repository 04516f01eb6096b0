import Analyses
import Cohorts
import Lua

/// A check of data as a script declares it: what it looks for, and the function that finds it.
final class CheckObject {
  static let function = "workbench.check"

  let name: String
  let prose: String
  let grade: Finding.Grade
  private let find: LuaFunction

  init(_ value: LuaValue) throws {
    var fields = try Fields(
      value, at: Self.function, known: ["name", "grade", "prose", "find"],
      such: "{ name = \"late_relapse\", prose = \"…\", find = function(cohort) return { … } end }")
    name = try fields.text("name", "the name under which its findings go, such as \"late_relapse\".")
    guard name.isPlainName else { throw fields.wrong("name", "letters in lower case, digits and _", .string(name)) }
    fields.place += " \"\(name)\""
    prose = try fields.text("prose", "what it looks for, as a sentence.")
    let grade = try fields.choice("grade", among: Finding.Grade.allCases.map(\.rawValue))
    self.grade = grade.flatMap(Finding.Grade.init(rawValue:)) ?? .warning
    guard let body = fields["find"] else {
      throw fields.missing("find", "what finds it, a function(cohort) that returns a list of findings.")
    }
    guard case .function(let find) = body else {
      throw fields.wrong("find", "a function(cohort) that returns a list of findings", body)
    }
    self.find = find
  }

  static let type = HostType<CheckObject>(
    "check", properties: ["name": { .string($0.name) }, "prose": { .string($0.prose) }],
    text: { "check \"\($0.name)\"" })

  /// What scripts are lent as a check.
  static let declaration = HostDeclaration(
    name: "workbench.Check", summary: "A check of data, which cohort:check runs over a cohort.", isModule: false,
    members: [
      .value("name", "string", "The name under which its findings go."),
      .value("prose", "string", "What it looks for, as a sentence."),
    ])

  /// What it finds in a cohort.
  func findings(in cohort: CohortObject) throws -> [Finding] {
    let returned = try cohort.host.lua.call(find, [CohortObject.type.wrap(cohort)]).first ?? .nil
    guard case .table(let table) = returned, table.fields.isEmpty else {
      throw FieldFault(
        place: "check \"\(name)\"",
        fault: "find should return a list of findings, which may be empty; found \(returned.kind)")
    }
    return try table.array.enumerated().map { try finding($1, at: "check \"\(name)\": finding \($0 + 1)") }
  }

  private func finding(_ value: LuaValue, at place: String) throws -> Finding {
    if case .string(let message) = value { return Finding(grade, check: name, message) }
    let fields = try Fields(
      value, at: place, known: ["message", "subject", "table", "column", "row", "count"],
      such: "{ subject = \"s1\", message = \"relapse after death\" }")
    return Finding(
      grade, check: name, try fields.text("message", "what was found."), table: try fields.text("table"),
      row: try fields.integer("row"), subject: try fields.text("subject"), column: try fields.text("column"),
      count: try fields.integer("count") ?? 1)
  }
}

extension CohortObject {
  /// `cohort:check(check)`: what a check finds, as a result.
  func checked(_ arguments: [LuaValue]) throws -> LuaValue {
    guard let check = arguments.first.flatMap(CheckObject.type.unwrap) else {
      throw CallError.wrongKind(
        "cohort:check", argument: "the check", expected: "what workbench.check gives", found: arguments.kind(0))
    }
    let result = check.result(of: try check.findings(in: self), subjects: cohort.count)
    return ResultObject.type.wrap(ResultObject(result: result))
  }
}

extension CheckObject {
  /// The most findings that stand one by one in a result.
  private static let mostShown = 200

  fileprivate func result(of findings: [Finding], subjects: Int) -> AnalysisResult {
    var result = AnalysisResult(title: "Check \(name)", methods: [prose])
    result.analysis = Self.function
    result.rows = [
      Row("findings", .count(findings.count), n: subjects), Row("grade", .text(grade.rawValue)),
    ]
    let shown = Array(findings.prefix(Self.mostShown))
    let columns: [(name: String, header: String, value: (Finding) -> Quantity?)] = [
      ("subject", "Subject", { $0.subject.map(Quantity.text) }), ("table", "Table", { $0.table.map(Quantity.text) }),
      ("column", "Column", { $0.column.map(Quantity.text) }), ("row", "Row", { $0.row.map(Quantity.count) }),
      ("count", "Count", { $0.count == 1 ? nil : .count($0.count) }), ("message", "Finding", { .text($0.message) }),
    ]
    let present = columns.filter { column in shown.contains { column.value($0) != nil } }
    for (place, finding) in shown.enumerated() {
      result.rows += present.compactMap { column in
        column.value(finding).map { Row(column.name, $0, variable: "finding \(place + 1)") }
      }
    }
    guard !shown.isEmpty else { return result }
    result.tables = [
      TableLayout(
        title: "Findings", rowHeader: "",
        lines: shown.indices.map { .init(String($0 + 1), variable: "finding \($0 + 1)") },
        columns: present.map {
          .init($0.header, .value($0.name), $0.name == "row" || $0.name == "count" ? .count : .text)
        })
    ]
    if findings.count > shown.count {
      result.methods.append("The first \(shown.count) of \(findings.count) findings are shown.")
    }
    if grade == .error {
      result.cautions = [
        Caution(
          .ofAnalysis,
          "The check \(name) found \(findings.count) error\(findings.count == 1 ? "" : "s") in the data: results may be wrong."
        )
      ]
    }
    return result
  }
}
