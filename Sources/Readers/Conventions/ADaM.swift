import Cohorts
import OrderedCollections

/// Analysis data in the form of CDISC's ADaM: ADSL with the subjects, and tables of their events, assessments and times.
///
/// 1. The table ADSL holds the subjects, keyed by USUBJID, which is unique across a pool; STUDYID names the trial.
/// 2. ADAE becomes `adverse_events`, and the overall responses of ADRS `assessments`; any other table with USUBJID is linked under
///    its name in small letters.
/// 3. Each parameter of a table of times to events becomes an endpoint (``ADaMEndpoints``), each derived response a column of the
///    subjects (``ADaMResponses``), and each population flag a population (``ADaMPopulations``).
/// 4. Levels are ordered by their numeric partners (``ADaMLevels``), and what is known when is said as far as the standard or the data
///    tell (``ADaMTiming``).
/// 5. A flag, which ends in FL, of which only Y is written is no where it is blank, for the subjects as for linked tables.
/// 6. A `define.xml` beside the tables gives the labels that they lack, the meanings of codes and orders of levels.
///
/// ADaM Implementation Guide 1.1 to 1.3, CDISC; ADaM Basic Data Structure for Time-to-Event Analyses 1.0, CDISC 2012.
enum ADaM: Convention {
  static func inference(
    from tables: [ReadTable], folder: String, faultyRows: FaultyRows
  ) throws(DataFaults) -> Inference? {
    let named = tables.map(ADaMTable.init)
    guard let subjects = named.first(where: isSubjects), let subjectID = subjects.written("USUBJID") else { return nil }
    let (metadata, findings) = DefineXML.beside(folder)
    var declaring = ADaMDeclaring(subjects, subjectID: subjectID, metadata: metadata)
    declaring.findings = findings + declaring.findings
    if metadata != nil {
      declaring.notes.append("the define.xml gives the labels that files lack, and what codes mean")
    }
    for table in named where table.name != subjects.name { try declaring.add(table) }
    return try declaring.inference()
  }

  private static func isSubjects(_ table: ADaMTable) -> Bool {
    table.name == "ADSL" && table.written("USUBJID") != nil
  }
}

/// Declares analysis data, table by table.
struct ADaMDeclaring {
  /// What was decided, a sentence each.
  var notes: [String] = []
  /// What a person should look at.
  var findings: [Finding] = []

  private var declared: CohortFolder
  private var tables: [ReadTable] = []
  private var remarks: [String: String] = [:]
  private var ticked: OrderedDictionary<String, [String]> = [:]
  private let subjects: ADaMTable
  private let subjectID: String
  private let metadata: DefineXML?
  private let timing: ADaMTiming

  /// Begins with the subjects.
  init(_ subjects: ADaMTable, subjectID: String, metadata: DefineXML?) {
    self.subjects = subjects
    self.subjectID = subjectID
    self.metadata = metadata
    timing = ADaMTiming(subjects)
    let place = subjects.place
    let study = subjects.firstFilled(["STUDYID"])
    declared = CohortFolder(
      name: nil, notice: nil, subjectID: (subjectID, place), trial: study.map { ($0, place) },
      subjects: CohortFolder.NamedTable(name: "subjects", path: subjects.read.path, place: place))
    let studies = subjects.column("STUDYID")?.rowsByText.keys
    if let studies, !studies.isEmpty, studies.count <= 3 { declared.name = studies.joined(separator: ", ") }
    addSubjectsColumns()
    declared.populations = ADaMPopulations.populations(of: subjects)
  }

  // MARK: - Subjects

  private mutating func addSubjectsColumns() {
    for name in subjects.read.table.columns.keys where name != subjectID {
      var entry = described(name, in: subjects)
      if let (knownAt, reason) = timing.knownAt(name, label: entry.description.label) {
        entry.description.knownAt = knownAt
        remarks["columns.\(name)"] = reason
      } else {
        remarks["columns.\(name)"] = "when it is known is not told: decide"
      }
      if name.uppercased() == "AGE", let units = subjects.column("AGEU")?.rowsByText.keys, units.count == 1 {
        entry.description.unit = units.first?.lowercased()
      }
      declared.columns.append(entry)
    }
  }

