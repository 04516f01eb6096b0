import Foundation
import TestSupport
import Testing

/// The report of `ns7car_pooled`, each of its published figures compared with what was published.
@Suite("The paper from one script")
struct PaperTests {
  private let results: [JSONValue]

  init() throws {
    let scratch = try Scratch()
    let end = try Command.run(["run", "ns7car_pooled", "--format", "json"], in: scratch.url)
    #expect(end.status == 0, "\(end.errors)")
    let report = try JSONDecoder().decode(JSONValue.self, from: Data(end.output.utf8))
    results = (report["items"]?.elements ?? []).filter { $0["kind"]?.text == "result" }
  }

  /// The value of a statistic of all subjects.
  private func value(_ title: String, _ statistic: String, _ variable: String? = nil) throws -> Double {
    let result = try #require(results.first { $0["title"]?.text == title }, "no result \"\(title)\"")
    let row = result["rows"]?.elements.first { row in
      row["statistic"]?.text == statistic && row["variable"]?.text == variable
        && (row["group"]?.text ?? "All subjects") == "All subjects"
    }
    return try #require(row?["value"]?.number, "no \(statistic) of \(variable ?? "all") in \"\(title)\"")
  }

  /// Percent with one decimal, halves away from zero, as published.
  private func percent(_ share: Double) -> Double { (share * 1000).rounded(.toNearestOrAwayFromZero) / 10 }

  @Test("gives every published figure, and none is forgotten")
  func figures() throws {
    let figures = try PublishedFigures()
    func same(_ found: Double, _ path: String) throws { #expect(try found == figures(path), "\(path)") }
    func share(_ title: String, _ variable: String, _ path: String) throws {
      try same(value(title, "count", variable), "\(path)/0")
      try same(percent(value(title, "share", variable)), "\(path)/1")
    }
    let table = "Characteristics of the patients"
    try same(value(table, "n"), "/n")
    for name in ["T-ALL", "T-LBL", "MPAL", "AML", "PTCL"] {
      try share(table, "diagnosis: \(name)", "/diagnosis/\(name)")
    }
    for (statistic, key) in [("median", "median"), ("minimum", "min"), ("maximum", "max")] {
      try same(value(table, statistic, "age"), "/age_years/\(key)")
      try same(
        value("From prior transplant to relapse", statistic), "/relapsed_after_prior_transplant/days_to_relapse/\(key)")
      try same(
        value("From infusion to transplant", statistic), "/transplant_after_car_t/days_from_infusion/\(key)")
    }
    for name in ["male", "female"] { try share(table, "sex: \(name)", "/sex/\(name)") }

    let prior = "/relapsed_after_prior_transplant"
    try same(value(table, "count", "relapsed_after_transplant"), "\(prior)/n")
    try same(percent(value(table, "share", "relapsed_after_transplant")), "\(prior)/percent")
    try same(value(table, "count", "relapsed_after_second"), "\(prior)/after_second_transplant")

    let sites = [
      ("bone marrow only", "bone_marrow_only"), ("extramedullary only", "extramedullary_only"), ("both", "both"),
    ]
    for (level, key) in sites { try share(table, "involvement: \(level)", "/disease_involvement/\(key)") }
    try same(value(table, "missing", "involvement"), "/disease_involvement/not_reported/n")
    let blasts = "/marrow_blasts_20_percent_or_more"
    try same(value(table, "count", "many_blasts"), "\(blasts)/n")
    try same(value(table, "of", "many_blasts"), "\(blasts)/denominator")
    try same(percent(value(table, "share", "many_blasts")), "\(blasts)/percent")

    for level in ["5e5", "1e6", "1.5e6-2e6"] { try share(table, "dose_level: \(level)", "/dose_cells_per_kg/\(level)") }
    try same(value(table, "median", "dose"), "/dose_cells_per_kg/median")

    let (overall, complete) = ("Overall response rate", "Complete response rate (CR or CRi)")
    try same(value(overall, "evaluable"), "/response/evaluable")
    try same(value(overall, "responders"), "/response/orr/0")
    try same(percent(value(overall, "rate")), "/response/orr/1")
    try same(value(complete, "responders"), "/response/cr_or_cri/0")
    try same(percent(value(complete, "rate")), "/response/cr_or_cri/1")
    try same(value(overall, "responders") - value(complete, "responders"), "/response/partial/n")

    try same(value("Transplanted after CAR-T", "responders"), "/transplant_after_car_t/n")
    try same(percent(value("Transplanted after CAR-T", "rate")), "/transplant_after_car_t/percent")

    for (endpoint, title) in [("pfs", "Progression-free survival"), ("os", "Overall survival")] {
      for (statistic, key) in [("observed_median", "median"), ("observed_min", "min"), ("observed_max", "max")] {
        try same(value("Observed times of \(title)", statistic), "/survival_days/\(endpoint)/\(key)")
      }
    }

    for (term, key) in [("Cytokine release syndrome", "crs"), ("ICANS", "icans")] {
      for (statistic, part) in [
        ("any_grade", "any"), ("grade_1_or_2", "grade_1_2"), ("grade_3_or_more", "grade_3_plus"),
      ] {
        let title = "Cytokine release syndrome and ICANS"
        try same(value(title, statistic, term), "/\(key)/\(part)/0")
        try same(percent(value(title, "\(statistic)_proportion", term)), "/\(key)/\(part)/1")
      }
    }
    #expect(figures.unread == [])
  }

  @Test(
    "gives what the abstract leaves out: an interval with each rate, and the Kaplan-Meier median beside the observed one"
  )
  func beyond() throws {
    for title in ["Overall response rate", "Complete response rate (CR or CRi)", "Transplanted after CAR-T"] {
      let (lower, rate, upper) = (
        try value(title, "rate_lower"), try value(title, "rate"), try value(title, "rate_upper")
      )
      #expect(lower < rate && rate < upper)
    }
    for title in ["Progression-free survival", "Overall survival"] {
      let result = try #require(results.first { $0["title"]?.text == title })
      #expect(result["analysis"]?.text == "survival.kaplan_meier")
      #expect(result["rows"]?.elements.contains { $0["statistic"]?.text == "median" } == true)
    }
    let analyses = results.compactMap { $0["analysis"]?.text }
    for name in ["response.subgroups", "survival.exposure", "toxicity.by_dose", "pooling.by_trial"] {
      #expect(analyses.contains(name))
    }
  }
}
