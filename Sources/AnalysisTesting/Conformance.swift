import OrderedCollections
public import Analyses
public import Cohorts

/// The suite that every plugin must pass: what a script, a report and a reader may rely on, whoever wrote the analysis.
///
/// 1. Names are unique, spelled `module.function` in lower case with underscores; everything has prose.
/// 2. Each analysis runs with its own example on the cohort given, under the defaults of R and of SAS, on none of its
///    subjects, on one, with all events taken away, and with every third value missing.
/// 3. It never throws for such data: what cannot be computed is a row with its reason.
/// 4. Its rows name declared statistics only and hold finite numbers, and no two of them name the same thing; its tables show
///    declared statistics only; its figures hold finite numbers.
/// 5. The same question twice gives the same answer.
/// 6. An unknown argument is refused by name.
public struct Conformance: Sendable {
  /// A promise that was broken.
  public struct Violation: Sendable, Hashable, CustomStringConvertible {
    /// The analysis or plugin.
    public let subject: String
    /// What it did, as a sentence.
    public let fault: String

    /// Who did what.
    public var description: String { "\(subject): \(fault)" }
  }

  /// The cohort on which the examples run.
  public let cohort: Cohort

  /// Plugins whose analyses the examples call in turn.
  public let others: [any Plugin]

  /// A suite over a cohort that has what the examples ask for.
  ///
  /// - Parameters:
  ///   - cohort: The subjects.
  ///   - others: Plugins whose analyses the examples call in turn.
  public init(cohort: Cohort, beside others: [any Plugin] = []) {
    self.cohort = cohort
    self.others = others
  }

  func surroundings(of plugin: any Plugin) -> Surroundings {
    Surroundings(registry: try? Registry([plugin] + others))
  }

  /// The promises that a plugin breaks; none where it conforms.
  public func violations(of plugin: any Plugin) -> [Violation] {
    var found = declarationViolations(of: plugin)
    let surroundings = surroundings(of: plugin)
    let variants = variants(within: surroundings)
    for analysis in plugin.analyses {
      for variant in variants { found += violations(of: analysis, on: variant) }
      found += argumentViolations(of: analysis, within: surroundings)
    }
    return found
  }
}

// MARK: - Declarations

extension Conformance {
  private func declarationViolations(of plugin: any Plugin) -> [Violation] {
    var found: [Violation] = []
    func note(_ subject: String, _ fault: String) { found.append(Violation(subject: subject, fault: fault)) }
    if !plugin.summary.hasSuffix(".") { note(plugin.name, "its summary is no sentence") }
    if plugin.analyses.isEmpty { note(plugin.name, "it has no analyses") }
    var names: Set<String> = []
    for analysis in plugin.analyses {
      if !names.insert(analysis.name).inserted { note(analysis.name, "its name is not unique") }
      if analysis.module != plugin.name { note(analysis.name, "it is not named after its plugin") }
      if !analysis.function.utf8.allSatisfy(Self.isNameByte) { note(analysis.name, "its name is not lower_case") }
      if !analysis.summary.hasSuffix(".") { note(analysis.name, "its summary is no sentence") }
      if analysis.details.isEmpty { note(analysis.name, "it has no details") }
      if analysis.statistics.isEmpty { note(analysis.name, "it declares no statistics") }
      if Set(analysis.statistics.map(\.name)).count != analysis.statistics.count {
        note(analysis.name, "a statistic is declared twice")
      }
      var parameters: Set<String> = []
      for parameter in analysis.parameters.map(\.declaration) {
        if !parameters.insert(parameter.name).inserted { note(analysis.name, "\(parameter.name) is declared twice") }
        if !parameter.prose.hasSuffix(".") { note(analysis.name, "the prose of \(parameter.name) is no sentence") }
        if !parameter.name.utf8.allSatisfy(Self.isNameByte) {
          note(analysis.name, "\(parameter.name) is not lower_case")
        }
      }
    }
    return found
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || byte == UInt8(ascii: "_")
  }

  private func argumentViolations(of analysis: Analysis, within surroundings: Surroundings) -> [Violation] {
    do {
      _ = try analysis.perform(
        on: cohort, with: analysis.example + [.init("no_such_argument", .flag(true))], within: surroundings)
    } catch let error as ArgumentError {
      if case .unknown("no_such_argument", _, _, _) = error { return [] }
    } catch {}
    return [Violation(subject: analysis.name, fault: "an unknown argument is not refused by name")]
  }
}

// MARK: - Behaviour

extension Conformance {
  /// A cohort and the defaults under which the examples run on it.
  private struct Variant {
    var name: String
    var cohort: Cohort
    var profile = Profile.r
    var surroundings: Surroundings

