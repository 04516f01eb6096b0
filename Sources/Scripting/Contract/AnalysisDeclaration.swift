import Analyses
import Cohorts
import Lua

/// An analysis as a script declares it: `workbench.analysis { name = …, compute = function(cohort, arguments) … end }`.
struct AnalysisDeclaration {
  static let function = "workbench.analysis"

  let name: String
  let parameters: [DeclaredParameter]
  let statistics: [Analysis.Statistic]
  private let summary: String
  private let details: String
  private let since: String
  private let example: [Argument.Entry]
  private let terms: [Term]
  private let compute: LuaFunction

  /// Reads a declaration.
  ///
  /// - Parameters:
  ///   - value: The table.
  ///   - registry: The analyses that there are already.
  ///   - version: The version since which there is an analysis that does not say it.
  ///   - isAnothers: Whether a name is that of an analysis which another environment declares: there may be two versions of a plugin.
  /// - Throws: ``FieldFault``, which says what is wrong and what it should be.
  init(
    _ value: LuaValue, registry: Registry, version: String, isAnothers: (String) -> Bool = { _ in false }
  ) throws {
    let known = ["name", "summary", "details", "since", "parameters", "statistics", "example", "terms", "compute"]
    var fields = try Fields(
      value, at: Self.function, known: known,
      such: "{ name = \"grfs.estimate\", summary = \"…\", compute = function(cohort, arguments) … end }")
    let name = try fields.text("name", "module and function, such as \"grfs.estimate\".")
    try Self.check(name, in: registry, fields, isAnothers: isAnothers(name))
    self.name = name
    fields.place += " \"\(name)\""
    summary = try fields.text("summary", "what it does, as one sentence.")
    details = try fields.text("details") ?? ""
    since = try fields.text("since") ?? (version.isEmpty ? "0.1.0" : version)
    parameters = try Self.parameters(fields, of: name)
    statistics = try Self.statistics(fields)
    example = try Self.example(fields, parameters)
    terms = try (fields.list("terms", of: "terms") ?? []).enumerated().map { [fields] place, value in
      let pair = try NamePair(value, at: "\(fields.place): term \(place + 1)", second: "meaning")
      return Term(pair.name, pair.words)
    }
    guard let body = fields["compute"] else {
      throw fields.missing("compute", "the work, a function(cohort, arguments) that returns workbench.result { … }.")
    }
    guard case .function(let compute) = body else {
      throw fields.wrong("compute", "a function(cohort, arguments)", body)
    }
    self.compute = compute
  }

  /// The title of a result that gives itself none.
  var title: String { summary.hasSuffix(".") ? String(summary.dropLast()) : summary }

  /// The analysis, like any other but that it is done on the script's own thread.
  ///
  /// - Parameters:
  ///   - name: The full name under which it is known.
  ///   - host: What runs the script.
  /// - Returns: The analysis, to be registered.
  func analysis(named name: String, in host: ScriptHost) -> Analysis {
    let compute = ConfinedCompute(compute, named: name, of: self, in: host)
    var analysis = analysis(named: name) { cohort, arguments in try compute.perform(cohort, arguments) }
    analysis.isConfined = true
    return analysis
  }

  /// The analysis as far as it is declared: its arguments can be checked, but nothing computes it.
  var declared: Analysis { analysis(named: name) { [name] _, _ in throw ComputeFault.elsewhere(name) } }

  private func analysis(
    named name: String, compute: @escaping @Sendable (Cohort, Arguments) throws -> AnalysisResult
  ) -> Analysis {
    var analysis = Analysis(
      name, summary, details: details, since: since, parameters: parameters.map(\.parameter), statistics: statistics,
      example: example, compute: compute)
    analysis.terms = terms
    return analysis
  }
}

// MARK: - Reading

extension AnalysisDeclaration {
  private static func check(
    _ name: String, in registry: Registry, _ fields: Fields, isAnothers: Bool
  ) throws {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, parts.allSatisfy(\.isPlainName) else {
      throw fields.wrong("name", "module and function in lower case, such as \"grfs.estimate\"", .string(name))
    }
    guard isAnothers || registry.function(name) == nil else {
      throw fields.fault("there is an analysis \"\(name)\" already")
    }
    let isTaken = registry.plugins.contains { $0.name == parts[0] }
    if isTaken || HostDeclaration.all.contains(where: { $0.name == parts[0] }) {
      throw fields.fault(
        "\"\(parts[0])\" is a module of the workbench itself; name the analysis after a module of your own, such as "
          + "\"my_\(name)\"")
    }
  }

