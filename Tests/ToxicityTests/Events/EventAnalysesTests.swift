import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@testable import Toxicity

@Suite("The overview of adverse events") struct EventSummaryTests {
  @Test("counts subjects with an event that is of the whole kind, by hand") func byHand() throws {
    let result = try SmallEvents.result(EventSummary.analysis, ["by": .text("arm")])
    #expect(result.counts("count", "Any event", "A", "B", "C", nil) == [2, 1, 0, 3])
    #expect(result.counts("events", "Any event", "A", "B", "C", nil) == [4, 3, 0, 7])
    #expect(result.counts("count", "Grade 3 or more", "A", "B", nil) == [1, 1, 2])
    #expect(result.counts("count", "Serious", "A", "B", nil) == [1, 1, 2])
    #expect(result.counts("count", "Related", "A", "B", nil) == [1, 1, 2])
    // The serious event of b1 is not related, and its related ones are not serious.
    #expect(result.counts("count", "Related and serious", "A", "B", nil) == [1, 0, 1])
    #expect(result.counts("count", "Grade 5", "A", "B", nil) == [0, 0, 0])
    expectClose(result.row("proportion", group: "A", variable: "Serious")?.value.double, 1.0 / 3)
    // R 4.2.2: binom.test(1, 3)$conf.int
    expectClose(result.row("lower", group: "A", variable: "Serious")?.value.double, 0.0084037586596126413)
    expectClose(result.row("upper", group: "A", variable: "Serious")?.value.double, 0.9057006759497538972)
    #expect(result.row("upper", group: "C", variable: "Serious")?.value == .notEstimable("nobody is in this group"))
    #expect(result.tables[0].lines.map(\.label).contains("Leading to death") == false)
    #expect(
      result.cautions.map(\.message).contains(
        "Of 1 event it is not recorded whether it is of the kind \"Related\"; they are not counted in it."))
  }
}

@Suite("An overview of columns that do not say yes or no") struct EventKindsTests {
  private func graded() throws -> Cohort {
    let cohort = try SmallEvents.cohort()
    let (table, subjects) = try cohort.linkedTable("adverse_events")
    let causes = try table.adding(Column(texts: SmallEvents.events.map { _ in "PERHAPS" }), as: "related")
    return cohort.linking(causes, of: subjects, as: "adverse_events", descriptions: [:])
  }

  @Test("leaves out their lines and says so") func passedOver() throws {
    let result = try SmallEvents.result(EventSummary.analysis, on: graded())
    #expect(result.row("count", variable: "Related") == nil)
    #expect(
      result.methods.contains(
        "\"related\" does not say yes or no (found \"PERHAPS\"): no line tells whether it was related to the treatment; name the "
          + "values that count as related (related_levels)."
      ))
  }

  @Test("refuses them where they were named") func named() throws {
    #expect(
      SmallEvents.words(EventSummary.analysis, ["related": .text("related")], on: try graded())
        .hasPrefix("column \"related\" should say yes or no (yes, Y, true or 1; no, N, false or 0), found \"PERHAPS\"")
    )
  }
}

@Suite("Worst grades of each term") struct WorstGradeDistributionTests {
  @Test("are stacked to the share of subjects with the event") func stacked() throws {
    let result = try SmallEvents.result(WorstGradeDistribution.analysis, ["by": .text("arm")])
    let chart = try #require(result.figures.first?.chart)
    #expect(chart.series == (1...5).map { "Grade \($0)" } + ["Grade missing"])
    #expect(chart.aside == 1 && chart.panels[0].marks.map(\.series) == [5, 0, 1, 2, 3, 4])
    // Nobody is in C, so that there is no panel of it.
    #expect(
      chart.panels.map(\.title) == ["A (n\u{A0}=\u{A0}3)", "B (n\u{A0}=\u{A0}2)", "All groups (n\u{A0}=\u{A0}5)"])
    guard case .categories(let terms) = chart.panels[0].y.scale else { throw CannotAnalyse("no categories") }
    #expect(terms == ["Nausea", "Headache", "Vomiting", "Term not recorded"])
    // Headache in A: one of three without a grade, one at grade 2.
    #expect(chart.panels[0].marks[0].shape == .bars(.horizontal, at: [1], from: [0], to: [1.0 / 3]))
    #expect(chart.panels[0].marks[2].shape == .bars(.horizontal, at: [1], from: [1.0 / 3], to: [2.0 / 3]))
    #expect(result.tables[0].columns.filter { $0.group == "A" }.map(\.header).last == "Any grade")
  }

  @Test("show the most frequent terms alone where there are many") func most() throws {
    let result = try SmallEvents.result(WorstGradeDistribution.analysis, ["most": .integer(2)])
    guard case .categories(let terms)? = result.figures.first?.chart?.panels[0].y.scale else {
      throw CannotAnalyse("no categories")
    }
    #expect(terms == ["Vomiting", "Nausea"])
    #expect(result.figures[0].notes == ["The 2 most frequent terms are shown, of 4."])
  }
}

@Suite("Incidence as a heat map") struct EventHeatMapTests {
  @Test("has a cell for each term and group, and says where nobody is in a group") func cells() throws {
    let result = try SmallEvents.result(
      EventHeatMap.analysis,
      ["by": .text("arm"), "severity": .text("grade_3_or_more"), "where": .text("term == 'Nausea'")])
    guard case .cells(let x, let y, let values, let format)? = result.figures.first?.chart?.panels[0].marks[0].shape
    else {
      throw CannotAnalyse("no cells")
    }
    #expect(x == [0, 1, 2])
    #expect(y == [0, 0, 0])
    #expect(values == [.number(1.0 / 3), .number(0), .notEstimable("nobody is in this group")])
    #expect(format == .proportion)
  }

