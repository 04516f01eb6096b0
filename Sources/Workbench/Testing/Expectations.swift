public import Analyses
public import Cohorts
import Crypto
public import Reports
import Scripting

/// What a run of a script gave, written down so that it can be seen later, and elsewhere, whether it still does.
public struct Expectations: Sendable, Codable {
  /// One row of a result.
  public struct Row: Sendable, Hashable, Codable {
    /// Which result of the report it belongs to, from 1.
    public var result: Int
    /// The full name of the analysis.
    public var analysis: String
    /// The name of the statistic.
    public var statistic: String
    /// The group of subjects.
    public var group: String?
    /// The variable, model term or test.
    public var variable: String?
    /// The time at which it holds.
    public var time: Double?
    /// Its value, or why it has none.
    public var value: Quantity
    /// The number of subjects behind it.
    public var n: Int?
  }

  /// The version of the workbench.
  public var workbench: String
  /// The version of Lua.
  public var lua: String
  /// The script's name.
  public var script: String
  /// The SHA-256 digest of the script, in hexadecimal.
  public var scriptSHA256: String
  /// The files beside it and the plugins that it requires, with digests; `nil` where an earlier workbench did not write them down.
  public var requires: [ReportProvenance.Fact]?
  /// The cohort's name.
  public var cohort: String
  /// What was read, with digests.
  public var data: [Provenance.Source]
  /// All parameters with their values, as they are given on a command line.
  public var given: [RunRequest.Given]
  /// All parameters and their values.
  public var parameters: [ReportProvenance.Fact]
  /// The seed of the random generator.
  public var seed: UInt64
  /// The profile with which the run began.
  public var profile: Profile
  /// The conventions in force at its end.
  public var conventions: String
  /// The rows of all results, in order.
  public var rows: [Row]
  /// The figures of all results, in order; `nil` where an earlier workbench did not write them down.
  public var figures: [Figure]?
  /// The paragraphs of the report, in order.
  public var notes: [String]

  private enum CodingKeys: String, CodingKey {
    case workbench, lua, script
    case scriptSHA256 = "script_sha256"
    case requires, cohort, data, given, parameters, seed, profile, conventions, rows, figures, notes
  }

  /// What a run gave.
  public init(_ document: ReportDocument, of request: RunRequest) {
    let provenance = document.provenance
    workbench = BuiltIn.version
    lua = ScriptHost.luaVersion
    script = request.script
    scriptSHA256 = provenance.scriptSHA256
    requires = request.digestsOfModules + provenance.versions.filter { $0.name.hasPrefix("plugin ") }
    cohort = provenance.cohort
    data = provenance.data.sources
    given = request.allParameters
    parameters = provenance.parameters
    seed = request.seed
    profile = request.profile
    conventions = provenance.profile
    rows = document.report.results.enumerated().flatMap { place, result in
      result.rows.map { row in
        Row(
          result: place + 1, analysis: result.analysis, statistic: row.statistic, group: row.group,
          variable: row.variable, time: row.time, value: row.value, n: row.n)
      }
    }
    figures = Self.figures(of: document)
    notes = document.report.notes
  }
}

// MARK: - Which it is

extension Expectations {
  /// What tells a record from others of the same script: records of one question are never compared with those of another.
  public struct Question: Sendable, Hashable {
    /// The cohort's name.
    public var cohort: String
    /// All parameters and their values.
    public var parameters: [ReportProvenance.Fact]
    /// The profile with which the run began.
    public var profile: Profile
    /// The seed of the random generator.
    public var seed: UInt64

    /// Whether a record of it takes the place of that of another: no parameter that both have differs, so that one which the script
    /// has gained or lost since does not keep the old record alive.
    func replaces(_ other: Question) -> Bool {
      cohort == other.cohort && profile == other.profile && seed == other.seed && difference(from: other) == nil
    }

    /// A parameter that has another value, with both values.
    public func difference(from other: Question) -> (name: String, value: String, other: String)? {
      for parameter in parameters {
        guard let value = other.parameters.first(where: { $0.name == parameter.name })?.value else { continue }
        if value != parameter.value { return (parameter.name, parameter.value, value) }
      }
      return nil
    }

