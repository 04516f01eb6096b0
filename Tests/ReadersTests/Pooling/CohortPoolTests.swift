import Cohorts
import OrderedCollections
import Testing

@testable import Readers

@Suite("Cohorts of several trials as one")
struct CohortPoolTests {
  private func trial(
    _ columns: KeyValuePairs<String, Column>, linked: KeyValuePairs<String, Column> = [:],
    _ describe: (inout DataDictionary) -> Void = { _ in }
  ) throws -> LoadedCohort {
    func table(_ name: String, _ columns: KeyValuePairs<String, Column>) throws -> Table {
      try Table(name: name, columns: OrderedDictionary(uniqueKeysWithValues: columns.map { ($0.key, $0.value) }))
    }
    let subjects = try table("subjects", columns)
    var dictionary = DataDictionary(subjectID: columns[0].key)
    describe(&dictionary)
    let events = linked.isEmpty ? nil : try LinkedTable(table("ae", linked), key: columns[0].key, subjects: subjects)
    let cohort = try Cohort(
      name: "x", subjects: subjects, linked: events.map { ["ae": $0] } ?? [:], dictionary: dictionary,
      provenance: Provenance(sources: [.init(table: "subjects", name: "s.csv", sha256: "0", rows: subjects.count)]))
    return LoadedCohort(cohort: cohort, notes: ["a note"])
  }

  private func pool(_ trials: LoadedCohort...) throws -> LoadedCohort {
    let names = ["A", "B", "C"]
    return try CohortPool.pooled(zip(names, trials).map { CohortPool.Member(name: $0, loaded: $1) })
  }