  @Test(
    "orders and chooses terms by what its cells count: of grade 3 or more one of 3 has nausea, one of 2 vomiting, nobody headache"
  )
  func bySeverity() throws {
    func terms(from minimum: Double) throws -> [String] {
      try SmallEvents.result(
        EventHeatMap.analysis,
        ["by": .text("arm"), "severity": .text("grade_3_or_more"), "minimum_incidence": .number(minimum)]
      ).tables[0].lines.map(\.label)
    }
    #expect(try terms(from: 0).dropFirst().prefix(3) == ["Nausea", "Vomiting", "Headache"])
    #expect(try terms(from: 40) == ["Any event", "Vomiting"])
  }

  @Test("has the trials as columns where no groups are asked for") func trials() throws {
    let small = try SmallEvents.cohort()
    var dictionary = small.dictionary
    dictionary.trial = "arm"
    let pooled = try Cohort(
      name: "pooled", subjects: small.stored, linked: small.linked, dictionary: dictionary)
    let result = try SmallEvents.result(EventHeatMap.analysis, on: pooled)
    #expect(
      result.tables[0].columns.map(\.header) == ["A (n\u{A0}=\u{A0}3)", "B (n\u{A0}=\u{A0}2)", "C (n\u{A0}=\u{A0}0)"])
  }
}

@Suite("Two groups compared term by term") struct EventComparisonTests {
  /// 56 of 70 have the event in one group and 48 of 80 in the other.
  private func newcombe(_ interval: String, reference: String? = nil) throws -> AnalysisResult {
    let ids = (0..<150).map { "s\($0)" }
    let events = (0..<150).filter { $0 < 56 || (70..<118).contains($0) }.map {
      SmallEvents.Event(subject: ids[$0], organClass: "Class", term: "Term", grade: 1, onset: 1, end: 1)
    }
    let cohort = try SmallEvents.cohort(
      subjects: ["id": Column(texts: ids), "arm": Column(categories: (0..<150).map { $0 < 70 ? "new" : "old" })],
      events: events)
    let further: KeyValuePairs<String, Argument> = [
      "by": .text("arm"), "interval": .text(interval), "reference": .text(reference ?? "old"), "test": .text("fisher"),
    ]
    return try SmallEvents.result(EventComparison.analysis, further, on: cohort)
  }

  /// Newcombe (1998), *Statistics in Medicine* 17, 873-890, table II, column (a): methods 10 and 6, to the decimals printed.
  @Test(
    "agrees with Newcombe's published intervals",
    arguments: [("newcombe", 0.0524, 0.3339), ("miettinen_nurminen", 0.0528, 0.3382)])
  func published(interval: String, lower: Double, upper: Double) throws {
    let result = try newcombe(interval)
    expectClose(result.row("difference", variable: "Term")?.value.double, 0.2)
    expectClose(result.row("difference_lower", variable: "Term")?.value.double, lower, absolute: 5.1e-5)
    expectClose(result.row("difference_upper", variable: "Term")?.value.double, upper, absolute: 5.1e-5)
  }

  @Test("turns round with the reference, and tests the same") func reference() throws {
    let (there, back) = try (newcombe("newcombe"), newcombe("newcombe", reference: "new"))
    expectClose(back.row("difference_upper", variable: "Term")?.value.double, -0.0524, absolute: 5.1e-5)
    // R 4.2.2: fisher.test(matrix(c(56, 14, 48, 32), 2))$p.value
    expectClose(there.row("p_value", variable: "Term")?.value.double, 0.012_521_129_749_209_175, relative: 1e-9)
    #expect(there.row("p_value", variable: "Term")?.value == back.row("p_value", variable: "Term")?.value)
    #expect(there.cautions.map(\.kind).contains(.multiplicity))
    #expect(
      SmallEvents.words(EventComparison.analysis, ["by": .text("male"), "reference": .text("y")])
        .hasPrefix("toxicity.comparison: argument \"reference\" is \"y\"; choose one of: \"no\", \"yes\""))
  }

  @Test("asks for two groups") func twoGroups() {
    #expect(
      SmallEvents.words(EventComparison.analysis, ["by": .text("last_day")])
        == "toxicity.comparison: two groups are compared, and \"last_day\" forms 3: 2, 5, 30; give by = an expression that forms two, such "
        + "as \"age >= 18\", or restrict the cohort")
    #expect(SmallEvents.words(EventComparison.analysis).contains("and by is not given"))
  }

  @Test("compares the two arms that anybody is in, where others are empty") func emptyArm() throws {
    let result = try SmallEvents.result(EventComparison.analysis, ["by": .text("arm")])
    #expect(result.counts("any_grade", "Nausea", "A", "B") == [1, 1])
    expectClose(result.row("difference", variable: "Nausea")?.value.double, 1.0 / 2 - 1.0 / 3)
    #expect(result.row("any_grade", group: "C", variable: "Nausea") == nil)
  }

  @Test("stands back to back with the severe part apart") func butterfly() throws {
    let result = try SmallEvents.result(EventComparison.analysis, ["by": .text("male")])
    let chart = try #require(result.figures.first?.chart)
    #expect(chart.series == ["Below grade 3, or missing", "Grade 3 or more"])
    #expect(chart.panels[0].x.sides == .init("male: no (n\u{A0}=\u{A0}4)", "male: yes (n\u{A0}=\u{A0}2)"))
    #expect(result.counts("any_grade", "Nausea", "no", "yes") == [0, 2])
    expectClose(result.row("difference", variable: "Nausea")?.value.double, 1)
    #expect(result.figures[1].title == "Difference of risks, male: yes minus no")
  }
}
