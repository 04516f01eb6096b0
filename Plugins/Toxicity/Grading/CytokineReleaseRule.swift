/// The consensus grading of cytokine release syndrome (CRS) from the findings of one day.
///
/// ``prose`` holds the rule as numbered statements; they are made of the same levels that give the grades.
///
/// Lee, Santomasso, Locke, et al. (2019), ASTCT consensus grading for cytokine release syndrome and neurologic toxicity
/// associated with immune effector cells, *Biol Blood Marrow Transplant* 25, 625-638, doi:10.1016/j.bbmt.2018.12.758.
public enum CytokineReleaseRule {
  /// The lowest temperature that is fever, in °C.
  public static let fever = 38.0

  /// The highest flow of oxygen that counts as low flow, in L/min.
  public static let lowFlow = 6.0

  /// Hypotension by what it requires.
  public static let hypotension = GradingDomain(
    "hypotension",
    [
      .init("none", 0, "no hypotension", also: ["no", "absent", "no hypotension", "0"]),
      .init(
        "without vasopressors", 2, "hypotension not requiring vasopressors",
        also: [
          "no vasopressor", "no vasopressors", "without vasopressor", "not requiring vasopressors", "fluids",
          "responsive to fluids",
        ]),
      .init(
        "one vasopressor", 3, "hypotension requiring a vasopressor with or without vasopressin",
        also: [
          "a vasopressor", "vasopressor", "single vasopressor", "1 vasopressor", "one vasopressor with vasopressin",
          "one vasopressor with or without vasopressin", "one vasopressor without vasopressin",
        ]),
      .init(
        "multiple vasopressors", 4, "hypotension requiring multiple vasopressors, vasopressin not counted",
        also: [
          "several vasopressors", "two or more vasopressors", "2 or more vasopressors", "two vasopressors",
          "multiple vasopressors excluding vasopressin",
        ]),
      .init(
        "present", GradeRange(2, 4), "hypotension of which the treatment is not said", also: ["yes", "hypotension"]),
    ])

  /// Hypoxia by what it requires.
  public static let hypoxia = GradingDomain(
    "hypoxia",
    [
      .init("none", 0, "no hypoxia", also: ["no", "absent", "no hypoxia", "room air", "no oxygen"]),
      .init(
        "low-flow nasal cannula", 2, "hypoxia requiring low-flow nasal cannula (\(Int(lowFlow)) L/min or less)",
        also: ["low flow", "low flow oxygen", "LFNC"]),
      .init("blow-by", 2, "hypoxia requiring blow-by oxygen", also: ["blow by oxygen"]),
      .init(
        "high-flow nasal cannula", 3, "hypoxia requiring high-flow nasal cannula (more than \(Int(lowFlow)) L/min)",
        also: ["high flow", "high flow oxygen", "HFNC"]),
      .init("facemask", 3, "hypoxia requiring a facemask", also: ["face mask", "mask"]),
      .init(
        "nonrebreather mask", 3, "hypoxia requiring a nonrebreather mask",
        also: ["nonrebreather", "non-rebreather", "non-rebreather mask"]),
      .init("Venturi mask", 3, "hypoxia requiring a Venturi mask", also: ["Venturi"]),
      .init(
        "positive pressure", 4,
        "hypoxia requiring positive pressure (CPAP, BiPAP, intubation and mechanical ventilation)",
        also: [
          "CPAP", "BiPAP", "intubation", "intubated", "ventilation", "mechanical ventilation",
          "intubation and mechanical ventilation", "positive pressure ventilation",
        ]),
      .init("nasal cannula", GradeRange(2, 3), "nasal cannula of which the flow is not said"),
      .init(
        "present", GradeRange(2, 4), "hypoxia of which the treatment is not said", also: ["yes", "hypoxia", "oxygen"]),
    ])

  /// Whether there was fever on a day; `nil` where the temperature is missing.
  public static func isFever(_ temperature: Double?) -> Bool? { temperature.map { $0 >= fever } }