    func perform(_ analysis: Analysis) throws -> AnalysisResult {
      try analysis.perform(
        on: cohort, with: analysis.example, defaults: Defaults(profile: profile), within: surroundings)
    }
  }

  private func violations(of analysis: Analysis, on variant: Variant) -> [Violation] {
    func violation(_ fault: String) -> Violation {
      Violation(subject: analysis.name, fault: "on \(variant.name): \(fault)")
    }
    let result: AnalysisResult
    do { result = try variant.perform(analysis) } catch {
      return [violation("it threw: \(error)")]
    }
    var found = Self.faults(of: result, by: analysis).map(violation)
    if (try? variant.perform(analysis)) != result {
      found.append(violation("a second run gives another result"))
    }
    return found
  }

  /// What is wrong with a result, whatever the data were.
  static func faults(of result: AnalysisResult, by analysis: Analysis) -> [String] {
    var found: [String] = []
    let declared = Set(analysis.statistics.map(\.name))
    var named: Set<RowName> = []
    for row in result.rows {
      if !named.insert(RowName(row)).inserted { found.append("two rows are \(RowName(row))") }
      if !declared.contains(row.statistic) { found.append("statistic \(row.statistic) is not declared") }
      if case .number(let number) = row.value, !number.isFinite {
        found.append("\(row.statistic) of \(row.group ?? "all") is \(number)")
      }
      if case .notEstimable("") = row.value { found.append("\(row.statistic) has no reason") }
    }
    for column in result.tables.flatMap(\.columns) {
      for statistic in column.cell.statistics where !declared.contains(statistic) {
        found.append("a table shows \(statistic), which is not declared")
      }
    }
    found += result.figures.flatMap(\.faults)
    if result.title.isEmpty { found.append("the result has no title") }
    if result.methods.isEmpty { found.append("the result names no method") }
    return found
  }

  private func variants(within surroundings: Surroundings) -> [Variant] {
    func variant(_ name: String, _ cohort: Cohort, _ profile: Profile = .r) -> Variant {
      Variant(name: name, cohort: cohort, profile: profile, surroundings: surroundings)
    }
    var variants = [
      variant("the cohort", cohort), variant("the cohort by SAS's defaults", cohort, .sas),
      variant("no subjects", cohort.part([])),
    ]
    if cohort.count > 0 { variants.append(variant("one subject", cohort.part([0]))) }
    if let changed = try? withoutEvents() { variants.append(variant("no events", changed)) }
    if let changed = try? withHoles() { variants.append(variant("every third value missing", changed)) }
    return variants
  }

  private func withoutEvents() throws(CohortError) -> Cohort {
    var changed = cohort
    func fill(_ name: String, with value: Int) throws(CohortError) {
      changed = try changed.deriving(
        Column(integers: Array(repeating: value, count: cohort.count)), as: name,
        description: cohort.dictionary.columns[name] ?? ColumnDescription())
    }
    for var endpoint in cohort.dictionary.endpoints.values {
      switch endpoint.event {
      case .indicator(let name): try fill(name, with: 0)
      case .censoring(let name): try fill(name, with: 1)
      case .condition:
        endpoint.event = .condition("1 > 2")
        changed = changed.declaring(endpoint)
      }
    }
    return changed
  }

  private func withHoles() throws(CohortError) -> Cohort {
    var changed = cohort
    for (place, name) in cohort.columnNames.enumerated() where name != cohort.dictionary.subjectID {
      let column = try cohort.column(name)
      let validity = Validity((0..<column.count).map { column.validity[$0] && ($0 + place) % 3 != 0 })
      changed = try changed.deriving(
        Column(column.storage, validity: validity), as: name,
        description: cohort.dictionary.columns[name] ?? ColumnDescription())
    }
    return changed
  }
}

/// What tells the rows of a result apart.
private struct RowName: Hashable, CustomStringConvertible {
  let statistic: String
  let group: String?
  let variable: String?
  let time: Double?

  init(_ row: Row) {
    statistic = row.statistic
    group = row.group
    variable = row.variable
    time = row.time
  }

  var description: String {
    ([statistic] + [group, variable, time.map { "time \($0)" }].compactMap { $0 }).joined(separator: ", ")
  }
}

extension TableLayout.Cell {
  /// The statistics that the cell shows.
  var statistics: [String] {
    switch self {
    case .value(let statistic): [statistic]
    case .interval(let lower, let upper): [lower, upper]
    case .estimate(let statistic, let lower, let upper): [statistic, lower, upper]
    }
  }
}
