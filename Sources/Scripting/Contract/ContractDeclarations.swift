import Analyses
import Lua

extension WorkbenchModule {
  /// What the module offers to those who write analyses themselves.
  static let contractMembers: [HostDeclaration.Member] = [
    .function(
      "analysis",
      [
        (
          "declaration",
          "{ name: string, summary: string, details: string?, since: string?, terms: string[][]?, parameters: workbench.Parameter[]|table[]|nil, statistics: "
            + "workbench.Statistic[]|table[], example: table<string, any>?, compute: fun(cohort: workbench.Cohort, arguments: table<string, any>): workbench.Result }",
          "What it is called, what it takes and gives, and how it is computed."
        )
      ],
      returns: "fun(cohort: workbench.Cohort, arguments: table<string, any>?): workbench.Result",
      "Declares an analysis that is like a built-in one: arguments are checked, defaults and profile hold, help and stubs know it, other analyses "
        + "can call it, and groups that form after the origin of its endpoint are flagged. Gives the function that asks for it.",
      example: """
        local share = workbench.analysis {
          name = "mine.share_of_old",
          summary = "Share of subjects aged 65 or older.",
          statistics = { { "share", "The share of all subjects." } },
          compute = function(cohort)
            local share = cohort:where("age >= 65").count / cohort.count
            return workbench.result { methods = "Counted.", rows = { { statistic = "share", value = share } } }
          end,
        }
        """
    ),
    .function(
      "result",
      [
        (
          "definition",
          "{ title: string?, methods: string|string[], rows: workbench.Row[]|table[]|nil, tables: table[]?, figures: workbench.Figure[]?, cautions: any[]? }",
          "What was done, the statistics, and how they are shown; without tables, statistics stand in columns and groups in lines."
        )
      ],
      returns: "workbench.Result", "A result: what compute returns, and what report:add takes.",
      example: """
        local count = workbench.result {
          title = "Subjects",
          methods = "Counted.",
          rows = { { statistic = "subjects", value = cohort.count } },
        }
        """),
    .function(
      "table",
      [
        (
          "definition", "{ title: string, columns: (string|{ header: string, format: string? })[], rows: any[][] }",
          "The heads of its columns, and its cells row by row; the first cell of a row is its label."
        )
      ],
      returns: "workbench.PlainTable", "A table cell by cell, for report:add or among the tables of a result.",
      example: """
        report:add(workbench.table {
          title = "Subjects",
          columns = { "Trial", "Subjects" },
          rows = { { "all", cohort.count } },
        })
        """),
    .function(
      "figure",
      [
        (
          "definition",
          FigureShape.figures.map(\.name).joined(separator: "|"),
          "A chart has x, y, series and marks, or panels of them; a mark is a line, step, ribbon, interval, bar, reference, text, or points or "
            + "cells. Curves have curves and risk_table, a flow of subjects has steps and groups, a forest has axis and lines, lanes have series, "
            + "events and lanes. workbench help figures lists all fields."
        )
      ],
      returns: "workbench.Figure",
      "A figure made from marks, or of step curves, a flow of subjects, estimates with intervals, or lanes.",
      example: """
        report:add(workbench.figure {
          title = "A line",
          x = "Days",
          y = "Share",
          marks = { { mark = "line", x = { 0, 30, 60 }, y = { 1, 0.8, 0.7 } } },
        })
        """),
    .function(
      "endpoint",
      [
        (
          "definition", endpointType,
          "As in cohort:declare_endpoint; or first_of, two events or more, each a column of days, an endpoint, or { day or endpoint = …, name = … }, "
            + "with followed_until, the column of the day until which nothing else happened."
        )
      ],
      returns: "workbench.Contribution",
      "An endpoint, to be added to any cohort by cohort:with; also the first of several events.",
      example: """
        local endpoint = workbench.endpoint {
          name = "relapse_or_death",
          first_of = { "relapse_day", { endpoint = "os", name = "death" } },
        }
        """,
      terms: [
        Term("composite endpoint", "the first of several events"),
        Term("GRFS", "GvHD-free, relapse-free survival"), Term("EFS", "event-free survival"),
      ],
      names: endpointNames),
    .function(
      "vocabulary", [("definition", vocabularyType, "As in cohort:declare_vocabulary.")],
      returns: "workbench.Contribution", "A vocabulary of response, to be added to any cohort by cohort:with.",
      example: """
        local vocabulary = workbench.vocabulary {
          name = "ours",
          levels = { "CR", "PR", "SD", "PD" },
          response = { "CR", "PR" },
          complete = { "CR" },
          progression = { "PD" },
        }
        """),
    .function(
      "toxicity_scale",
      [
        (
          "definition", "{ name: string, grades: string[], column: string?, table: string?, label: string? }",
          "The condition of grade 1, of grade 2 and so on, over the subjects or the rows of a linked table; the highest that holds counts."
        )
      ],
      returns: "workbench.Contribution",
      "A scale that grades findings by conditions, to be added to any cohort by cohort:with.",
      example: """
        local toxicity_scale = workbench.toxicity_scale {
          name = "blasts",
          grades = { "marrow_blasts >= 5", "marrow_blasts >= 50" },
        }
        """, names: ["grades": .condition, "table": .table]),
    .function(
      "section",
      [
        (
          "definition",
          "{ title: string, build: fun(report: workbench.Report, cohort: workbench.Cohort, arguments: table<string, any>) }",
          "The heading, and what fills the section."
        )
      ],
      returns: "workbench.Section", "A section of a report, which report:add fills for a cohort.",
      example: """
        local section = workbench.section {
          title = "Follow-up",
          build = function(part, subjects)
            part:add(survival.follow_up(subjects, { endpoint = "pfs" }))
          end,
        }
        report:add(section, cohort)
        """),
    .function(
      "check",
      [
        (
          "definition",
          "{ name: string, prose: string, grade: \"error\"|\"warning\"|\"note\"|nil, find: fun(cohort: workbench.Cohort): (string|table)[] }",
          "What it looks for, and the function that finds it: findings are texts, or tables with message and subject, table, column, row or count."
        )
      ],
      returns: "workbench.Check", "A check of data, which cohort:check runs.",
      example: """
        local check = workbench.check {
          name = "very_old",
          prose = "Subjects older than 100 years.",
          find = function(subjects)
            local count = subjects:where("age > 100").count
            return count > 0 and { ("%d subjects"):format(count) } or {}
          end,
        }
        """),
  ]