  @Test("Subjects and events stand below each other, each event with its subject; the trial is named")
  func stacked() throws {
    let pooled = try pool(
      trial(
        ["id": Column(texts: ["a1", "a2"]), "age": Column(integers: [30, 40])],
        linked: ["id": Column(texts: ["a2", "a1"]), "grade": Column(integers: [1, 2])]),
      trial(
        ["id": Column(texts: ["b1"]), "sex": Column(categories: ["F"])],
        linked: ["id": Column(texts: ["b1"]), "grade": Column(numbers: [2.5])]))
    let cohort = pooled.cohort
    #expect(cohort.name == "A + B" && cohort.count == 3)
    #expect(cohort.columnNames == ["id", "age", "trial", "sex"])
    #expect(try cohort.column("age") == Column(integers: [30, 40, nil]))
    #expect(try cohort.column("sex") == Column(categories: [nil, nil, "F"], levels: ["F"]))
    #expect(try cohort.column("trial") == Column(categories: ["A", "A", "B"], levels: ["A", "B"]))
    #expect(cohort.dictionary.trial == "trial" && cohort.dictionary.columns["trial"]?.knownAt == .baseline)
    let (events, subjects) = try cohort.linkedTable("ae")
    #expect(subjects == [1, 0, 2])
    #expect(events.columns["grade"] == Column(numbers: [1, 2, 2.5]))
    #expect(cohort.provenance.sources.map(\.name) == ["A/s.csv", "B/s.csv"])
    #expect(
      pooled.notes == [
        "pooled from A, B", "the trial is named in the new column \"trial\"",
        "A has no \"sex\" of subjects: missing there", "B has no \"age\" of subjects: missing there", "A: a note",
        "B: a note",
      ])
  }

  @Test("Ids that stand in two trials are refused, with the first ten and how many there are")
  func clashes() throws {
    let a = try trial(["id": Column(integers: Array(1...20))])
    let b = try trial(["id": Column(texts: (5...30).map { "\($0)" })])
    #expect(
      faults { _ = try pool(a, b) } == """
        B: 16 subject ids stand in both A and B: "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", …; ids must tell \
        subjects apart across trials, as USUBJID does
        """)
    let c = try trial(["id": Column(integers: [21, 20])])
    #expect(
      faults { _ = try pool(a, c) } == """
        B: a subject id stands in both A and B: "20"; ids must tell subjects apart across trials, as USUBJID does
        """)
  }

  @Test("Types and units that differ are faults that name both trials")
  func misfits() throws {
    func one(_ column: Column, unit: String?) throws -> LoadedCohort {
      try trial(["id": Column(texts: ["s\(column)"]), "x": column]) { $0.columns["x"] = ColumnDescription(unit: unit) }
    }
    #expect(
      faults {
        _ = try pool(
          one(Column(integers: [1]), unit: "kg"), one(Column(dates: [CalendarDate(daysSince1970: 0)]), unit: "lb"))
      } == """
        B: column "x" of subjects is in kg in A but in lb in B; bring it to one unit first
        B: column "x" of subjects is integer in A but date in B; declare one type for it in the cohort.toml of each, or \
        leave it out of one
        """)
    let noted = try pool(one(Column(integers: [1]), unit: "kg"), one(Column(integers: [2]), unit: nil))
    #expect(noted.cohort.dictionary.columns["x"]?.unit == "kg")
    #expect(
      noted.notes.contains(
        "\"x\" of subjects is in kg in A; B says no unit, and is taken to mean the same"))
  }

  @Test("What is text in one trial and a number in another is text in the pool, and a note names column and trials")
  func widened() throws {
    func one(_ id: String, _ column: Column) throws -> LoadedCohort {
      try trial(["id": Column(texts: [id]), "x": column]) { $0.columns["x"] = ColumnDescription(label: "X") }
    }
    let pooled = try pool(
      one("a", Column(integers: [1])), one("b", Column(texts: ["heavy"])), one("c", Column(integers: [2])))
    #expect(try pooled.cohort.column("x") == Column(texts: ["1", "heavy", "2"]))
    #expect(pooled.notes.contains("\"x\" of subjects is integer in A, C and text in B: it is text in the pool"))
  }

  @Test("Formats that differ are one note, whatever the number of columns")
  func formats() throws {
    func one(_ id: String, _ format: String) throws -> LoadedCohort {
      try trial(["id": Column(texts: [id]), "x": Column(integers: [1]), "y": Column(integers: [1])]) {
        for name in ["x", "y"] { $0.columns[name] = ColumnDescription(format: format) }
      }
    }
    let pooled = try pool(one("a", "8.2"), one("b", "BEST8."))
    #expect(pooled.cohort.dictionary.columns["y"]?.format == "8.2")
    #expect(
      pooled.notes.filter { $0.contains("format") } == [
        "the trials display 2 columns of subjects in different formats, and the first is used: \"x\", \"y\""
      ])
  }

  @Test("A code that means two things is a fault")
  func meanings() throws {
    func one(_ id: String, _ meaning: String) throws -> LoadedCohort {
      try trial(["id": Column(texts: [id]), "sex": Column(categories: ["1"])]) {
        $0.columns["sex"] = ColumnDescription(levelLabels: ["1": meaning])
      }
    }
    #expect(try pool(one("a", "Male"), one("b", "male")).cohort.dictionary.columns["sex"]?.levelLabels == ["1": "Male"])
    #expect(
      faults { _ = try pool(one("a", "Male"), one("b", "Female")) }
        == "B: code \"1\" of column \"sex\" of subjects means \"Male\" in A but \"Female\" in B")
  }

  @Test("What is said of a column is the first trial's, and it is known as late as in any")
  func descriptions() throws {
    let pooled = try pool(
      trial(["id": Column(texts: ["a"]), "x": Column(integers: [1]), "day": Column(integers: [3])]) {
        $0.columns["x"] = ColumnDescription(label: "One", knownAt: .baseline)
      },
      trial(["id": Column(texts: ["b"]), "x": Column(integers: [1]), "day": Column(integers: [3])]) {
        $0.columns["x"] = ColumnDescription(label: "Two", knownAt: .onDay(["day"]))
      })
    #expect(pooled.cohort.dictionary.columns["x"] == ColumnDescription(label: "One", knownAt: .onDay(["day"])))
    #expect(
      pooled.notes.contains("the label of \"x\" of subjects is \"One\" in A and \"Two\" in B; the first is used"))
  }

  @Test("The trial column that tells the trials apart is kept; one that does not is left as it is")
  func trialColumn() throws {
    func one(_ id: String, _ study: String) throws -> LoadedCohort {
      try trial(["USUBJID": Column(texts: [id]), "STUDYID": Column(texts: [study])])
    }
    #expect(try pool(one("a", "S1"), one("b", "S2")).cohort.dictionary.trial == "STUDYID")
    let same = try pool(one("a", "S1"), one("b", "S1")).cohort
    #expect(same.dictionary.trial == "trial" && same.columnNames == ["USUBJID", "STUDYID", "trial"])
  }

  @Test("Subject ids go by the first trial's name")
  func idNames() throws {
    let pooled = try pool(
      trial(["id": Column(integers: [1])]),
      trial(["USUBJID": Column(texts: ["b"])], linked: ["USUBJID": Column(texts: ["b"])]))
    #expect(try pooled.cohort.column("id") == Column(texts: ["1", "b"]))
    #expect(pooled.cohort.linked["ae"]?.table.columns.keys == ["id"])
    #expect(pooled.notes.contains("subject ids of B, in \"USUBJID\" there, are in \"id\""))
    #expect(pooled.notes.contains("A has no table \"ae\""))
    #expect(
      faults {
        _ = try pool(
          trial(["id": Column(integers: [1])]), trial(["no": Column(integers: [2]), "id": Column(integers: [1])]))
      }
        == "B: subject ids are in \"id\" in A but in \"no\" in B, where \"id\" is another column")
  }

  private func ended(
    _ id: String, time: String, event: EndpointDefinition.Event, _ column: String, unit: TimeUnit = .days
  ) throws -> LoadedCohort {
    try trial(["id": Column(texts: [id]), time: Column(integers: [5]), column: Column(integers: [1])]) {
      $0.endpoints["os"] = EndpointDefinition(name: "os", time: time, event: event, unit: unit)
    }
  }

  @Test("An endpoint is one, whatever its columns are called")
  func endpoints() throws {
    let pooled = try pool(
      ended("a", time: "os_days", event: .indicator(column: "dead"), "dead"),
      ended("b", time: "t", event: .indicator(column: "died"), "died"), trial(["id": Column(texts: ["c"])]))
    let times = try pooled.cohort.times(of: EndpointRequest(.named("os")))
    #expect(times.time == [5, 5])
    #expect(pooled.notes.contains("C has no endpoint \"os\""))
    #expect(
      pooled.notes.contains("the time of endpoint \"os\" is \"os_days\" in A; in B it is read from \"t\""))
  }

  @Test("Conditions that differ tell each trial's own events")
  func conditions() throws {
    let pooled = try pool(
      ended("a", time: "t", event: .condition("s == 1"), "s"), ended("b", time: "t", event: .condition("s == 2"), "s"))
    #expect(try pooled.cohort.column("os_event") == Column(flags: [true, false]))
    #expect(pooled.cohort.dictionary.endpoints["os"]?.event == .indicator(column: "os_event"))
  }

  @Test("Units and kinds of event that differ are faults")
  func endpointFaults() throws {
    #expect(
      faults {
        _ = try pool(
          ended("a", time: "t", event: .indicator(column: "e"), "e"),
          ended("b", time: "t", event: .censoring(column: "e"), "e", unit: .months))
      } == """
        B: endpoint "os" has days in A but months in B; declare it alike in the cohort.toml of each
        B: endpoint "os" has a column that is 1 for an event in A but a column that is 0 for an event in B; declare it \
        alike in the cohort.toml of each
        """)
  }

  @Test("Trials are named by as little of their paths as tells them apart")
  func names() {
    #expect(TrialNames.names(of: ["x/trialA/adam", "x/trialB/adam/"]) == ["trialA", "trialB"])
    #expect(TrialNames.names(of: ["x/a.csv", "y/b.csv"]) == ["a", "b"])
    #expect(TrialNames.names(of: ["x/a.csv", "y/a.csv"]) == ["x", "y"])
    #expect(TrialNames.names(of: ["x/a/1", "y/a/1", "y/b/1"]) == ["x/a", "y/a", "y/b"])
    #expect(TrialNames.names(of: ["a", "a"]) == ["a (1)", "a (2)"])
    #expect(TrialNames.names(of: ["/", "."]) == ["/", "."])
  }

  @Test("Files are pooled as they are loaded")
  func files() throws {
    let folder = try TemporaryFolder([
      "A.csv": "id,os_days,os_event\na1,3,1\na2,4,0\n", "B.csv": "id,os_days,os_event,arm\nb1,5,1,x\nb2,2,1,y\n",
    ])
    let loaded = try CohortLoader.load(paths: [folder.file("A.csv"), folder.file("B.csv")])
    #expect(loaded.cohort.count == 4)
    #expect(try loaded.cohort.times(of: EndpointRequest(.named("os"))).time == [3, 4, 5, 2])
    #expect(
      faults { _ = try CohortLoader.load(paths: [folder.file("A.csv"), folder.path + "/./A.csv"]) }.hasSuffix(
        "is given twice; a trial can be pooled only once"))
  }
}
