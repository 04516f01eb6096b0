import Analyses

/// The linked tables of findings that CRS and ICANS are graded from, and the usual names of their columns.
///
/// `crs_findings` has a row for each assessment: `subject_id`; `day`, counted from the infusion; `temperature` in °C; `hypotension`
/// ("none", "without vasopressors", "one vasopressor", "multiple vasopressors"), or a flag and `vasopressors`, their number without
/// vasopressin; `hypoxia` ("none", "low-flow nasal cannula", "blow-by", "high-flow nasal cannula", "facemask", "nonrebreather mask",
/// "Venturi mask", "positive pressure"), or `oxygen_flow` in L/min; `treated`, whether antipyretic or anticytokine therapy was given;
/// `other_cause`, whether the findings are attributable to something else; `fatal`, whether the subject died of CRS that day.
///
/// `icans_findings` likewise: `subject_id`; `day`; `ice_score` (0 to 10); `capd_score` (0 to 32); `consciousness` ("not depressed",
/// "awakens spontaneously", "awakens to voice", "awakens only to tactile stimulus", "unarousable"); `seizure` ("none", "resolving",
/// "prolonged or repetitive"); `motor` ("none", "deep focal weakness"); `oedema` ("none", "focal", "diffuse", "posturing",
/// "cranial nerve VI palsy", "papilloedema", "Cushing's triad"); `other_cause`; `fatal`. The age comes from the subjects.
///
/// `day` must be there, and `temperature`, or one of the two scores. What another column that is not there would tell is taken as
/// absent, which is said; a value that is missing is not.
enum FindingColumns {
  static let day = column(
    "day", "The column of the day of the assessment, counted from the infusion; \"day\" without it.")

  static let otherCause = column(
    "other_cause",
    "The column that says whether the findings are attributable to another cause; \"other_cause\" without it.")

  static let fatal = column(
    "fatal", "The column that says whether the subject died of the syndrome that day; \"fatal\" without it.")

  static let temperature = column(
    "temperature", "The column of the highest temperature in °C; \"temperature\" without it.")

  static let hypotension = column(
    "hypotension",
    "The column of hypotension, in words such as \"none\" or \"one vasopressor\", or yes and no; \"hypotension\" without it."
  )

  static let vasopressors = column(
    "vasopressors", "The column of the number of vasopressors, vasopressin not counted; \"vasopressors\" without it.")

  static let hypoxia = column(
    "hypoxia", "The column of hypoxia by its device, such as \"none\" or \"facemask\"; \"hypoxia\" without it.")

  static let oxygenFlow = column(
    "oxygen_flow", "The column of the flow of oxygen by nasal cannula in L/min; \"oxygen_flow\" without it.")

  static let treated = column(
    "treated", "The column that says whether antipyretic or anticytokine therapy was given; \"treated\" without it.")

  static let iceScore = column("ice_score", "The column of the ICE score, 0 to 10; \"ice_score\" without it.")

  static let capdScore = column(
    "capd_score", "The column of the CAPD score of children, 0 to 32; \"capd_score\" without it.")

  static let consciousness = column(
    "consciousness",
    "The column of the depressed level of consciousness, such as \"awakens to voice\"; \"consciousness\" without it.")

  static let seizure = column("seizure", "The column of seizures, such as \"resolving\"; \"seizure\" without it.")

  static let motor = column(
    "motor", "The column of motor findings, such as \"deep focal weakness\"; \"motor\" without it.")

  static let oedema = column(
    "oedema", "The column of raised intracranial pressure and oedema, such as \"focal\"; \"oedema\" without it.")

  static let age = Parameter.optionalColumn(
    "age", "The subjects' column of the age in years, which decides between ICE and CAPD; \"age\" without it.")

  static func table(_ usual: String) -> Parameter<String?> {
    .optionalText("table", "The linked table of the findings; \"\(usual)\" without it.", names: .table)
  }

  static let missing = Parameter<MissingFinding>.choice(
    "missing", "What a finding that is not recorded counts as.", default: .unknown)

  static let unassessed = Parameter<Unassessed>.choice(
    "unassessed", "What holds for subjects without any assessment.", default: .none)

  static let followUp = Parameter.optionalText(
    "follow_up",
    "The endpoint that says until when subjects were observed and whether they died; \"os\" without it.")

  private static func column(_ name: String, _ prose: String) -> Parameter<String?> { .optionalColumn(name, prose) }
}

/// What a finding that is not recorded counts as.
enum MissingFinding: String, Choice {
  case unknown
  case absent

  var summary: String {
    switch self {
    case .unknown: "it may be there or not: a grade that hangs on it is missing"
    case .absent: "it is not there, as where findings are only recorded when they occur"
    }
  }
}

/// What holds for subjects without any assessment.
enum Unassessed: String, Choice {
  case none
  case missing

  var summary: String {
    switch self {
    case .none: "they did not have the syndrome, as where only those with findings are in the table"
    case .missing: "it is not known whether they had it"
    }
  }
}
