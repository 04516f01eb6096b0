import Cohorts
import Testing

/// Compares the demonstration cohort with the published figures, section by section.
struct FigureCheck {
  let view: CohortView
  let figures: PublishedFigures

  /// A count out of a whole, published as `[n, percent]`.
  private func share(_ count: Int, of whole: Int, _ path: String) throws {
    #expect(Double(count) == (try figures("\(path)/0")), "\(path)")
    #expect(percent(count, of: whole) == (try figures("\(path)/1")), "\(path)")
  }

  private func range(_ values: [Double], _ path: String) throws {
    #expect(median(values) == (try figures("\(path)/median")), "\(path)")
    #expect(values.min() == (try figures("\(path)/min")), "\(path)")
    #expect(values.max() == (try figures("\(path)/max")), "\(path)")
  }

  func people() throws {
    #expect(Double(view.cohort.count) == (try figures("/n")))
    let diagnoses = try view.counts("diagnosis")
    #expect(diagnoses.count == 5)
    for (name, count) in diagnoses { try share(count, of: 334, "/diagnosis/\(name)") }
    let sexes = try view.counts("sex")
    #expect(sexes.count == 2)
    for (name, count) in sexes { try share(count, of: 334, "/sex/\(name)") }
    try range(try view.numbers("age").compactMap { $0 }, "/age_years")
  }

  func disease() throws {
    let transplants = try view.numbers("prior_transplants").compactMap { $0 }
    let relapsed = try view.numbers("relapse_after_transplant_day")
    let path = "/relapsed_after_prior_transplant"
    let some = transplants.count { $0 >= 1 }
    #expect(Double(some) == (try figures("\(path)/n")))
    #expect(percent(some, of: 334) == (try figures("\(path)/percent")))
    #expect(Double(transplants.count { $0 == 2 }) == (try figures("\(path)/after_second_transplant")))
    try range(relapsed.compactMap { $0 }, "\(path)/days_to_relapse")
    for (count, day) in zip(transplants, relapsed) { #expect((count >= 1) == (day != nil)) }

    let involvement = try view.counts("involvement")
    let sites = "/disease_involvement"
    try share(involvement["bone marrow only"] ?? 0, of: 334, "\(sites)/bone_marrow_only")
    try share(involvement["extramedullary only"] ?? 0, of: 334, "\(sites)/extramedullary_only")
    try share(involvement["both"] ?? 0, of: 334, "\(sites)/both")
    #expect(Double(involvement[""] ?? 0) == (try figures("\(sites)/not_reported/n")))

    let blasts = try view.numbers("marrow_blasts")
    let high = blasts.count { ($0 ?? 0) >= 20 }
    let marrow = "/marrow_blasts_20_percent_or_more"
    #expect(Double(high) == (try figures("\(marrow)/n")))
    #expect(Double(blasts.count { $0 != nil }) == (try figures("\(marrow)/denominator")))
    #expect(percent(high, of: 265) == (try figures("\(marrow)/percent")))
    for (site, blasts) in zip(try view.texts("involvement"), blasts) {
      #expect((blasts != nil) == (site == "bone marrow only" || site == "both"))
      #expect((0...100).contains(blasts ?? 0))
    }
  }

  func treatment() throws {
    let levels = try view.counts("dose_level")
    #expect(levels.count == 3)
    for (name, count) in levels { try share(count, of: 334, "/dose_cells_per_kg/\(name)") }
    let doses = try view.numbers("dose").compactMap { $0 }
    #expect(median(doses) == (try figures("/dose_cells_per_kg/median")))
    let allowed: [String: ClosedRange<Double>] = ["5e5": 5e5...5e5, "1e6": 1e6...1e6, "1.5e6-2e6": 1.5e6...2e6]
    for (level, dose) in zip(try view.texts("dose_level"), doses) { #expect(allowed[level]?.contains(dose) == true) }

    let days = try view.numbers("transplant_day").compactMap { $0 }
    let transplanted = try view.counts("transplanted")["yes"] ?? 0
    #expect(transplanted == days.count)
    #expect(Double(transplanted) == (try figures("/transplant_after_car_t/n")))
    #expect(percent(transplanted, of: 334) == (try figures("/transplant_after_car_t/percent")))
    try range(days, "/transplant_after_car_t/days_from_infusion")
  }

  func outcome() throws {
    let responses = try view.counts("response")
    let complete = (responses["CR"] ?? 0) + (responses["CRi"] ?? 0)
    let partial = responses["PR"] ?? 0
    let evaluable = 334 - (responses["NE"] ?? 0)
    #expect(Double(evaluable) == (try figures("/response/evaluable")))
    #expect(Double(partial) == (try figures("/response/partial/n")))
    try share(complete, of: evaluable, "/response/cr_or_cri")
    try share(complete + partial, of: evaluable, "/response/orr")
    #expect(try view.counts("responder") == ["yes": complete + partial, "no": responses["NR"] ?? 0, "": 5])
    try range(try view.numbers("pfs_days").compactMap { $0 }, "/survival_days/pfs")
    try range(try view.numbers("os_days").compactMap { $0 }, "/survival_days/os")
  }

  func toxicity() throws {
    for (term, path) in [("Cytokine release syndrome", "/crs"), ("ICANS", "/icans")] {
      let grades = try view.worstGrades(term).values
      try share(grades.count, of: 334, "\(path)/any")
      try share(grades.count { $0 <= 2 }, of: 334, "\(path)/grade_1_2")
      try share(grades.count { $0 >= 3 }, of: 334, "\(path)/grade_3_plus")
    }
  }
}
