import Cohorts
import OrderedCollections

/// The cohorts of several trials as one.
///
/// Subjects stand below each other, in the order of the trials; so do linked tables of one name. A column that a trial does not
/// have is missing for its subjects. Ids must tell subjects apart across all trials. What cannot be one, types and units
/// that differ among it, is a fault; what was decided is a note.
struct CohortPool {
  /// A trial: the name by which it was given, and its cohort, of which all subjects are in.
  struct Member {
    var name: String
    var loaded: LoadedCohort
  }

  private let trials: [String]
  private let loaded: [LoadedCohort]
  private var cohorts: [Cohort]
  private var faults = FaultList()
  private var notes: [String] = []

  /// The pool of some trials, at least one.
  ///
  /// - Throws: ``DataFaults`` with all that keeps them from being one.
  static func pooled(_ members: [Member]) throws(DataFaults) -> LoadedCohort {
    var pool = CohortPool(members)
    return try pool.pooled()
  }

  private init(_ members: [Member]) {
    trials = members.map(\.name)
    loaded = members.map(\.loaded)
    cohorts = members.map(\.loaded.cohort)
  }

  private mutating func pooled() throws(DataFaults) -> LoadedCohort {
    nameIDsAlike()
    try faults.throwIfAny()
    checkClashes()
    let endpoints = EndpointUnion(cohorts, trials: trials, &faults)
    cohorts = endpoints.cohorts
    let trial = nameTrials()
    var dictionary = DataDictionary(subjectID: subjectID, trial: trial, endpoints: endpoints.endpoints)
    dictionary.vocabularies = vocabularies()
    dictionary.populations = populations()
    let subjects = stackSubjects(&dictionary)
    let linked = stackLinked(&dictionary)
    notes += endpoints.notes
    try faults.throwIfAny()
    guard let subjects else { throw DataFaults(DataFault(.noRows, file: trials[0])) }
    let cohort = Cohort(
      name: trials.joined(separator: " + "), verified: subjects, linked: linked, dictionary: dictionary,
      provenance: provenance)
    let own = zip(trials, loaded).flatMap { trial, loaded in loaded.notes.map { "\(trial): \($0)" } }
    let findings = zip(trials, loaded).flatMap { trial, loaded in
      loaded.findings.map { finding in
        var finding = finding
        finding.message = "\(trial): \(finding.message)"
        return finding
      }
    }
    return LoadedCohort(
      cohort: cohort, notes: ["pooled from \(trials.joined(separator: ", "))"] + notes + own, findings: findings)
  }

  private mutating func add(_ fault: PoolingFault, of trial: String) {
    faults.add(DataFault(.pooling(fault), file: trial))
  }

  // MARK: - Ids

  private var subjectID: String { cohorts[0].dictionary.subjectID }

  /// Gives the column of subject ids one name, the first trial's.
  private mutating func nameIDsAlike() {
    for (index, cohort) in cohorts.enumerated() where cohort.dictionary.subjectID != subjectID {
      let own = cohort.dictionary.subjectID
      guard let renamed = cohort.renamingID(to: subjectID) else {
        add(
          .subjectID(
            taken: subjectID, .init(trial: trials[0], has: "\"\(subjectID)\""),
            .init(trial: trials[index], has: "\"\(own)\"")), of: trials[index])
        continue
      }
      cohorts[index] = renamed
      notes.append("subject ids of \(trials[index]), in \"\(own)\" there, are in \"\(subjectID)\"")
    }
  }

  /// Faults for ids that stand in two trials, one for each two of them.
  private mutating func checkClashes() {
    let ids = cohorts.compactMap { $0.stored.columns[subjectID] }
    for second in ids.indices {
      for first in 0..<second {
        let asText = ids[first].type != ids[second].type
        let index = SubjectIndex(ids[first], asText: asText)
        let rows = index.rows(of: ids[second], asText: asText)
        let clashing = rows.indices.filter { rows[$0] >= 0 }
        guard !clashing.isEmpty else { continue }
        let shown = clashing.prefix(DataFaults.most).map { ids[second][$0].description }
        add(
          .clashingSubjects(shown, count: clashing.count, trials: [trials[first], trials[second]]), of: trials[second])
      }
    }
  }

  // MARK: - The trial

  /// The names of columns that usually name the trial, in any case.
  private static let trialNames = ["studyid", "trial", "study"]

