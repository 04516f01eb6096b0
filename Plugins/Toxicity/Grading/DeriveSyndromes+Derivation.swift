import Analyses
import Cohorts

extension CytokineReleaseFindings {
  /// CRS from findings, as scripts ask for it.
  static let derivation = Derivation(
    "toxicity.derive_crs", "Cytokine release syndrome graded from daily findings by the ASTCT consensus.",
    details: """
      Grades each day of each subject from temperature, hypotension and hypoxia, and gives the worst grade, the first and the last \
      day, and the time to onset with death competing as an endpoint. The rule (Lee et al. 2019, \
      doi:10.1016/j.bbmt.2018.12.758):

      \(CytokineReleaseRule.prose.joined(separator: "\n\n"))

      A finding that is missing in a row leaves a range of grades. Where the worst grade is open, it is missing, and the grade that is certain \
      stands beside it. Findings that the table has no column of are taken as absent, which the report's provenance says.
      """,
    parameters: [
      tableName.any, FindingColumns.day.any, FindingColumns.temperature.any, FindingColumns.hypotension.any,
      FindingColumns.vasopressors.any, FindingColumns.hypoxia.any, FindingColumns.oxygenFlow.any,
      FindingColumns.treated.any, FindingColumns.otherCause.any, FindingColumns.fatal.any, FindingColumns.missing.any,
      FindingColumns.unassessed.any, gap.any, FindingColumns.followUp.any, DerivedSyndrome.name("crs").any,
    ],
    gives: DerivedSyndrome.given("CRS", prefix: "crs"), example: [],
    terms: ["CRS": "cytokine release syndrome"]
  ) { cohort, arguments in
    let findings = try CytokineReleaseFindings(cohort, arguments)
    let courses = DerivedSyndrome.courses(findings.courses, unassessed: arguments[FindingColumns.unassessed])
    let derived = DerivedSyndrome(
      label: "CRS", prefix: arguments[DerivedSyndrome.name("crs")] ?? "crs", courses: courses,
      source: DerivedSyndrome.source(
        "toxicity.derive_crs", "CRS", findings.table, findings.order, courses, unrecorded: findings.unrecorded,
        rule: CytokineReleaseRule.prose))
    return try derived.added(to: cohort, followUp: arguments[FindingColumns.followUp] ?? "os")
  }
}

extension NeurotoxicityFindings {
  /// ICANS from findings, as scripts ask for it.
  static let derivation = Derivation(
    "toxicity.derive_icans", "ICANS graded from daily findings by the ASTCT consensus.",
    details: """
      Grades each day of each subject from the ICE score (of children the CAPD score), consciousness, seizures, motor findings and \
      oedema, and gives the worst grade, the first and the last day, and the time to onset with death competing as an endpoint. The \
      rule (Lee et al. 2019, doi:10.1016/j.bbmt.2018.12.758):

      \(NeurotoxicityRule.prose.joined(separator: "\n\n"))

      A finding that is missing in a row leaves a range of grades. Where the worst grade is open, it is missing, and the grade that is certain \
      stands beside it. Findings that the table has no column of are taken as absent, which the report's provenance says.
      """,
    parameters: [
      tableName.any, FindingColumns.day.any, FindingColumns.iceScore.any, FindingColumns.capdScore.any,
      FindingColumns.consciousness.any, FindingColumns.seizure.any, FindingColumns.motor.any,
      FindingColumns.oedema.any, FindingColumns.age.any, FindingColumns.otherCause.any, FindingColumns.fatal.any,
      FindingColumns.missing.any, FindingColumns.unassessed.any, FindingColumns.followUp.any,
      DerivedSyndrome.name("icans").any,
    ],
    gives: DerivedSyndrome.given("ICANS", prefix: "icans"), example: [],
    terms: [
      "ICANS": "immune effector cell-associated neurotoxicity syndrome",
      "ICE": "immune effector cell encephalopathy score",
    ]
  ) { cohort, arguments in
    let findings = try NeurotoxicityFindings(cohort, arguments)
    let courses = DerivedSyndrome.courses(findings.courses, unassessed: arguments[FindingColumns.unassessed])
    let derived = DerivedSyndrome(
      label: "ICANS", prefix: arguments[DerivedSyndrome.name("icans")] ?? "icans", courses: courses,
      source: DerivedSyndrome.source(
        "toxicity.derive_icans", "ICANS", findings.table, findings.order, courses, unrecorded: findings.unrecorded,
        rule: NeurotoxicityRule.prose))
    return try derived.added(to: cohort, followUp: arguments[FindingColumns.followUp] ?? "os")
  }
}

extension DerivedSyndrome {
  /// The parameter of what the names of the variables begin with.
  static func name(_ usual: String) -> Parameter<String?> {
    .optionalText("name", "What the names of the new variables begin with; \"\(usual)\" without it.")
  }
}
