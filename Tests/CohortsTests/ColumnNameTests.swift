import Cohorts
import OrderedCollections
import Testing

@Suite("Names of columns with blanks and signs") struct ColumnNameTests {
  @Test(
    "alone stand as they are, or in backquotes",
    arguments: [
      ("body weight", "body weight"), ("`body weight`", "body weight"), (" `age` ", "age"),
      ("`a` == `b`", "`a` == `b`"), ("``", "``"), ("`open", "`open"), ("age", "age"), ("", ""),
    ])
  func alone(_ text: String, _ name: String) { #expect(ColumnName.alone(text) == name) }

  @Test(
    "stand in backquotes within an expression, unless they are words",
    arguments: [
      ("age", "age"), ("ph.ecog", "ph.ecog"), ("body weight", "`body weight`"), ("6MWT", "`6MWT`"), ("not", "`not`"),
      ("T-ALL", "`T-ALL`"), ("Ferritin (ng/mL)", "`Ferritin (ng/mL)`"), ("größe", "größe"),
    ])
  func inExpression(_ name: String, _ written: String) { #expect(ColumnName.inExpression(name) == written) }

  @Test(
    "may be what is no expression, but not what was meant for one",
    arguments: [
      ("High risk cyto", true), ("Ferritin (ng/mL)", true), ("MRD day 28", true), ("age => 18", false),
      ("is.na(x)", false), ("a, b", false), ("age and sex", false), ("age +", false), ("meann(age) ", false),
      ("age", false),
    ])
  func mayBe(_ text: String, _ may: Bool) { #expect(ColumnName.mayBeName(text) == may) }

  private func cohort() throws -> Cohort {
    try SmallCohort.make {
      $0.columns["body weight"] = ColumnDescription(
        label: "Weight", unit: "kg", knownAt: .baseline, vocabulary: "solid", levelLabels: ["a": "b"])
    }
  }

  @Test("mean the column itself, with all that is said of it", arguments: ["body weight", "`body weight`"])
  func column(_ source: String) throws {
    let cohort = try cohort()
    let variable = try cohort.variable(source)
    #expect(variable.column == (try cohort.column("body weight")))
    #expect(variable.knownAt == .baseline && variable.unit == "kg")
    let derived = try cohort.deriving("w", from: source).dictionary.columns["w"]
    #expect(derived?.label == "Weight" && derived?.vocabulary == "solid" && derived?.levelLabels == ["a": "b"])
    #expect(derived?.reads == ["body weight"])
  }

  @Test(
    "are named where an expression has them without backquotes",
    arguments: [
      (
        "body weight > 70", "column \"body weight\" stands in backquotes within an expression; write `body weight` > 70"
      ),
      (
        "age > 18 and Body Weight < 80",
        "column \"body weight\" stands in backquotes within an expression; write age > 18 and `body weight` < 80"
      ),
      (
        "body_weight > 70",
        "column \"body_weight\" is not in \"demo\"; did you mean \"body weight\"? Write it in backquotes: `body weight`"
      ),
      ("body wieght", "column \"body wieght\" is not in \"demo\"; did you mean \"body weight\"?"),
      ("age, body weight", "several columns are given as a list: { \"age\", \"body weight\" }"),
      ("site == 'body weight' 3", "unexpected 3 where an operator such as and, == or + was expected"),
    ])
  func unquoted(_ source: String, _ message: String) throws {
    let thrown = try #require(throws: CohortError.self) { try cohort().evaluate(source) }
    guard case .expression(let error) = thrown else { throw thrown }
    #expect(error.message == message)
  }

  @Test("of subject ids are usual whatever their case, blanks and signs")
  func ids() {
    #expect(
      SubjectIDName.candidates(among: ["age", "Subject_Id", "Patient ID", "USUBJID"]).map(\.self)
        == ["USUBJID", "Subject_Id", "Patient ID"])
    #expect(SubjectIDName.place(of: "patient-id") == 2 && SubjectIDName.place(of: "patients") == nil)
  }
}

@Suite("Times of which nobody can tell the unit") struct ScaledTimesTests {
  private func cohort() throws -> Cohort {
    var dictionary = DataDictionary(subjectID: "id", columns: ["pfs": ColumnDescription(unit: "days")])
    dictionary.endpoints["os"] = EndpointDefinition(
      name: "os", time: "os_time", event: .indicator(column: "event"), unit: .weeks)
    return try Cohort(
      name: "demo",
      subjects: Table(
        name: "subjects",
        columns: [
          "id": Column(integers: [1, 2]), "pfs": Column(integers: [61, 90]), "os_time": Column(integers: [61, 90]),
          "bare": Column(integers: [1, 2]), "event": Column(flags: [true, false]),
        ]), dictionary: dictionary)
  }

  private func refusal(_ source: String) throws -> String {
    let derived = try cohort().deriving("t", from: source)
    do {
      _ = try derived.times(of: EndpointRequest(.columns(entry: nil, time: "t", event: "event")))
      return ""
    } catch { return "\(error)" }
  }

  @Test("are refused, with the way to convert them")
  func refused() throws {
    #expect(
      try refusal("pfs / 30.4375")
        == "the unit of \"t\" cannot be told: it is pfs / 30.4375, where pfs is in days; convert it with in_months(pfs) and its "
        + "like, which keep the unit, or declare an endpoint that says the unit")
    for source in ["round(pfs / 30.4375)", "2 * os_time", "if_missing(bare, pfs // 7)", "-(pfs / 7) + 100"] {
      #expect(try refusal(source).hasPrefix("the unit of \"t\" cannot be told"), "\(source)")
    }
    let twice = try cohort().deriving("m", from: "pfs / 30.4375").deriving("t", from: "m + 1")
    #expect(throws: CohortError.self) {
      try twice.times(of: EndpointRequest(.columns(entry: nil, time: "t", event: "event")))
    }
  }

  @Test(
    "are not those in a known unit, nor numbers that never had one",
    arguments: ["in_months(pfs)", "pfs + 1", "bare * 2", "pfs / os_time", "max(pfs, 70)", "bare + 1"])
  func known(_ source: String) throws { #expect(try refusal(source) == "") }

  @Test("are not needed of dates: the message says how a day is derived")
  func dates() throws {
    let cohort = try SmallCohort.make()
    let thrown = #expect(throws: CohortError.self) { try cohort.days("infused") }
    #expect(
      thrown?.description
        == "column \"infused\" should be a number, such as infused - the date of the origin gives, but is date")
  }
}