  /// What is said of a column by its file, the metadata and the data: label, levels in order and what they mean.
  private mutating func described(_ name: String, in table: ADaMTable) -> CohortFolder.ColumnEntry {
    var entry = CohortFolder.ColumnEntry(name: name, place: table.place)
    let item = metadata?.item(name, in: table.name)
    entry.description.label = table.read.descriptions[name]?.label ?? item?.label
    if let item, table.read.table.columns[name]?.type == .category {
      entry.description.levelLabels = item.meanings
    }
    let levels = ADaMLevels(of: name, in: table, codeList: item?.codes ?? [])
    if let order = levels.levels {
      entry.request.type = .category
      entry.request.levels = order
    }
    if let finding = levels.finding { findings.append(finding) }
    if table.isTicked(name) {
      entry.request = ColumnRequest(type: .flag)
      entry.request.blankIsNo = true
      ticked[table.name == subjects.name ? "subjects" : self.name(of: table), default: []].append(name)
    }
    return entry
  }

  // MARK: - Linked tables

  /// Adds a table.
  mutating func add(_ table: ADaMTable) throws(DataFaults) {
    guard table.read.table.columns[subjectID] != nil else {
      notes.append("\(table.read.source.name) has no column \"\(subjectID)\" and is left out")
      return
    }
    let name = self.name(of: table)
    declared.linked.append(CohortFolder.NamedTable(name: name, path: table.read.path, place: table.place))
    tables.append(try table.read.named(name))
    var entries = table.read.table.columns.keys.filter { $0 != subjectID }.map { described($0, in: table) }
    let isLate = table.name == "ADAE" || table.name == "ADRS" || ADaMEndpoints.holds(table)
    for index in entries.indices {
      let among = declared.columns.first { $0.name == entries[index].name }
      entries[index].description.knownAt = among?.description.knownAt ?? (isLate ? .afterOrigin : nil)
    }
    if table.name == "ADAE" {
      let roles = ADaMEvents.roles(of: table)
      for index in entries.indices {
        let name = entries[index].name
        entries[index].description.role = roles[name]
        if roles[name] == .grade, table.column(name)?.holdsWholeNumbersAsText ?? false {
          entries[index].request = ColumnRequest(type: .integer)
        }
      }
    }
    declared.linkedColumns[name] = entries
    if table.name == "ADRS" { addResponses(table, as: name) }
    if ADaMEndpoints.holds(table) { addEndpoints(table, as: name) }
  }

  /// The name of a table in the cohort.
  private func name(of table: ADaMTable) -> String {
    switch table.name {
    case "ADAE": return "adverse_events"
    case "ADRS":
      let codes = table.column("PARAMCD")?.rowsByText.keys
      return codes.map { $0.count == 1 && $0[0].hasPrefix("OVR") } ?? true ? "assessments" : "adrs"
    case "SUBJECTS": return "subjects_"
    default: return table.name.lowercased()
    }
  }

  private mutating func addResponses(_ table: ADaMTable, as name: String) {
    let responses = ADaMResponses(table, as: name, subjectID: subjectID, taken: declared.columns.map(\.name))
    if let part = responses.assessments {
      declared.parts.append(part)
      declared.linkedColumns[part.name] = responses.roles
    } else if responses.isAllAssessments {
      declared.setRoles(responses.roles, in: name)
    }
    declared.columns += responses.columns
    findings += responses.findings
  }

  private mutating func addEndpoints(_ table: ADaMTable, as name: String) {
    let found = ADaMEndpoints(
      table, as: name, subjects: subjects, subjectID: subjectID, taken: declared.endpoints.map(\.definition.name))
    declared.endpoints += found.entries
    declared.columns += found.derived
    notes += found.notes
    findings += found.findings
    remarks.merge(found.remarks) { first, _ in first }
  }

  // MARK: - Together

  /// All that was declared, with the tables as it asks for them.
  func inference() throws(DataFaults) -> Inference {
    let all = [try subjects.read.named("subjects")] + tables
    var fitted: [ReadTable] = []
    for table in all { fitted.append(try table.fitted(to: declared.requests(for: table.file))) }
    var notes = notes
    if !ticked.isEmpty {
      let flags = ticked.map { "\($1.joined(separator: ", ")) of \($0)" }.joined(separator: "; ")
      notes.append("blank is no in flags of which only Y is written: \(flags)")
    }
    return Inference(
      declaration: declared, tables: fitted, notes: notes, findings: findings, remarks: remarks)
  }
}

extension CohortFolder {
  /// Gives columns of a linked table the roles and vocabularies of others of the same names.
  fileprivate mutating func setRoles(_ roles: [ColumnEntry], in table: String) {
    guard var entries = linkedColumns[table] else { return }
    for role in roles {
      guard let index = entries.firstIndex(where: { $0.name == role.name }) else { continue }
      entries[index].description.role = role.description.role
      entries[index].description.vocabulary = role.description.vocabulary
      entries[index].vocabulary = role.vocabulary
    }
    linkedColumns[table] = entries
  }
}
