/// The consensus grading of immune effector cell-associated neurotoxicity syndrome (ICANS) from the findings of one day.
///
/// ``prose`` holds the rule as numbered statements; they are made of the same levels that give the grades.
///
/// Lee, Santomasso, Locke, et al. (2019), ASTCT consensus grading for cytokine release syndrome and neurologic toxicity
/// associated with immune effector cells, *Biol Blood Marrow Transplant* 25, 625-638, doi:10.1016/j.bbmt.2018.12.758.
public enum NeurotoxicityRule {
  /// The age from which on the ICE score is used, in years.
  public static let ageOfICE = 12.0

  /// The score of the immune effector cell-associated encephalopathy (ICE) assessment: 10 is normal.
  public static let ice = GradingScore(
    name: "ICE score",
    bands: [
      .init(scores: 10...10, grade: 0), .init(scores: 7...9, grade: 1), .init(scores: 3...6, grade: 2),
      .init(scores: 0...2, grade: 3),
    ])

  /// The score of the Cornell Assessment of Pediatric Delirium (CAPD): 0 is normal.
  ///
  /// Scores from 1 to 8 are of grade 1 in a child who awakens spontaneously, and of grade 2 in one who awakens to voice.
  public static let capd = GradingScore(
    name: "CAPD score",
    bands: [.init(scores: 0...0, grade: 0), .init(scores: 1...8, grade: 1), .init(scores: 9...32, grade: 3)])

  /// The depressed level of consciousness by what awakens.
  public static let consciousness = GradingDomain(
    "consciousness",
    [
      .init(
        "not depressed", 0, "a level of consciousness that is not depressed",
        also: ["none", "no", "normal", "alert", "awake"]),
      .init("awakens spontaneously", 1, "awakens spontaneously", also: ["spontaneously"]),
      .init("awakens to voice", 2, "awakens to voice", also: ["to voice", "voice"]),
      .init(
        "awakens only to tactile stimulus", 3, "awakens only to tactile stimulus",
        also: [
          "awakens to tactile stimulus", "only to tactile stimulus", "to tactile stimulus", "tactile stimulus",
          "tactile",
        ]),
      .init(
        "unarousable", 4,
        "unarousable or requires vigorous or repetitive tactile stimuli to arouse, stupor or coma",
        also: [
          "stupor", "coma", "stupor or coma", "unarousable or stupor or coma", "vigorous stimuli",
          "requires vigorous or repetitive tactile stimuli",
        ]),
      .init("depressed", GradeRange(1, 4), "depressed in a way that is not said", also: ["yes"]),
    ])

  /// Seizures by how they end.
  public static let seizure = GradingDomain(
    "seizure",
    [
      .init("none", 0, "no seizure", also: ["no", "absent"]),
      .init(
        "resolving", 3,
        "any clinical seizure, focal or generalised, that resolves rapidly, or nonconvulsive seizures on EEG that resolve with "
          + "intervention",
        also: [
          "rapidly resolving", "resolves rapidly", "resolves with intervention", "nonconvulsive",
          "nonconvulsive resolving with intervention", "clinical seizure resolving rapidly",
        ]),
      .init(
        "prolonged or repetitive", 4,
        "a prolonged seizure (more than 5 minutes), or repetitive clinical or electrical seizures without return to baseline in "
          + "between",
        also: ["prolonged", "repetitive", "status epilepticus", "life-threatening"]),
      .init("present", GradeRange(3, 4), "a seizure of which the course is not said", also: ["yes", "seizure"]),
    ])

  /// Motor findings; tremor and myoclonus do not count.
  public static let motor = GradingDomain(
    "motor",
    [
      .init(
        "none", 0, "no focal motor weakness", also: ["no", "absent", "tremor", "myoclonus", "tremor or myoclonus"]),
      .init(
        "deep focal weakness", 4, "deep focal motor weakness such as hemiparesis or paraparesis",
        also: ["deep focal motor weakness", "hemiparesis", "paraparesis", "focal weakness", "yes"]),
    ])

  /// Elevated intracranial pressure and cerebral oedema; intracranial haemorrhage does not count.
  public static let oedema = GradingDomain(
    "oedema",
    [
      .init(
        "none", 0, "no raised intracranial pressure or cerebral oedema",
        also: ["no", "absent", "intracranial haemorrhage", "intracranial hemorrhage"]),
      .init(
        "focal", 3, "focal or local oedema on neuroimaging",
        also: ["local", "focal or local", "focal/local", "focal oedema", "focal edema", "local oedema", "local edema"]),
      .init(
        "diffuse", 4, "diffuse cerebral oedema on neuroimaging",
        also: ["diffuse oedema", "diffuse edema", "diffuse cerebral oedema", "diffuse cerebral edema"]),
      .init(
        "posturing", 4, "decerebrate or decorticate posturing",
        also: ["decerebrate", "decorticate", "decerebrate posturing", "decorticate posturing"]),
      .init(
        "cranial nerve VI palsy", 4, "cranial nerve VI palsy",
        also: ["VI nerve palsy", "CN VI palsy", "sixth nerve palsy", "abducens palsy"]),
      .init("papilloedema", 4, "papilloedema", also: ["papilledema"]),
      .init("Cushing's triad", 4, "Cushing's triad", also: ["Cushing triad", "Cushing’s triad"]),
      .init("present", GradeRange(3, 4), "oedema of which the extent is not said", also: ["yes", "oedema", "edema"]),
    ])

  /// The findings that are recorded in words, in the order of the consensus table.
  public static let domains = [consciousness, seizure, motor, oedema]

  /// The grade of one day.
  ///
  /// - Parameters:
  ///   - score: The grade that the ICE or CAPD score is worth.
  ///   - findings: The grades that consciousness, seizure, motor findings and oedema are worth.
  ///   - isFatal: Whether the subject died of ICANS that day; `nil` where that is not known.
  /// - Returns: The grades that the findings leave possible.
  public static func grade(score: GradeRange, findings: [GradeRange], isFatal: Bool? = false) -> GradeRange {
    if isFatal == true { return GradeRange(5) }
    let worst = findings.reduce(score) { $0.worst(with: $1) }
    return isFatal == nil ? GradeRange(worst.lower, 5) : worst
  }

  /// The rule as numbered statements.
  public static var prose: [String] {
    var statements = [
      "Only findings that are not attributable to another cause count.",
      "From \(Int(ageOfICE)) years of age on the ICE score is used (10 is normal); below, and where only it is recorded, the CAPD "
        + "score.",
    ]
    for grade in 1...4 {
      let scores = ice.meanings(ofGrade: grade) + capd.meanings(ofGrade: grade)
      let meanings = scores + domains.flatMap { $0.meanings(ofGrade: grade) }
      statements.append("Grade \(grade): \(meanings.joined(separator: "; or ")).")
    }
    statements += [
      "An ICE score of 0 is of grade 3 in a subject who is awake, as with global aphasia, and of grade 4 in one who is unarousable; so "
        + "is a CAPD that cannot be done. A child with a CAPD score of 1 to 8 who awakens to voice has grade 2.",
      "Grade 5: death due to ICANS.",
      "The grade is that of the worst finding. Tremor and myoclonus, and intracranial haemorrhage, do not influence it.",
    ]
    return statements.numbered
  }
}
