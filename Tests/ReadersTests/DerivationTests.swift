import Cohorts
import OrderedCollections
import Testing

@testable import Readers

@Suite("Columns and endpoints by expressions")
struct DerivationTests {
  private static let dictionary = """
    subject_id = "id"
    tables.subjects = "s.csv"
    [columns.age]
    known_at = "baseline"
    [columns.transplant_day]
    known_at = "transplant_day"
    [columns.transplanted]
    label = "Transplanted"
    derive = "not is_missing(transplant_day)"
    [columns.old]
    derive = "age >= 40"
    known_at = "after_origin"
    [columns.both]
    derive = "transplanted and old"
    [endpoints.death]
    time = "days"
    event = "status == 2"

    """
  private static let subjects = "id,age,transplant_day,days,status\nP1,34,,10,1\nP2,51,12,20,2\nP3,,5,30,2\n"

  @Test("A derived column is computed, and known as late as what it reads unless it says otherwise")
  func derived() throws {
    let folder = try TemporaryFolder(["cohort.toml": Self.dictionary, "s.csv": Self.subjects])
    let cohort = try CohortLoader.load(path: folder.path).cohort
    #expect(isSame(try cohort.column("transplanted"), Column(flags: [false, true, true])))
    #expect(isSame(try cohort.column("old"), Column(flags: [false, true, nil])))
    #expect(cohort.knownAt("transplanted") == .onDay(["transplant_day"]))
    #expect(cohort.knownAt("old") == .afterOrigin)
    #expect(cohort.knownAt("both") == .afterOrigin)
    #expect(cohort.dictionary.columns["transplanted"]?.derivation == "not is_missing(transplant_day)")
    #expect(cohort.dictionary.columns["transplanted"]?.label == "Transplanted")
  }

  @Test("An event may be a condition")
  func condition() throws {
    let folder = try TemporaryFolder(["cohort.toml": Self.dictionary, "s.csv": Self.subjects])
    let cohort = try CohortLoader.load(path: folder.path).cohort
    #expect(cohort.dictionary.endpoints["death"]?.event == .condition("status == 2"))
    #expect(try cohort.times(of: EndpointRequest(.named("death"))).event == [false, true, true])
  }

  @Test("What cannot be computed is shown inside the expression")
  func faulty() throws {
    let text = Self.dictionary.replacing("age >= 40", with: "aeg >= 40").replacing("status ==", with: "statis ==")
    let folder = try TemporaryFolder(["cohort.toml": text, "s.csv": Self.subjects])
    let said = faults { _ = try CohortLoader.load(path: folder.path) }
    #expect(said.hasPrefix("cohort.toml:11:11: column \"old\": "), "\(said)")
    #expect(said.contains("did you mean \"age\"?"))
    #expect(said.contains("\n    derive = \"aeg >= 40\"\n              ^^^"))
  }

  private static let events = """
    tables.adverse_events = "ae.csv"
    [columns.worst_crs]
    label = "Worst CRS"
    table = "adverse_events"
    derive = "max(grade) where term == 'CRS'"
    [columns.crs_day]
    table = "adverse_events"
    derive = "min(onset_day) where term == 'CRS'"
    [columns.severe]
    derive = "worst_crs >= 3"
    [linked.adverse_events.onset_day]
    unit = "days"

    """
  private static let rows = "id,term,grade,onset_day\nP1,CRS,2,3\nP1,CRS,4,9\nP1,fever,5,1\nP3,CRS,1,7\n"

  private func load(_ change: (String) -> String = { $0 }) throws -> Cohort {
    let tables = "tables.subjects = \"s.csv\"\n"
    let text = change(Self.dictionary.replacing(tables, with: tables + Self.events))
    let folder = try TemporaryFolder(["cohort.toml": text, "s.csv": Self.subjects, "ae.csv": Self.rows])
    return try withExtendedLifetime(folder) { try CohortLoader.load(path: folder.path).cohort }
  }

