public import Analyses
public import Cohorts
import Crypto
public import Reports
import Scripting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

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

  /// The form of the file.
  public var format = Self.format
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
  /// The parameters as they were given.
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
  /// The paragraphs of the report, in order.
  public var notes: [String]

  static let format = "workbench-expectations/1"

  private enum CodingKeys: String, CodingKey {
    case format, workbench, lua, script
    case scriptSHA256 = "script_sha256"
    case requires, cohort, data, given, parameters, seed, profile, conventions, rows, notes
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
    given = request.parameters
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
    notes = document.report.notes
  }
}

// MARK: - The file

/// A file of expectations that cannot be used.
public struct ExpectationsFault: Error, Sendable, CustomStringConvertible {
  /// What is wrong, and what to do.
  public let description: String
}

extension Expectations {
  /// The file beside a script in which its expectations stand; for a shipped script in the working folder.
  public static func path(of script: ScriptLibrary.Script) -> String {
    let stem = script.name.hasSuffix(".lua") ? String(script.name.dropLast(4)) : script.name
    let folder = script.folder.map { $0 == "." ? "" : "\($0)/" } ?? ""
    return "\(folder)\(stem).expected.json"
  }

  /// Writes the file, whole or not at all.
  ///
  /// - Throws: ``ExpectationsFault`` where it cannot be written.
  public func write(to path: String) throws(ExpectationsFault) {
    do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
      throw ExpectationsFault(description: "\(path) cannot be written")
    }
  }

  /// Reads a file.
  ///
  /// - Throws: ``ExpectationsFault``.
  public static func read(_ path: String) throws(ExpectationsFault) -> Expectations {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw ExpectationsFault(description: "there is no \(path); \"workbench run SCRIPT --record\" writes it")
    }
    do {
      let read = try JSONDecoder().decode(Expectations.self, from: bytes)
      guard read.format == format else {
        throw ExpectationsFault(description: "\(path): expected the format \"\(format)\", found \"\(read.format)\"")
      }
      return read
    } catch let fault as ExpectationsFault {
      throw fault
    } catch {
      throw ExpectationsFault(description: "\(path) is not what \"workbench run SCRIPT --record\" writes")
    }
  }

  /// The same bytes for the same run.
  var text: String {
    JSONWriter.text(
      .object([
        ("format", .string(format)), ("workbench", .string(workbench)), ("lua", .string(lua)),
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
        ("rows", .array(rows.map(\.json))), ("notes", .array(notes.map { .string($0) })),
      ]))
  }

  private static func pairs(_ pairs: [(key: String, name: String, value: String)]) -> JSONWriter.Value {
    .array(pairs.map { .line(.object([("name", .string($0.name)), ($0.key, .string($0.value))])) })
  }
}

extension RunRequest {
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