  /// The column that names the trial: one that all have, with other values in each; otherwise a new one.
  private mutating func nameTrials() -> String {
    let declared = cohorts.compactMap(\.dictionary.trial)
    let usual = cohorts[0].columnNames.filter { Self.trialNames.contains($0.lowercased()) }
    for name in OrderedSet(declared + usual) where tellsTrials(name) { return name }
    let name = free("trial")
    for index in cohorts.indices {
      let column = Column(categories: [String?](repeating: trials[index], count: cohorts[index].count), levels: trials)
      let description = ColumnDescription(label: "Trial", knownAt: .baseline)
      do {
        cohorts[index] = try cohorts[index].deriving(column, as: name, description: description)
      } catch {
        faults.add(DataFault(.cannotCompute(error.description), file: trials[index]))
      }
    }
    notes.append("the trial is named in the new column \"\(name)\"")
    return name
  }

  private func free(_ name: String) -> String {
    var name = name
    while cohorts.contains(where: { $0.stored.columns[name] != nil }) { name += "_" }
    return name
  }

  /// Whether a column is there for every subject of every trial, and shares no value between two trials.
  private func tellsTrials(_ name: String) -> Bool {
    var known: Set<Value> = []
    for cohort in cohorts {
      guard let column = cohort.stored.columns[name], column.validity.isComplete else { return false }
      guard column.type == .category || column.type == .text else { return false }
      let values = Set((0..<column.count).map { column[$0] })
      guard known.isDisjoint(with: values) else { return false }
      known.formUnion(values)
    }
    return true
  }

  // MARK: - Tables

  private mutating func stackSubjects(_ dictionary: inout DataDictionary) -> Table? {
    let union = DescriptionUnion(
      table: "subjects", trials: trials, described: cohorts.map(\.dictionary.columns),
      columns: cohorts.map { Set($0.columnNames) }, &faults)
    dictionary.columns = union.descriptions
    notes += union.notes
    return stack(cohorts.map(\.stored), name: "subjects", shown: "subjects")
  }

  private mutating func stackLinked(_ dictionary: inout DataDictionary) -> OrderedDictionary<String, LinkedTable> {
    var linked: OrderedDictionary<String, LinkedTable> = [:]
    for name in OrderedSet(cohorts.flatMap(\.linked.keys)) {
      let own = cohorts.map { $0.linked[name] }
      let lacking = own.indices.filter { own[$0] == nil }.map { trials[$0] }
      if !lacking.isEmpty {
        notes.append("\(lacking.joined(separator: ", ")) \(lacking.count == 1 ? "has" : "have") no table \"\(name)\"")
      }
      let union = DescriptionUnion(
        table: "\"\(name)\"", trials: trials,
        described: zip(own, cohorts).map { $0 == nil ? nil : $1.dictionary.linked[name] ?? [:] },
        columns: own.map { Set($0?.table.columns.keys.elements ?? []) }, &faults)
      if !union.descriptions.isEmpty { dictionary.linked[name] = union.descriptions }
      notes += union.notes
      var subjectRows: [Int32] = []
      var before: Int32 = 0
      for (link, cohort) in zip(own, cohorts) {
        subjectRows += (link?.subjectRows ?? []).map { $0 + before }
        before += Int32(cohort.stored.count)
      }
      let table = stack(own.map { $0?.table }, name: name, shown: "\"\(name)\"")
      guard let table, table.count == subjectRows.count else { continue }
      linked[name] = LinkedTable(table: table, subjectRows: subjectRows)
    }
    return linked
  }

  /// One table below the other, with the columns of all, in the order in which the trials give them; `nil`, and faults,
  /// where some do not fit.
  private mutating func stack(_ tables: [Table?], name: String, shown: String) -> Table? {
    var columns: OrderedDictionary<String, Column> = [:]
    for column in OrderedSet(tables.compactMap(\.self).flatMap(\.columns.keys)) {
      let parts = tables.map { ColumnStack.Part(column: $0?.columns[column], count: $0?.count ?? 0) }
      do {
        let stack = try ColumnStack(parts, isIdentifier: column == subjectID)
        columns[column] = stack.column
        if stack.isWidened { noteWidened(column, of: shown, to: stack.column.type, parts) }
        for index in stack.reordered {
          notes.append("the levels of \"\(column)\" of \(shown) stand in another order in \(trials[index])")
        }
      } catch {
        let sides = [error.first, error.second].map { index in
          PoolingFault.Side(trial: trials[index], has: parts[index].column?.type.rawValue ?? "")
        }
        add(.types(column: column, table: shown, sides[0], sides[1]), of: trials[error.second])
      }
    }
    noteMissing(tables, shown: shown)
    return try? Table(name: name, columns: columns)
  }

