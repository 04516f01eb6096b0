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
}
