import Cohorts
import OrderedCollections

/// What a table of responses (ADRS) holds: the assessments themselves, and what was derived from them for each subject.
///
/// The parameters stand one below the other, and what was derived must never be counted as an assessment:
/// 1. The rows of overall responses (`OVR`) are the assessments, a table of their own.
/// 2. A parameter of at most one row a subject (`BOR`, `CBOR`, `RSP`, …) is a column of the subjects, in small letters.
struct ADaMResponses {
  /// The part that holds the assessments; `nil` where all rows are assessments, or none are.
  private(set) var assessments: CohortFolder.TablePart?
  /// Whether all rows are assessments.
  private(set) var isAllAssessments = false
  /// The subjects' columns.
  private(set) var columns: [CohortFolder.ColumnEntry] = []
  /// The columns of the assessments, with their roles.
  private(set) var roles: [CohortFolder.ColumnEntry] = []
  /// What a person should look at.
  private(set) var findings: [Finding] = []

  /// The codes of overall responses at an assessment, the one that is preferred first.
  private static let overall = ["OVR", "OVRLRESP", "OVRINV", "OVRR"]

  /// Reads the parameters.
  ///
  /// - Parameters:
  ///   - table: The table, with PARAMCD and AVALC.
  ///   - linkedName: Its name in the cohort.
  ///   - subjectID: The id.
  ///   - taken: Names that the subjects' columns have already.
  init(_ table: ADaMTable, as linkedName: String, subjectID: String, taken: some Collection<String>) {
    guard let parameter = table.written("PARAMCD"), let codes = table.column("PARAMCD")?.rowsByText,
      let value = table.written("AVALC"), let responses = table.column("AVALC")
    else { return }
    let place = table.place
    let code = Self.overall.first { codes[$0] != nil } ?? codes.keys.first { $0.hasPrefix("OVR") }
    if let code, let rows = codes[code] {
      isAllAssessments = codes.count == 1
      if !isAllAssessments {
        assessments = CohortFolder.TablePart(
          name: "assessments", place: place,
          rows: CohortFolder.RowChoice(
            table: (linkedName, place), condition: ("\(parameter) == \(code.quotedInExpression)", place)))
      }
      var response = CohortFolder.ColumnEntry(name: value, place: place)
      response.description.role = .response
      response.setVocabulary(of: rows.compactMap { responses.text($0) }, at: place)
      roles.append(response)
      if let day = table.written("ADY") {
        var entry = CohortFolder.ColumnEntry(name: day, place: place)
        entry.description.role = .day
        roles.append(entry)
      } else {
        findings.append(
          Finding(
            .note, check: "assessment_day",
            "\(linkedName) has no ADY, the day of an assessment: derive it for analyses of assessments",
            table: linkedName))
      }
    }
    var names = Set(taken)
    for (other, rows) in codes where other != code {
      let ids = table.read.table.columns[subjectID]
      let subjects = Set(rows.compactMap { ids?.text($0) })
      let name = String(other.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
      guard subjects.count == rows.count, names.insert(name).inserted else {
        findings.append(
          Finding(
            .note, check: "derived_response",
            "\(other) has several rows a subject, or its name is taken: it stays in \(linkedName) and is no column of the subjects",
            table: linkedName, column: parameter, count: rows.count))
        continue
      }
      var entry = CohortFolder.ColumnEntry(name: name, place: place)
      entry.table = (linkedName, place)
      entry.derive = ("only(\(value)) where \(parameter) == \(other.quotedInExpression)", place)
      entry.description.label = rows.lazy.compactMap { table.column("PARAM")?.text($0) }.first ?? other
      entry.description.knownAt = .afterOrigin
      if other.hasSuffix("BOR") { entry.setVocabulary(of: rows.compactMap { responses.text($0) }, at: place) }
      columns.append(entry)
    }
  }
}

extension CohortFolder.ColumnEntry {
  /// Names the first built-in vocabulary that knows all of some responses, solid tumours' first, for which ADaM has its table.
  fileprivate mutating func setVocabulary(of responses: [String], at place: Place) {
    let values = Set(responses)
    guard !values.isEmpty else { return }
    let known = [ResponseVocabulary.recist, .lymphoma, .leukaemia, .myeloma]
    guard let fits = known.first(where: { vocabulary in values.allSatisfy { vocabulary.position(of: $0) != nil } })
    else {
      return
    }
    vocabulary = (fits.name, place)
    description.vocabulary = fits.name
  }
}
