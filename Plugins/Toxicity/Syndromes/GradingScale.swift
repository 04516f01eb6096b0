/// A scale by which CRS or neurotoxicity is graded, and what its grades rest on.
///
/// A grade of one scale is not a grade of another, and cannot be turned into one: the findings that tell them apart are not in the
/// grade.
///
/// Lee 2019, doi:10.1016/j.bbmt.2018.12.758. Lee 2014, doi:10.1182/blood-2014-05-552729. Porter 2018,
/// doi:10.1186/s13045-018-0571-y. CTCAE 5.0, National Cancer Institute, 2017.
enum GradingScale: String, CaseIterable, Sendable {
  case astct = "ASTCT"
  case lee2014 = "Lee 2014"
  case penn = "Penn"
  case ctcae5 = "CTCAE 5"

  /// What its grades of a syndrome rest on, as the end of a sentence; `nil` for one that is neither CRS nor neurotoxicity.
  func differs(inGradesOf syndrome: String) -> String? {
    let name = syndrome.lowercased()
    if name.contains("icans") || name.contains("neuro") { return differsInNeurotoxicity }
    return name.contains("cytokine release") || name == "crs" ? differsInCRS : nil
  }

  private var differsInCRS: String {
    switch self {
    case .astct:
      "by fever, hypotension by vasopressors and hypoxia by device; organ toxicities do not count"
    case .lee2014:
      "by constitutional symptoms without fever being required, by oxygen below or from 40%, by low or high dose of vasopressors, and "
        + "by organ toxicities"
    case .penn:
      "by whether hospital, intravenous therapy or oxygen was needed, and by creatinine and liver tests; fluids for hypotension are "
        + "grade 3"
    case .ctcae5:
      "by fever with or without constitutional symptoms, by fluids or one vasopressor, and by oxygen below or from 40%"
    }
  }

  private var differsInNeurotoxicity: String {
    switch self {
    case .astct:
      "by the ICE score (CAPD in children), the level of consciousness, seizures, deep focal weakness and raised intracranial pressure"
    case .lee2014, .penn, .ctcae5:
      "symptom by symptom, as CTCAE does: encephalopathy, seizure, tremor and others each by itself"
    }
  }

  /// The scale that a name means, whatever its case and punctuation.
  init?(named name: String) {
    let plain = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch plain {
    case "astct", "asbmt", "astct2019", "asbmt2019", "astctconsensus", "lee2019", "lee2018": self = .astct
    case "lee2014", "lee", "nci2014", "leeetal2014": self = .lee2014
    case "penn", "upenn", "porter", "porter2018": self = .penn
    case "ctcae5", "ctcaev5", "ctcae50", "ctcaev50", "ctcae": self = .ctcae5
    default: return nil
    }
  }
}
