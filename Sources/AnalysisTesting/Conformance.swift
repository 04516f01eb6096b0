import OrderedCollections
public import Analyses
public import Cohorts

/// The suite that every plugin must pass: what a script, a report and a reader may rely on, whoever wrote the analysis.
///
/// ``promises`` says what it asks for.
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

  /// What a plugin promises, a sentence or two each.
  public static let promises = [
    "Names are unique, spelled module.function in lower case with underscores; everything has prose, in sentences.",
    "Each analysis runs with its own example on the cohort, under the defaults of R and of SAS, on none of its subjects, on one, with "
      + "all events taken away, and with every third value missing.",
    "It never throws for such data: what cannot be computed is a row with its reason.",
    "Its rows name declared statistics only and hold finite numbers, and no two of them name the same thing; its tables show declared "
      + "statistics only, and on the whole cohort some row in each of their lines and columns; its figures hold finite numbers.",
    "The same question twice gives the same answer.",
    "An unknown argument is refused by name.",
    "The operands of a kernel have prose and examples, and those that may be left out come last.",
    "A derivation is named derive_…, keeps the subjects, and gives what it declares; each new variable says what it was derived from.",
  ]

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
    for derivation in plugin.derivations {
      for variant in variants { found += violations(of: derivation, on: variant) }
      found += argumentViolations(of: derivation, within: surroundings)
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
    if plugin.functions.isEmpty { note(plugin.name, "it offers nothing") }
    var names: Set<String> = []
    for function in plugin.functions {
      if !names.insert(function.name).inserted { note(function.name, "its name is not unique") }
      if function.module != plugin.name { note(function.name, "it is not named after its plugin") }
      if !function.function.utf8.allSatisfy(Self.isNameByte) { note(function.name, "its name is not lower_case") }
      if !function.summary.hasSuffix(".") { note(function.name, "its summary is no sentence") }
      if function.details.isEmpty { note(function.name, "it has no details") }
      var parameters: Set<String> = []
      for parameter in function.parameters.map(\.declaration) {
        if !parameters.insert(parameter.name).inserted { note(function.name, "\(parameter.name) is declared twice") }
        if !parameter.prose.hasSuffix(".") { note(function.name, "the prose of \(parameter.name) is no sentence") }
        if !parameter.name.utf8.allSatisfy(Self.isNameByte) {
          note(function.name, "\(parameter.name) is not lower_case")
        }
      }
    }
    for analysis in plugin.analyses {
      if analysis.statistics.isEmpty { note(analysis.name, "it declares no statistics") }
      if Set(analysis.statistics.map(\.name)).count != analysis.statistics.count {
        note(analysis.name, "a statistic is declared twice")
      }
    }
    for kernel in plugin.kernels {
      if !kernel.gives.meaning.hasSuffix(".") { note(kernel.name, "what it gives is no sentence") }
      let operands = kernel.operands.map(\.declaration)
      if Set(operands.map(\.plainName)).count != operands.count { note(kernel.name, "an operand is declared twice") }
      if operands.drop(while: { !$0.isOptional }).contains(where: { !$0.isOptional }) {
        note(kernel.name, "an operand that must be given comes after one that need not")
      }
      for operand in operands {
        if !operand.prose.hasSuffix(".") { note(kernel.name, "the prose of \(operand.plainName) is no sentence") }
        if operand.example == nil, !operand.isOptional { note(kernel.name, "\(operand.plainName) has no example") }
        if !operand.plainName.utf8.allSatisfy(Self.isNameByte) {
          note(kernel.name, "\(operand.plainName) is not lower_case")
        }
      }
    }
    for derivation in plugin.derivations {
      if !derivation.function.hasPrefix("derive_") { note(derivation.name, "its name does not begin with derive_") }
      if derivation.gives.isEmpty { note(derivation.name, "it declares nothing that it gives") }
    }
    return found
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || byte == UInt8(ascii: "_")
  }

  private func argumentViolations(
    of function: any PluginFunction, within surroundings: Surroundings
  ) -> [Violation] {
    let arguments = function.example + [.init("no_such_argument", .flag(true))]
    do {
      if let analysis = function as? Analysis {
        _ = try analysis.perform(on: cohort, with: arguments, within: surroundings)
      } else if let derivation = function as? Derivation {
        _ = try derivation.perform(on: cohort, with: arguments, within: surroundings)
      }
    } catch let error as ArgumentError {
      if case .unknown("no_such_argument", _, _, _) = error { return [] }
    } catch {}
    return [Violation(subject: function.name, fault: "an unknown argument is not refused by name")]
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
    /// Whether nothing was taken away, so that every table is to be filled.
    var isWhole = false

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
    if variant.isWhole {
      let named = Set(result.rows.map(RowName.init))
      found += result.tables.flatMap { $0.faults(over: named) }.map(violation)
    }
    if (try? variant.perform(analysis)) != result {
      found.append(violation("a second run gives another result"))
    }
    return found
  }

  private func violations(of derivation: Derivation, on variant: Variant) -> [Violation] {
    func violation(_ fault: String) -> Violation {
      Violation(subject: derivation.name, fault: "on \(variant.name): \(fault)")
    }
    let derived: Cohort
    do {
      derived = try derivation.perform(
        on: variant.cohort, with: derivation.example, defaults: Defaults(profile: variant.profile),
        within: variant.surroundings)
    } catch {
      return [violation("it threw: \(error)")]
    }
    var found: [Violation] = []
    if derived.count != variant.cohort.count { found.append(violation("it changes the subjects")) }
    for given in derivation.gives where !derived.has(given) {
      found.append(violation("it gives no \(given.kind.rawValue) \(given.name)"))
    }
    for name in derived.columnNames where !variant.cohort.columnNames.contains(name) {
      if derived.derivation(of: name) == nil {
        found.append(violation("\(name) does not say what it was derived from"))
      }
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
    let cells = result.tables.flatMap { $0.columns.map(\.cell) + $0.lines.compactMap(\.cell) }
    for statistic in cells.flatMap(\.statistics) where !declared.contains(statistic) {
      found.append("a table shows \(statistic), which is not declared")
    }
    found += result.figures.flatMap(\.faults)
    if result.title.isEmpty { found.append("the result has no title") }
    if result.methods.isEmpty { found.append("the result names no method") }
    return found
  }

  private func variants(within surroundings: Surroundings) -> [Variant] {
    func variant(_ name: String, _ cohort: Cohort, _ profile: Profile = .r, isWhole: Bool = false) -> Variant {
      Variant(name: name, cohort: cohort, profile: profile, surroundings: surroundings, isWhole: isWhole)
    }
    var variants = [
      variant("the cohort", cohort, isWhole: true),
      variant("the cohort by SAS's defaults", cohort, .sas, isWhole: true),
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
    for name in cohort.linked.keys {
      let (table, subjects) = try cohort.linkedTable(name)
      var columns = table.columns
      for (place, column) in columns.keys.enumerated() where column != cohort.dictionary.subjectID {
        columns[column] = columns[column].map { column in
          let kept = (0..<column.count).map { column.validity[$0] && ($0 + place) % 3 != 0 }
          return Column(column.storage, validity: Validity(kept))
        }
      }
      changed = changed.linking(
        try Table(name: table.name, columns: columns), of: subjects, as: name,
        descriptions: cohort.dictionary.linked[name] ?? [:])
    }
    return changed
  }
}

extension Cohort {
  /// Whether something that a derivation declares is there.
  fileprivate func has(_ given: Derivation.Given) -> Bool {
    switch given.kind {
    case .column: columnNames.contains(given.name)
    case .table: linked[given.name] != nil
    case .endpoint: dictionary.endpoints[given.name] != nil
    }
  }
}
