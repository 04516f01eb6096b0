/// One invented subject.
///
/// Days are counted from the infusion.
struct SyntheticSubject {
  enum Diagnosis: String, CaseIterable {
    case tALL = "T-ALL"
    case tLBL = "T-LBL"
    case mpal = "MPAL"
    case aml = "AML"
    case ptcl = "PTCL"
  }

  enum Involvement: String, CaseIterable {
    case marrow = "bone marrow only"
    case extramedullary = "extramedullary only"
    case both
  }

  enum DoseLevel: String, CaseIterable {
    case low = "5e5"
    case middle = "1e6"
    case high = "1.5e6-2e6"
  }

  enum Response: String, CaseIterable {
    case complete = "CR"
    case completeIncompleteRecovery = "CRi"
    case partial = "PR"
    case none = "NR"
    case notEvaluable = "NE"

    var isComplete: Bool { self == .complete || self == .completeIncompleteRecovery }
  }

  var diagnosis: Diagnosis
  var age: Int
  var isMale: Bool
  var priorTransplants = 0
  var relapseAfterPriorTransplant: Int?
  var involvement: Involvement?
  var marrowBlasts: Double?
  var response = Response.notEvaluable
  var responseDay: Int?
  var transplantDay: Int?
  /// When the disease came back or grew; as it would be without loss to follow-up.
  var progression: Int?
  /// When the subject died; as it would be without loss to follow-up.
  var death: Int?
  /// The last day on which a living subject is known of.
  var lastContact = 0
  /// Days since 1970-01-01.
  var infusion: Int32 = 0
  var trial = ""
  var doseLevel = DoseLevel.middle
  var dose = 1e6

  /// Whether the disease reaches beyond the marrow, as far as that was reported.
  var isExtramedullary: Bool { involvement == .extramedullary || involvement == .both }

  /// Whether a death was seen.
  var died: Bool { (death ?? .max) <= lastContact }

  /// The observed time to death or last contact.
  var osDays: Int { min(death ?? .max, lastContact) }

  /// The day of a progression that was seen.
  var progressionDay: Int? { progression.flatMap { $0 <= osDays ? $0 : nil } }

  /// The observed time to progression, death or last contact.
  var pfsDays: Int { progressionDay ?? osDays }

  /// Whether a progression or a death was seen.
  var failed: Bool { progressionDay != nil || died }
}
