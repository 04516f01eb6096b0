import Checks
public import Cohorts
import OrderedCollections
public import Readers
import Survival

/// A cohort described: its tables, columns and endpoints, where it comes from, and what a person should look at.
///
/// Data alone; ``text(width:)`` and ``json`` show it.
public struct CohortOverview: Sendable {
  /// The number of subjects of a group.
  struct Size: Sendable, Hashable {
    let name: String
    let count: Int
  }

  /// A table.
  struct TableOverview: Sendable {
    let name: String
    let isSubjects: Bool
    let rows: Int
    let columns: [ColumnOverview]
  }

  /// A column of a table.
  struct ColumnOverview: Sendable {
    let name: String
    let type: ColumnType
    let description: ColumnDescription
    /// What it is for in a linked table, declared or told by its name.
    let role: ColumnRole?
    /// When it becomes known, declared or derived.
    let knownAt: KnownAt?
    let count: Int
    let missing: Int
    let values: ValueSummary
  }

  /// A named population.
  struct PopulationOverview: Sendable {
    let name: String
    let population: Population
    /// The number of subjects in it; `nil` where its condition cannot be computed.
    let count: Int?
  }

  /// An endpoint.
  struct EndpointOverview: Sendable {
    let definition: EndpointDefinition
    /// What is in it, or why it cannot be used.
    let content: Result<Counts, CohortError>

    /// How many have it, and for how long they were followed.
    struct Counts: Sendable {
      let subjects: Int
      let events: Int
      let missing: Int
      /// The median follow-up by the reverse Kaplan-Meier estimate; `nil` where it is not reached.
      let medianFollowUp: Double?
      /// Why the times end, where the dictionary names a column of reasons.
      let reasons: [EndpointReason]
    }
  }

  let name: String
  let subjects: Int
  let subjectID: String
  let provenance: Provenance
  let trials: [Size]
  let tables: [TableOverview]
  let populations: [PopulationOverview]
  let endpoints: [EndpointOverview]
  let notes: [String]

  /// What reading and the built-in checks have found, the gravest first.
  public let findings: [Finding]

  /// Describes a cohort, and checks it.
  ///
  /// - Parameter loaded: The cohort, and what its reader has inferred and found.
  public init(_ loaded: LoadedCohort) {
    let cohort = loaded.cohort
    name = cohort.name
    subjects = cohort.count
    subjectID = cohort.dictionary.subjectID
    provenance = cohort.provenance
    trials = cohort.dictionary.trial.flatMap { try? cohort.grouping($0) }.map(Self.sizes) ?? []
    tables = [Self.subjects(of: cohort)] + cohort.linked.keys.compactMap { Self.linked($0, of: cohort) }
    populations = cohort.dictionary.populations.map { name, population in
      PopulationOverview(name: name, population: population, count: try? cohort.population(name).count)
    }
    endpoints = cohort.dictionary.endpoints.values.map { Self.endpoint($0, of: cohort) }
    notes = loaded.notes
    let found = loaded.findings + BuiltInChecks.findings(in: cohort).map(loaded.located)
    findings = Finding.Grade.allCases.flatMap { grade in found.filter { $0.grade == grade } }
  }

  /// How many findings there are of a grade.
  public func count(of grade: Finding.Grade) -> Int { findings.reduce(0) { $0 + ($1.grade == grade ? 1 : 0) } }

  /// How many errors, warnings and notes there are, in words: "2 errors, 3 warnings, 5 notes".
  public var verdict: String {
    guard !findings.isEmpty else { return "no findings" }
    return Finding.Grade.allCases.map { grade in
      let count = count(of: grade)
      return "\(count == 0 ? "no" : "\(count)") \(grade.rawValue)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
  }
}

// MARK: - Made of a cohort

extension CohortOverview {
  private static func sizes(_ groups: Grouping) -> [Size] {
    zip(groups.levels, groups.sizes).map { Size(name: $0, count: $1) }
  }

  private static func subjects(of cohort: Cohort) -> TableOverview {
    let columns = cohort.columnNames.compactMap { name -> ColumnOverview? in
      guard let column = try? cohort.column(name) else { return nil }
      return ColumnOverview(
        name: name, type: column.type, description: cohort.dictionary.columns[name] ?? ColumnDescription(), role: nil,
        knownAt: cohort.knownAt(name), count: column.count, missing: column.missingCount, values: ValueSummary(column))
    }
    return TableOverview(name: cohort.stored.name, isSubjects: true, rows: cohort.count, columns: columns)
  }

  private static func linked(_ name: String, of cohort: Cohort) -> TableOverview? {
    guard let table = try? cohort.linkedTable(name).table else { return nil }
    let described = cohort.dictionary.linked[name] ?? [:]
    var roles: [String: ColumnRole] = [:]
    for role in ColumnRole.allCases {
      if let column = cohort.column(playing: role, inTable: name), roles[column] == nil { roles[column] = role }
    }
    let columns = table.columns.map { column, values in
      ColumnOverview(
        name: column, type: values.type, description: described[column] ?? ColumnDescription(), role: roles[column],
        knownAt: described[column]?.knownAt, count: values.count, missing: values.missingCount,
        values: ValueSummary(values))
    }
    return TableOverview(name: name, isSubjects: false, rows: table.count, columns: columns)
  }

  private static func endpoint(_ definition: EndpointDefinition, of cohort: Cohort) -> EndpointOverview {
    do {
      let times = try cohort.times(of: EndpointRequest(.named(definition.name)))
      let counts = EndpointOverview.Counts(
        subjects: times.count, events: times.event.reduce(0) { $0 + ($1 ? 1 : 0) }, missing: times.missing,
        medianFollowUp: medianFollowUp(times), reasons: (try? cohort.reasons(of: definition.name)) ?? [])
      return EndpointOverview(definition: definition, content: .success(counts))
    } catch {
      return EndpointOverview(definition: definition, content: .failure(error))
    }
  }

  private static func medianFollowUp(_ times: EndpointTimes) -> Double? {
    guard times.count > 0, let followUp = try? FollowUp(time: times.time, event: times.event, entry: times.entry),
      let table = try? EventTable(followUp)
    else { return nil }
    return KaplanMeier(table.reversed()).median().estimate
  }
}
