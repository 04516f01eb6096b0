import Cohorts
import OrderedCollections
import Testing

@testable import Checks

@Suite("Checks of values")
struct ValueTests {
  @Test("ages below 0 and above 120, and not those that are in months")
  func ages() throws {
    let ages = Column(integers: [-1, 0, 120, 121, nil, 999, 999, 999, 999])
    #expect(
      try TestedCohort(9, ["AGE": ages]).findings("age_range") == [
        "error subjects:1 AGE 6: \"AGE\" is below 0 or above 120 years in 6 subjects: S1 (-1), S4 (121), S6 (999), "
          + "S7 (999), S8 (999) and 1 more"
      ])
    let months = Column(categories: Array(repeating: "MONTHS", count: 9))
    #expect(try TestedCohort(9, ["AGE": ages, "AGEU": months]).findings("age_range").isEmpty)
    func found(unit: String) throws -> Int {
      try TestedCohort(9, ["age": ages]).describing { $0.columns["age"] = ColumnDescription(unit: unit) }
        .findings("age_range").count
    }
    #expect(try found(unit: "Years") == 1 && found(unit: "y") == 1 && found(unit: "completed") == 1)
    #expect(try found(unit: "months") == 0)
  }

  @Test("days after the origin, and what endpoints are about, declared as known at baseline")
  func lateAtBaseline() throws {
    let days = Column(integers: [-3, 40, nil])
    let columns: OrderedDictionary<String, Column> = [
      "transplant_day": days, "relapse_after_prior_transplant_day": days,
      "diagnosis_day": Column(integers: [-90, -30, 3]),
      "lead_day": Column(integers: [-2, -1, 0]),
      "os_days": Column(integers: [10, 20, 30]), "died": Column(integers: [0, 1, 0]),
      "age": Column(integers: [60, 61, 62]),
      "infusion_date": dates(["2020-01-01", "2020-01-02", nil]), "death_date": dates([nil, "2020-03-01", nil]),
    ]
    func found(_ knownAt: KnownAt?) throws -> [String] {
      try TestedCohort(3, columns).endpoint("os", time: "os_days", event: .indicator(column: "died"))
        .describing { for name in columns.keys { $0.columns[name] = ColumnDescription(knownAt: knownAt) } }
        .findings("late_at_baseline")
    }
    let end = "; immortal time by it is not noticed: declare known_at ="
    #expect(
      try found(.baseline) == [
        "warning subjects:- transplant_day 3: \"transplant_day\" is declared as known at baseline, and holds days up to 40 "
          + "after the origin\(end) \"transplant_day\"",
        "warning subjects:- os_days 3: \"os_days\" is declared as known at baseline, and is the time of endpoint \"os\"\(end) "
          + "\"after_origin\"",
        "warning subjects:- died 3: \"died\" is declared as known at baseline, and is what endpoint \"os\" is about\(end) "
          + "\"after_origin\"",
        "warning subjects:- death_date 3: \"death_date\" is declared as known at baseline, and holds dates after the start of "
          + "treatment\(end) \"after_origin\"",
      ])
    #expect(try found(nil).isEmpty && found(.afterOrigin).isEmpty)
  }

  @Test("grades off the scale, of 0 and in words")
  func grades() throws {
    func found(_ column: Column) throws -> [String] {
      try TestedCohort(1).linking("ae", of: Array(repeating: 1, count: column.count), ["grade": column])
        .findings("grade_scale")
    }
    #expect(
      try found(Column(numbers: [1, 5, 6, 2.5, 0, nil])) == [
        "error ae:3 grade 2: \"grade\" is not a whole grade from 1 to 5 in 2 rows: S1 (6), S1 (2.5)",
        "warning ae:5 grade 1: \"grade\" is 0, which is no event in 1 row: S1; analyses of adverse events take grades "
          + "from 1 to 5",
      ])
    #expect(try found(Column(categories: ["MILD", "Moderate", "LIFE THREATENING", "3", nil])).isEmpty)
    #expect(
      try found(Column(texts: ["Grade 3", "G2", "bad", "3"])) == [
        "error ae:3 grade 1: \"grade\" is not a whole grade from 1 to 5 in 1 row: S1 (bad)",
        "note ae:1 grade 2: \"grade\" is written in words around a number in 2 rows: S1 (Grade 3), S1 (G2); it is read "
          + "as that number",
      ])
  }

  @Test("numbers that a few texts made texts, and not codes or ids")
  func numbersAsText() throws {
    let texts = (1...12).map { "\($0 + 30)" } + ["61y"]
    #expect(
      try TestedCohort(13, ["age": Column(texts: texts), "site_id": Column(texts: texts)]).findings("numbers_as_text")
        == [
          "warning subjects:13 age 1: \"age\" is text, for all but a few values are numbers: it is none in 1 subject: "
            + "S13 (\"61y\")"
        ])
    let stages = Column(categories: ["1", "2", "3", "3", "3a"])
    #expect(try TestedCohort(5, ["stage": stages]).findings("numbers_as_text").isEmpty)
  }

  @Test("levels that are spelt in two ways")
  func similarLevels() throws {
    let cohort = TestedCohort(
      5, ["dx": Column(categories: ["T-ALL", "T ALL", "t-all.", "B-ALL", "T-ALL"])])
    #expect(
      try cohort.findings("similar_levels") == [
        "warning subjects:2 dx 1: \"dx\" has levels that are spelt alike: \"T-ALL\" (2), \"T ALL\" (1), \"t-all.\" (1)"
      ])
  }

  @Test(
    "spellings that mean two things stay two",
    arguments: [
      ("MRD-", "MRD"), ("1-5", "15"), ("1.5", "15"), ("<65", ">65"), ("A+", "A-"), ("-1", "1"), ("2 1", "21"),
    ])
  func apart(_ one: String, _ other: String) { #expect(Spelling.plain(one) != Spelling.plain(other)) }

  @Test(
    "spellings of one thing",
    arguments: [
      ("T-ALL", "T ALL"), ("Female", "female "), ("Non-Hodgkin", "non Hodgkin"), ("Grade_3", "grade 3"),
      ("PHARYNGITIS.", "Pharyngitis"), ("CD19 CAR", "CD19-CAR"),
    ])
  func alike(_ one: String, _ other: String) { #expect(Spelling.plain(one) == Spelling.plain(other)) }

  @Test(
    "spellings of bytes are those of their texts",
    arguments: [
      "", " ", ".", "..", " . ", "a", " A ", "-A-", "A.-", "1-5", "1--5", "T - ALL.", "ÄÖ-Ü", "\u{A0}X\u{A0}",
      "\tP 0-0 1_\r\n",
    ])
  func bytes(_ text: String) {
    var plain: [UInt8] = [1]
    Spelling.plain(Array(text.utf8)[...], into: &plain)
    #expect(String(decoding: plain, as: UTF8.self) == Spelling.plain(text))
  }

  @Test("texts that stand where nobody knows the value, unless somebody has said that they are levels")
  func unanswered() throws {
    let cohort = TestedCohort(
      4,
      [
        "MRD day 28": Column(categories: ["neg", "not done", "Not Done", "not done"]).undeclared,
        "free": Column(texts: ["a", "b", "c", "ND"]),
        "answer": Column(categories: ["yes", "unknown", nil, nil], levels: ["yes", "unknown"]),
        "response": Column(categories: ["CR", "NE", "unknown", "PD"]).undeclared,
        "fine": Column(categories: ["a", "b", "none", "a"]).undeclared,
      ]
    ).describing { $0.columns["response"] = ColumnDescription(vocabulary: "recist") }
    // The vocabulary of the responses knows "unknown" as not evaluable.
    #expect(
      try cohort.findings("unanswered_values") == [
        "warning subjects:2 MRD day 28 3: \"MRD day 28\" holds \"not done\" in 2 subjects, \"Not Done\" in 1 subject, which count as "
          + "values: declare missing = [\"not done\", \"Not Done\"] under [columns.\"MRD day 28\"] in cohort.toml, or name them in levels",
        "warning subjects:4 free 1: \"free\" holds \"ND\" in 1 subject, which counts as a value: declare missing = [\"ND\"] under "
          + "[columns.free] in cohort.toml, or name it in levels",
      ])
  }

  @Test("columns that are empty, half missing, constant, or missing for reasons")
  func missing() throws {
    let reasons = MissingReasons(codes: Array("A\0B\0".utf8))
    let cohort = TestedCohort(
      4,
      [
        "none": Column(numbers: [nil, nil, nil, nil]), "half": Column(integers: [1, nil, 2, nil]),
        "flag": Column(categories: ["Y", nil, nil, nil], levels: ["Y"]), "most": Column(integers: [1, 2, 3, nil]),
        "same": Column(texts: ["x", "x", "x", "x"]), "day": Column(integers: [7, nil, nil, nil]),
        "lab": Column(.number([0, 1, 0, 2]), validity: Validity([false, true, false, true]), reasons: reasons),
      ]
    ).describing { $0.columns["day"] = ColumnDescription(knownAt: .onDay(["day"])) }
    #expect(try cohort.findings("empty_column") == ["note subjects:- none 4: \"none\" has no value"])
    #expect(
      try cohort.findings("mostly_missing") == [
        "note subjects:- half 2: \"half\" is missing in 2 of 4 subjects",
        "note subjects:- lab 2: \"lab\" is missing in 2 of 4 subjects",
      ])
    #expect(try cohort.findings("constant_column") == ["note subjects:- same 4: \"same\" is x in all 4 subjects"])
    #expect(
      try cohort.findings("missing_reasons") == [
        "note subjects:- lab 2: \"lab\" is missing for reasons of its own: .A in 1, .B in 1"
      ])
  }

  @Test("A letter in one trial and a word that begins with it in another are told of; in one trial they are two levels")
  func abbreviatedLevels() throws {
    let sex = Column(categories: ["M", "F", "Male", "Female"])
    func found(_ trials: [String]) throws -> [String] {
      try TestedCohort(4, ["sex": sex, "trial": Column(categories: trials)]).describing { $0.trial = "trial" }
        .findings("abbreviated_levels")
    }
    #expect(
      try found(["A", "A", "B", "B"]) == [
        #"warning subjects:1 sex 1: "sex" is "M" in A and "Male" in B, which count as two levels; write them alike in each trial"#,
        #"warning subjects:2 sex 1: "sex" is "F" in A and "Female" in B, which count as two levels; write them alike in each trial"#,
      ])
    #expect(try found(["A", "B", "A", "B"]).isEmpty)
  }
}

extension Column {
  /// Categories in an order that nobody has declared.
  fileprivate var undeclared: Column {
    guard case .category(let values) = storage else { return self }
    return Column(
      .category(Categories(codes: values.codes, levels: values.levels, isOrderDeclared: false)), validity: validity)
  }
}