  /// The grade that hypotension is worth.
  ///
  /// - Parameters:
  ///   - told: The grade that the words are worth that are recorded.
  ///   - vasopressors: The number of vasopressors, vasopressin not counted.
  /// - Returns: The grades that are possible.
  public static func gradeOfHypotension(_ told: GradeRange?, vasopressors: Int? = nil) -> GradeRange {
    let counted: GradeRange? = vasopressors.flatMap { $0 == 0 ? nil : GradeRange($0 == 1 ? 3 : 4) }
    switch (told, counted) {
    case (nil, let counted?): return counted
    case (nil, nil): return vasopressors == 0 ? GradeRange(0, 2) : hypotension.unknown
    case (let told?, nil): return told.grade == nil && vasopressors == 0 ? GradeRange(2) : told
    case (let told?, let counted?): return told.grade == nil ? counted : told.worst(with: counted)
    }
  }

  /// The grade that hypoxia is worth.
  ///
  /// - Parameters:
  ///   - told: The grade that the device is worth that is recorded.
  ///   - flow: The flow of oxygen in L/min; it settles what the words leave open, and stands for a nasal cannula where there are
  ///     none.
  /// - Returns: The grades that are possible.
  public static func gradeOfHypoxia(_ told: GradeRange?, flow: Double? = nil) -> GradeRange {
    let flowing: GradeRange? = flow.flatMap { $0 > 0 ? GradeRange($0 <= lowFlow ? 2 : 3) : nil }
    switch (told, flowing) {
    case (nil, nil): return flow == 0 ? .none : hypoxia.unknown
    case (nil, let flowing?): return flowing
    case (let told?, nil): return told
    case (let told?, let flowing?): return told.grade == nil ? flowing : told.worst(with: flowing)
    }
  }

  /// The grade of one day.
  ///
  /// - Parameters:
  ///   - fever: Whether there was fever that is not attributable to another cause; `nil` where that is not known.
  ///   - isFeverWaived: Whether fever is not required, for antipyretic or anticytokine therapy was given to a subject who has
  ///     CRS; `nil` where that is not known.
  ///   - hypotension: The grade that hypotension is worth.
  ///   - hypoxia: The grade that hypoxia is worth.
  ///   - isFatal: Whether the subject died of CRS that day; `nil` where that is not known.
  /// - Returns: The grades that the findings leave possible.
  public static func grade(
    fever: Bool?, isFeverWaived: Bool? = false, hypotension: GradeRange, hypoxia: GradeRange, isFatal: Bool? = false
  ) -> GradeRange {
    if isFatal == true { return GradeRange(5) }
    let worst = hypotension.worst(with: hypoxia)
    let alive: GradeRange =
      switch (fever, isFeverWaived) {
      case (true?, _): worst.worst(with: GradeRange(1))
      case (false?, true?): worst
      case (false?, false?): .none
      case (false?, nil): GradeRange(0, worst.upper)
      case (nil, true?): worst.worst(with: GradeRange(0, 1))
      case (nil, _): GradeRange(0, max(1, worst.upper))
      }
    return isFatal == nil ? GradeRange(alive.lower, 5) : alive
  }

  /// The rule as numbered statements.
  public static var prose: [String] {
    var statements = [
      "Only findings that are not attributable to another cause count.",
      "CRS begins with fever, a temperature of \(fever) °C or more. Once antipyretic or anticytokine therapy (such as tocilizumab or "
        + "steroids) was given to a subject with CRS, fever is no longer required.",
      "Grade 1: fever with \(hypotension.meanings(ofGrade: 0).joined()) and \(hypoxia.meanings(ofGrade: 0).joined()).",
    ]
    for grade in 2...4 {
      let meanings = hypotension.meanings(ofGrade: grade) + hypoxia.meanings(ofGrade: grade)
      statements.append("Grade \(grade): \(meanings.joined(separator: ", or ")).")
    }
    statements += [
      "Grade 5: death due to CRS.",
      "The grade is the worse of hypotension and hypoxia. Organ toxicities do not influence it.",
    ]
    return statements.numbered
  }
}

extension [String] {
  /// The statements with their numbers.
  var numbered: [String] { enumerated().map { "\($0 + 1). \($1)" } }
}