  private static func parameters(_ fields: Fields, of name: String) throws -> [DeclaredParameter] {
    var parameters: [DeclaredParameter] = []
    for (place, value) in (try fields.list("parameters", of: "parameters") ?? []).enumerated() {
      let parameter = try DeclaredParameter(value, number: place + 1, of: name)
      let fault = FieldFault(
        place: "\(fields.place): parameter \(place + 1) (\"\(parameter.name)\")",
        fault: added.contains(parameter.name)
          ? "every analysis has it already; leave it out" : "it is declared twice")
      if added.contains(parameter.name) || parameters.contains(where: { $0.name == parameter.name }) { throw fault }
      parameters.append(parameter)
    }
    if parameters.contains(where: { $0.name == "endpoint" }), parameters.contains(where: { $0.role != .other }),
      !parameters.contains(where: { $0.name == "as_baseline" })
    {
      parameters.append(DeclaredParameter(.asBaseline(after: "the origin")) { .boolean($0) })
    }
    return parameters
  }

  /// The parameters that every analysis, or every one of an endpoint, has without its author's doing.
  private static let added = ["title", "intercurrent"]

  private static func statistics(_ fields: Fields) throws -> [Analysis.Statistic] {
    let prose = "what its rows may name, such as { { \"median\", \"The median time.\" } }."
    guard let list = try fields.list("statistics", of: "statistics"), !list.isEmpty else {
      throw fields.missing("statistics", prose)
    }
    var names: Set<String> = []
    return try list.enumerated().map { place, value in
      let statistic = try statistic(value, at: "\(fields.place): statistic \(place + 1)")
      guard names.insert(statistic.name).inserted else {
        throw fields.fault("statistic \(place + 1) (\"\(statistic.name)\"): it is declared twice")
      }
      return statistic
    }
  }

  private static func statistic(_ value: LuaValue, at place: String) throws -> Analysis.Statistic {
    let further = ["scale", "standard_error", "error_on_scale", "uses_strata", "compares"]
    let pair = try NamePair(value, at: place, second: "meaning", besides: further)
    guard pair.name.isPlainName else {
      throw pair.fields.fault("its name should be letters in lower case, digits and _")
    }
    let errors = try pair.fields.texts("standard_error")
    let scale = try pair.fields.choice("scale", among: Analysis.Scale.allCases.map(\.rawValue))
    guard let scale = scale.flatMap(Analysis.Scale.init(rawValue:)) else {
      if let other = further.first(where: { pair.fields[$0] != nil }) {
        throw pair.fields.missing("scale", "the scale on which the estimate is about normal, which \"\(other)\" needs.")
      }
      return Analysis.Statistic(pair.name, pair.words)
    }
    guard !errors.isEmpty else {
      throw pair.fields.missing("standard_error", "the statistic that is its standard error.")
    }
    let isOnScale = try pair.fields.flag("error_on_scale") ?? true
    return Analysis.Statistic(
      pair.name, pair.words,
      estimated: Analysis.Estimation(
        scale: scale, standardErrors: errors, isErrorOfStatistic: !isOnScale,
        usesStrata: try pair.fields.flag("uses_strata") ?? false,
        isEffect: try pair.fields.flag("compares") ?? false))
  }

  private static func example(_ fields: Fields, _ parameters: [DeclaredParameter]) throws -> [Argument.Entry] {
    guard let value = fields["example"] else { return [] }
    guard case .table(let table) = value else {
      throw fields.wrong("example", "a table of arguments, such as { endpoint = \"pfs\" }", value)
    }
    let entries = try Argument.entries(table, of: "\(fields.place): \"example\"")
    let known = parameters.map(\.name) + added
    for entry in entries where !known.contains(entry.name) {
      throw FieldFault.unknown("argument", entry.name, among: known, at: "\(fields.place): \"example\"")
    }
    return entries
  }
}
