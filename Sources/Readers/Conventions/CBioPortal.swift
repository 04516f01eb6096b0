import Cohorts
import OrderedCollections

/// The clinical files of a cBioPortal study.
///
/// 1. Patients are the subjects, by `PATIENT_ID`; samples are the linked table `samples`, timelines go by their files'
///    names. A file of samples with one row a patient, without a file of patients, is the subjects.
/// 2. `OS_STATUS` with `OS_MONTHS` is the endpoint `os`, in months, and so for whatever stands before `_STATUS`. The event is
///    the digit 1 of `1:DECEASED`; without digits it is told by the word. A status in words that are not known is no
///    endpoint, and noted.
/// 3. `meta_study.txt` names the cohort.
enum CBioPortal: Convention {
  static func inference(
    from tables: [ReadTable], folder: String, faultyRows: FaultyRows
  ) throws(DataFaults) -> Inference? {
    let clinical = tables.filter { $0.source is CBioPortalTable }
    guard !clinical.isEmpty else { return nil }
    let patients = try subjects(of: clinical, folder: folder)
    let place = Place(file: patients.source.name)
    var inference = Inference(
      declaration: CohortFolder(
        name: studyName(folder), subjectID: (CBioPortalHeader.patientID, place),
        subjects: .init(name: "subjects", path: patients.source.name, place: place)),
      tables: [try patients.named("subjects")])
    inference.remarks["subject_id"] = "cBioPortal's patients"
    for table in clinical where table.source.name != patients.source.name {
      try link(table, into: &inference)
    }
    let endpoints = CBioPortalEndpoints(patients)
    inference.declaration.endpoints = endpoints.entries
    inference.declaration.columns = endpoints.columns
    inference.remarks.merge(endpoints.remarks) { first, _ in first }
    inference.notes += ["patients of cBioPortal are the subjects, by \"\(CBioPortalHeader.patientID)\""]
    inference.notes += endpoints.notes
    return inference
  }

  // MARK: - Tables

  private static func subjects(of tables: [ReadTable], folder: String) throws(DataFaults) -> ReadTable {
    func isUnique(_ table: ReadTable) -> Bool {
      table.table.columns[CBioPortalHeader.patientID].map(SubjectIndex.isUnique) ?? false
    }
    func isSamples(_ table: ReadTable) -> Bool { table.table.columns[CBioPortalHeader.sampleID] != nil }
    let patients = tables.filter { !isSamples($0) && isUnique($0) }
    if patients.count == 1 { return patients[0] }
    let named = patients.filter { $0.source.name.lowercased().hasPrefix("data_clinical_patient") }
    if named.count == 1 { return named[0] }
    if patients.count > 1 {
      let names = patients.map(\.source.name)
      throw DataFaults(DataFault(.subjects(.several(names, column: CBioPortalHeader.patientID)), file: folder))
    }
    if let samples = tables.first(where: { isSamples($0) && isUnique($0) }), tables.count == 1 { return samples }
    let tried = tables.map { SubjectsFault.Tried($0, column: CBioPortalHeader.patientID, others: []) }
    throw DataFaults(DataFault(.subjects(.none(tried)), file: folder))
  }

  private static func link(_ table: ReadTable, into inference: inout Inference) throws(DataFaults) {
    guard table.table.columns[CBioPortalHeader.patientID] != nil else {
      inference.notes.append("\(table.source.name) has no \"\(CBioPortalHeader.patientID)\", and is passed over")
      return
    }
    var name = table.table.columns[CBioPortalHeader.sampleID] != nil ? "samples" : table.table.name
    if name.hasPrefix("data_") { name = String(name.dropFirst("data_".count)) }
    while name == "subjects" || inference.declaration.linked.contains(where: { $0.name == name }) { name += "_" }
    inference.declaration.linked.append(
      .init(name: name, path: table.source.name, place: Place(file: table.source.name)))
    inference.tables.append(try table.named(name))
  }

  // MARK: - The study

  /// The most bytes of a study's description that are read.
  private static let longestDescription = 1 << 16

  /// The name that the study gives itself, in its description beside the files.
  private static func studyName(_ folder: String) -> String? {
    guard let bytes = try? FileBytes.open(Paths.join(folder, "meta_study.txt")) else { return nil }
    let text = bytes.text(0..<min(bytes.count, longestDescription))
    let lines = text.split(whereSeparator: \.isNewline)
    let line = lines.first { $0.hasPrefix("name:") }
    let name = line.map { String($0.dropFirst("name:".count)).trimmed } ?? ""
    return name.isEmpty ? nil : name
  }
}

extension String {
  /// The text without white space at both ends.
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