  @Test("A column may be computed from each subject's rows of a linked table")
  func fromRows() throws {
    let cohort = try load()
    #expect(isSame(try cohort.column("worst_crs"), Column(integers: [4, nil, 1])))
    #expect(isSame(try cohort.column("severe"), Column(flags: [true, nil, false])))
    #expect(isSame(try cohort.column("crs_day"), Column(integers: [3, nil, 7])))
    #expect(cohort.knownAt("worst_crs") == .afterOrigin)
    #expect(cohort.knownAt("severe") == .afterOrigin)
    #expect(cohort.knownAt("crs_day") == .onDay(["crs_day"]))
    #expect(cohort.dictionary.unit(of: "crs_day") == "days")
    #expect(cohort.derivation(of: "worst_crs") == "max(grade) where term == 'CRS', of adverse_events")
    #expect(cohort.dictionary.label(of: "worst_crs") == "Worst CRS")
  }

  @Test(
    "A table that is not there, an expression that does not fit and a table without an expression are shown in place")
  func faultyRows() throws {
    let said = faults { _ = try load { $0.replacing("max(grade)", with: "max(grde)") } }
    #expect(said.contains("column \"worst_crs\": column \"grde\" is not in"), "\(said)")
    #expect(said.contains("did you mean \"grade\"?\n    derive = \"max(grde) where"), "\(said)")
    let table = faults {
      _ = try load { $0.replacing("table = \"adverse_events\"", with: "table = \"adverse_event\"") }
    }
    #expect(table.contains("\"adverse_event\"") && table.contains("did you mean \"adverse_events\"?"), "\(table)")
    let bare = faults { _ = try load { $0.replacing("derive = \"max(grade) where term == 'CRS'\"\n", with: "") } }
    #expect(bare.contains("[columns.worst_crs] needs the key \"derive\""), "\(bare)")
  }

  /// What is said of a folder whose column `days` is the difference of two dates, and of an endpoint of it.
  private func units(_ lines: String) throws -> String {
    let folder = try TemporaryFolder([
      "cohort.toml": "subject_id = \"id\"\ntables.subjects = \"s.csv\"\n" + lines,
      "s.csv": "id,from date,to date,died\nP1,2020-01-01,2020-02-01,1\nP2,2020-01-01,2020-03-01,0\n",
    ])
    return faults { _ = try CohortLoader.load(path: folder.path) }
  }

  @Test("A unit that is not the one of the expression is refused, and so are times of which it cannot be told")
  func contradictingUnits() throws {
    let time = "[columns.time]\nderive = \"`to date` - `from date`\"\n"
    #expect(
      try units(time + "unit = \"months\"\n").hasPrefix(
        "cohort.toml:5:8: \"unit\" should be \"days\", in which its expression gives it; derive it with in_months(…) to have months, "
          + "found \"months\""))
    #expect(try units(time + "unit = \"Day\"\n") == "")
    let endpoint = "[endpoints.os]\nevent = \"`died`\"\n"
    #expect(try units(time + endpoint + "time = \"`time`\"\n") == "")
    let months = "[columns.months]\nderive = \"in_months(time)\"\n"
    #expect(
      try units(time + months + endpoint + "time = \"months\"\n").hasPrefix(
        "cohort.toml:9:8: \"unit\" should be \"months\", in which \"months\" is, found nothing, which is days"))
    #expect(try units(time + months + endpoint + "time = \"months\"\nunit = \"months\"\n") == "")
    let scaled = "[columns.scaled]\nderive = \"time / 30.4375\"\n"
    #expect(
      try units(time + scaled + endpoint + "time = \"scaled\"\n").hasPrefix(
        "cohort.toml:9:8: endpoint \"os\": the unit of \"scaled\" cannot be told: it is time / 30.4375, where time is in days"
      ))
    #expect(try units(time + scaled + endpoint + "time = \"scaled\"\nunit = \"months\"\n") == "")
  }
}