  /// A member that is for those who write analyses themselves.
  func contract(_ name: String?) -> LuaValue? {
    func function(_ make: @escaping (ScriptHost, LuaValue) throws -> LuaValue) -> LuaValue {
      .function(LuaFunction("workbench.\(name ?? "")") { [unowned host] in [try make(host, $0.first ?? .nil)] })
    }
    return switch name {
    case "analysis": function { [environment] in try $0.declareAnalysis($1, for: environment) }
    case "result": function { try $0.makeResult($1) }
    case "table": function { PlainTable.type.wrap(try PlainTable($1)) }
    case "figure": function { FigureObject.type.wrap(FigureObject(try FigureDefinition($1).figure)) }
    case "section": function { SectionObject.type.wrap(try SectionObject($1)) }
    case "check": function { CheckObject.type.wrap(try CheckObject($1)) }
    case "endpoint":
      function {
        let declaration = try EndpointDeclaration([$1], of: "workbench.endpoint")
        return ContributionObject.wrap(.endpoint, declaration.name) { try declaration.added(to: $0) }
      }
    case "vocabulary":
      function {
        let definition = try VocabularyDefinition([$1], of: "workbench.vocabulary")
        return ContributionObject.wrap(.vocabulary, definition.name) { try definition.added(to: $0) }
      }
    case "toxicity_scale":
      function {
        let scale = try ToxicityScale($1)
        return ContributionObject.wrap(.toxicityScale, scale.name) { try scale.added(to: $0) }
      }
    default: nil
    }
  }
}

/// Tables that scripts write, as editors know them.
enum ContractTypes {
  /// A parameter that a script declares.
  static let parameter = HostDeclaration(
    name: "workbench.Parameter", summary: "A parameter of an analysis that a script declares.", isModule: false,
    members: [
      .value("name", "string?", "The name by which it is given; those of some types have a usual one."),
      .value(
        "type", ParameterKind.all.map { "\"\($0.name)\"" }.joined(separator: "|"),
        ParameterKind.all.map { "\($0.name): \($0.summary)" }.joined(separator: "; ") + "."),
      .value("prose", "string?", "What it means, as a sentence."),
      .value("default", "any", "What holds without it; a parameter without a default must be given."),
      .value("default_sas", "any", "What holds without it under the profile of SAS, where that is something else."),
      .value(
        "optional", "boolean?",
        "Whether it may be left out without a default: the analysis then gets nil, or an empty list."),
      .value("from", "number?", "The least number."), .value("to", "number?", "The greatest number."),
      .value("above", "number?", "A number that must be exceeded, in the place of from."),
      .value("below", "number?", "A number that must not be reached, in the place of to."),
      .value("unit", "string?", "The unit, for help."),
      .value(
        "choices", "string[][]?",
        "What can be chosen, each a name with its meaning: { { \"log\", \"symmetric for log S\" } }."),
    ])