    /// The question in words: `least = 45, seed 7, on cohort "four"`; the usual seed and profile are not said.
    public var words: String {
      let values = parameters.map { "\($0.name) = \($0.value)" }
      let others = (profile == .r ? [] : ["conventions \(profile.rawValue)"]) + (seed == 1 ? [] : ["seed \(seed)"])
      return (values + others + ["on cohort \"\(cohort)\""]).joined(separator: ", ")
    }
  }

  /// Whether both were computed from the same tables, by their digests, in whatever order they were read.
  public func isFromSameData(as other: Expectations) -> Bool { dataWords.sorted() == other.dataWords.sorted() }

  /// Each table that was read, with what tells it from others.
  var dataWords: [String] { data.map { "\($0.name) (\($0.table)): SHA-256 \($0.sha256)" } }

  /// Which record it is.
  public var question: Question { Question(cohort: cohort, parameters: parameters, profile: profile, seed: seed) }
}

// MARK: - As text

extension Expectations {
  /// The same text for the same run.
  var json: JSONWriter.Value {
    .object([
      ("workbench", .string(workbench)), ("lua", .string(lua)),
      ("script", .string(script)), ("script_sha256", .string(scriptSHA256)),
      ("requires", Self.pairs((requires ?? []).map { ("value", $0.name, $0.value) })), ("cohort", .string(cohort)),
      (
        "data",
        .array(
          data.map {
            .line(
              .object([
                ("table", .string($0.table)), ("name", .string($0.name)), ("sha256", .string($0.sha256)),
                ("rows", .integer($0.rows)),
              ]))
          })
      ),
      ("given", Self.pairs(given.map { ("text", $0.name, $0.text) })),
      ("parameters", Self.pairs(parameters.map { ("value", $0.name, $0.value) })), ("seed", .unsigned(seed)),
      ("profile", .string(profile.rawValue)), ("conventions", .string(conventions)),
      ("rows", .array(rows.map(\.json))), ("figures", figures.map { .array($0.map(\.json)) } ?? .null),
      ("notes", .array(notes.map { .string($0) })),
    ])
  }

  private static func pairs(_ pairs: [(key: String, name: String, value: String)]) -> JSONWriter.Value {
    .array(pairs.map { .line(.object([("name", .string($0.name)), ($0.key, .string($0.value))])) })
  }
}

extension RunRequest {
  /// All parameters of the script, given or by default, as they would be given; those given where its header cannot be read.
  fileprivate var allParameters: [Given] {
    guard let header = try? ScriptHeader(source: source, script: script),
      let values = try? header.values(given: parameters.map { ($0.name, $0.text) }, script: script)
    else { return parameters }
    return values.map { Given(name: $0.name, text: ScriptParameter.text(of: $0.value)) }
  }

  /// The files beside the script that it requires by a constant name, with their digests.
  fileprivate var digestsOfModules: [ReportProvenance.Fact] {
    ScriptCheck.requiredModules(in: source, with: modules).sorted().compactMap { name in
      modules[name].map { text in
        .init("\(name).lua", "SHA-256 \(SHA256.hash(data: Array(text.utf8)).hexadecimal)")
      }
    }
  }
}

extension Expectations.Row {
  fileprivate var json: JSONWriter.Value {
    var members: [(String, JSONWriter.Value)] = [
      ("result", .integer(result)), ("analysis", .string(analysis)), ("statistic", .string(statistic)),
    ]
    if let group { members.append(("group", .string(group))) }
    if let variable { members.append(("variable", .string(variable))) }
    if let time { members.append(("time", .number(time))) }
    members.append(("value", .object([value.json])))
    if let n { members.append(("n", .integer(n))) }
    return .line(.object(members))
  }
}

extension Quantity {
  /// The value as `Codable` reads it.
  fileprivate var json: (String, JSONWriter.Value) {
    switch self {
    case .number(let number): ("number", .number(number))
    case .count(let count): ("count", .integer(count))
    case .text(let text): ("text", .string(text))
    case .notEstimable(let reason): ("not_estimable", .string(reason))
    }
  }
}