  /// A note that a column has another type in the pool than in some trials.
  private mutating func noteWidened(
    _ column: String, of shown: String, to type: ColumnType, _ parts: [ColumnStack.Part]
  ) {
    var byType: OrderedDictionary<ColumnType, [String]> = [:]
    for (trial, part) in zip(trials, parts) where part.hasValues {
      guard let own = part.column?.type else { continue }
      byType[own, default: []].append(trial)
    }
    let told = byType.map { "\($0.rawValue) in \($1.joined(separator: ", "))" }.joined(separator: " and ")
    notes.append("\"\(column)\" of \(shown) is \(told): it is \(type.rawValue) in the pool")
  }

  /// Notes of the columns that a trial does not have, where it has the table.
  private mutating func noteMissing(_ tables: [Table?], shown: String) {
    let names = OrderedSet(tables.compactMap(\.self).flatMap(\.columns.keys))
    for (trial, table) in zip(trials, tables) {
      guard let table else { continue }
      let lacking = names.filter { table.columns[$0] == nil }
      guard !lacking.isEmpty else { continue }
      let list = lacking.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ") + (lacking.count > 8 ? ", …" : "")
      notes.append(
        "\(trial) has no \(list) of \(shown)\(lacking.count > 8 ? " (\(lacking.count) columns)" : ""): missing there")
    }
  }

  // MARK: - The rest

  private mutating func vocabularies() -> OrderedDictionary<String, ResponseVocabulary> {
    var united: OrderedDictionary<String, ResponseVocabulary> = [:]
    var first: [String: String] = [:]
    for (trial, cohort) in zip(trials, cohorts) {
      for (name, vocabulary) in cohort.dictionary.vocabularies {
        if let known = united[name], known != vocabulary {
          add(.declarations(what: "vocabulary", name: name, trials: [first[name] ?? "", trial]), of: trial)
        } else if united[name] == nil {
          united[name] = vocabulary
          first[name] = trial
        }
      }
    }
    return united
  }

  /// The populations by name; one that is told in several ways is left out, and noted.
  private mutating func populations() -> OrderedDictionary<String, Population> {
    var united: OrderedDictionary<String, Population> = [:]
    for name in OrderedSet(cohorts.flatMap(\.populationNames)) {
      let conditions = OrderedSet(cohorts.compactMap { $0.dictionary.populations[name]?.condition })
      if conditions.count == 1 {
        united[name] = cohorts.lazy.compactMap { $0.dictionary.populations[name] }.first
      } else {
        notes.append(
          "population \"\(name)\" is left out: it is \(conditions.joined(separator: " in one trial and ")) in another")
      }
    }
    return united
  }

  /// All files, each under its trial.
  private var provenance: Provenance {
    let sources = zip(trials, cohorts).flatMap { trial, cohort in
      cohort.provenance.sources.map { source in
        Provenance.Source(
          table: source.table, name: "\(trial)/\(source.name)", digest: source.digest, rows: source.rows)
      }
    }
    let notices = OrderedSet(cohorts.compactMap(\.provenance.notice))
    return Provenance(sources: sources, notice: notices.isEmpty ? nil : notices.joined(separator: " "))
  }
}

extension Cohort {
  /// The cohort with another name for the column of subject ids, in all tables; `nil` where the name is taken.
  fileprivate func renamingID(to name: String) -> Cohort? {
    let old = dictionary.subjectID
    guard stored.columns[name] == nil, linked.values.allSatisfy({ $0.table.columns[name] == nil }) else { return nil }
    var renamed = dictionary
    renamed.subjectID = name
    renamed.columns = renamed.columns.renaming(old, to: name)
    renamed.linked = renamed.linked.mapValues { $0.renaming(old, to: name) }
    guard let subjects = try? Table(name: stored.name, columns: stored.columns.renaming(old, to: name)) else {
      return nil
    }
    var tables: OrderedDictionary<String, LinkedTable> = [:]
    for (key, link) in linked {
      let columns = link.table.columns.renaming(old, to: name)
      guard let table = try? Table(name: link.table.name, columns: columns) else { return nil }
      tables[key] = LinkedTable(table: table, subjectRows: link.subjectRows)
    }
    return Cohort(
      name: self.name, verified: subjects, linked: tables, dictionary: renamed, provenance: provenance)
  }
}

extension OrderedDictionary where Key == String {
  /// The same values, one of them under another key.
  fileprivate func renaming(_ old: String, to new: String) -> OrderedDictionary {
    OrderedDictionary(map { ($0.key == old ? new : $0.key, $0.value) }) { first, _ in first }
  }
}