  /// A statistic that a script declares.
  static let statistic = HostDeclaration(
    name: "workbench.Statistic",
    summary: "A statistic that an analysis of a script gives: { \"median\", \"The median time.\" }.",
    isModule: false,
    members: [
      .value(
        "scale", Analysis.Scale.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: "|") + "|nil",
        "The scale on which its estimate is about normal, so that it can be pooled."),
      .value(
        "standard_error", "string|string[]|nil",
        "The statistic that is its standard error on that scale, the first that there is."),
      .value(
        "error_on_scale", "boolean?",
        "Whether the standard error is one on the scale, as it is unless said otherwise, or of the statistic itself."),
      .value("uses_strata", "boolean?", "Whether strata enter the estimate."),
      .value(
        "compares", "boolean?",
        "Whether it compares, as a difference or a ratio of groups does, so that 0, or 1 on the scale of the logarithm, stands for no "
          + "effect; not unless it is said."),
    ])

  /// A row of a result that a script writes.
  static let row = HostDeclaration(
    name: "workbench.Row", summary: "A statistic with all that is needed to read it alone.", isModule: false,
    members: [
      .value("statistic", "string", "Its name."),
      .value("value", "number|string|nil", "A number, a whole number as a count, or a text; nil where there is none."),
      .value("reason", "string?", "Why there is no value, where there is none."),
      .value("group", "string?", "The group that it describes."),
      .value("variable", "string?", "The variable, term or test that it belongs to."),
      .value("time", "number?", "The time at which it holds."), .value("unit", "string?", "The unit of the value."),
      .value("method", "string?", "The method in full."), .value("n", "integer?", "The number of subjects behind it."),
      .value("missing", "integer?", "The number of subjects left out because something was missing."),
      .value("note", "string?", "Anything else that a reader has to know of it."),
    ])

  /// What `cohort:times` gives.
  static let times = HostDeclaration(
    name: "workbench.Times", summary: "The times of an endpoint as lists, all of the same subjects in the same order.",
    isModule: false,
    members: [
      .value("n", "integer", "How many subjects they are."),
      .value("missing", "integer", "How many subjects are left out because something is missing."),
      .value("time", "number[]", "The time from the origin to the event or to censoring."),
      .value("event", "boolean[]", "Whether the event happened."),
      .value("row", "integer[]", "The place of the subject in the cohort."),
      .value("entry", "number[]?", "The time at which observation began, where entry was delayed."),
      .value("outcome", "any[]?", "0 where censored, else the place of what happened in outcomes."),
      .value("outcomes", "string[]?", "The names of the outcomes."),
      .value("reason", "any[]?", "Why the time ends, in words."),
      .value("group", "integer[]?", "The place of the group in groups, where groups were asked for."),
      .value("stratum", "integer[]?", "The place of the stratum in strata, where strata were asked for."),
      .value("strata", "string[]?", "The names of the strata."),
      .value("columns", "table<string, any[]>?", "The further columns that were asked for."),
      .value("groups", "table[]", "The same lists for each group, in the order of time, with its name and n."),
      .value("unit", "string", "The unit of the times."), .value("label", "string", "The words for the endpoint."),
      .value("origin", "string", "What the time is counted from."),
    ])

  /// An endpoint that an analysis was asked for.
  static let endpoint = HostDeclaration(
    name: "workbench.Endpoint",
    summary: "An endpoint as an analysis was asked for it, with its outcome and its intercurrent events.",
    isModule: false,
    members: [.value("name", "string", "Its name, or Surv(time, event).")])

  /// A table that a script wrote cell by cell.
  static let plainTable = HostDeclaration(
    name: "workbench.PlainTable", summary: "A table that a script wrote cell by cell.", isModule: false,
    members: [.value("title", "string", "The title.")])

  /// All of them.
  static let all = [
    endpoint, times, parameter, statistic, row, FigureObject.declaration, TableObject.declaration, plainTable,
    ContributionObject.declaration, SectionObject.declaration, CheckObject.declaration,
  ]
}
