import Cohorts
import OrderedCollections
import Testing

@Suite struct LatenessTests {
  @Test("the later of two times is the less favourable one")
  func later() {
    let day = KnownAt.onDay(["d"])
    let cases: [(KnownAt?, KnownAt?, KnownAt?)] = [
      (.baseline, .baseline, .baseline), (.baseline, nil, nil), (nil, nil, nil), (day, .baseline, day), (day, nil, day),
      (.afterOrigin, day, .afterOrigin), (.afterOrigin, nil, .afterOrigin), (.afterOrigin, .baseline, .afterOrigin),
      (day, .onDay(["e"]), .onDay(["d", "e"])), (day, .onDay(["e", "d"]), .onDay(["d", "e"])),
    ]
    for (first, second, expected) in cases {
      #expect(KnownAt.later(first, second) == expected)
      if case .onDay? = first, case .onDay? = second { continue }
      #expect(KnownAt.later(second, first) == expected)
    }
  }

  private func cohort() throws -> Cohort {
    try SmallCohort.make { dictionary in
      dictionary.columns["age"] = ColumnDescription(knownAt: .baseline)
      dictionary.columns["relapsed"] = ColumnDescription(knownAt: .onDay(["transplant_day"]))
      dictionary.columns["ph.ecog"] = ColumnDescription(knownAt: .afterOrigin)
      dictionary.endpoints["os"] = EndpointDefinition(
        name: "os", time: "dose", event: .condition("site == 'Bern'"))
    }
  }

  @Test("an expression is known as late as the latest of what it reads")
  func inherited() throws {
    let cohort = try cohort()
    let cases: [(String, KnownAt?)] = [
      ("age > 18", .baseline), ("1 + 1", .baseline), ("diagnosis == 'MPAL'", nil),
      ("age > 18 or diagnosis == 'MPAL'", nil),
      ("relapsed", .onDay(["transplant_day"])), ("relapsed and diagnosis == 'MPAL'", .onDay(["transplant_day"])),
      ("is_missing(transplant_day)", .onDay(["transplant_day"])), ("age + transplant_day", .onDay(["transplant_day"])),
      ("relapsed and ph.ecog > 0", .afterOrigin), ("dose > 3", .afterOrigin), ("site == 'Bern'", .afterOrigin),
    ]
    for (source, expected) in cases { #expect(try cohort.evaluate(source).knownAt == expected, "\(source)") }
    let derived = try cohort.deriving("had", from: "not is_missing(transplant_day)").deriving("twice", from: "had")
    #expect(
      derived.knownAt("had") == .onDay(["transplant_day"]) && derived.knownAt("twice") == .onDay(["transplant_day"]))
  }

  @Test("lateness counts those for whom the day came after the origin, and takes the middle of their days")
  func counted() throws {
    let cohort = try cohort()
    let os = EndpointDefinition(name: "os", time: "dose", event: .indicator(column: "relapsed"))
    let relapsed = try #require(try cohort.lateness(of: "relapsed", for: os))
    #expect(relapsed.subjects == 3 && relapsed.of == 8 && relapsed.medianDay == 45)
    #expect(relapsed.dayColumns == ["transplant_day"])
    #expect(try cohort.lateness(of: "age", for: os) == nil && cohort.lateness(of: "diagnosis", for: os) == nil)
    let ecog = try #require(try cohort.lateness(of: "ph.ecog", for: os))
    #expect(ecog.subjects == 8 && ecog.medianDay == nil && ecog.dayColumns == [])
    let later = EndpointDefinition(
      name: "later", time: "dose", event: .indicator(column: "relapsed"), originDay: "body weight")
    let fromWeight = try #require(try cohort.lateness(of: "relapsed", for: later))
    #expect(fromWeight.subjects == 1 && fromWeight.medianDay == 70, "day 90 less an origin on day 20")
  }
}
