import Cohorts
import Testing

@testable import Readers

@Suite("Endpoints by dates in the first cohort.toml")
struct DateEndpointTests {
  private static let subjects = """
    Patient ID,Age,Infusion date,MRD day 28,Progression date,Death date,Last contact
    P1,61,2020-01-05,neg,2020-02-04,2020-03-05,2020-03-05
    P2,70,2020-02-05,not done,,,2020-02-25
    P3,55,2020-03-05,pos,2020-03-15,,2020-04-04
    P4,58,2020-03-06,not done,,2020-03-16,2020-03-16

    """

  @Test("Overall and progression-free survival are written in full, and agree with days counted by hand")
  func endpoints() throws {
    let folder = try TemporaryFolder(["subjects.csv": Self.subjects])
    try DeclarationDraft.write(for: folder.path)
    let cohort = try CohortLoader.load(path: folder.path).cohort
    #expect(Array(cohort.dictionary.endpoints.keys) == ["os", "pfs"])
    #expect(cohort.dictionary.endpoints["os"]?.origin == "infusion")
    let os = try cohort.endpoint("os")
    #expect(os.times == [60, 20, 30, 10])
    #expect(os.events == [true, false, false, true])
    let pfs = try cohort.endpoint("pfs")
    #expect(pfs.times == [30, 20, 10, 10])
    #expect(pfs.events == [true, false, true, true])
  }

  @Test("Dates after the origin, and what is found on a later day, are proposed as late")
  func late() throws {
    let text = try DeclarationDraft.text(for: TemporaryFolder(["subjects.csv": Self.subjects]).path)
    func proposal(_ column: String) -> String? {
      text.components(separatedBy: "\n\n").first { $0.hasPrefix("[columns.\"\(column)\"]") }?
        .split(separator: "\n").first { $0.hasPrefix("# known_at") }?.components(separatedBy: "  # decide")[0]
    }
    #expect(proposal("Infusion date") == "# known_at = \"baseline\"")
    for column in ["MRD day 28", "Progression date", "Death date", "Last contact"] {
      #expect(proposal(column) == "# known_at = \"after_origin\"", "\(column)")
    }
    #expect(text.contains("# missing = [\"not done\"]  # decide: "))
  }

  @Test("A date before the origin, or two origins, make them comments, which load where they are taken")
  func doubts() throws {
    let early = Self.subjects.replacing("2020-02-25", with: "2020-01-25")
    for subjects in [early, Self.subjects.replacing(",Age,", with: ",Infusion start,").replacing(",61,", with: ",2020-01-01,")
      .replacing(",70,", with: ",2020-01-01,").replacing(",55,", with: ",2020-01-01,").replacing(",58,", with: ",2020-01-01,")]
    {
      let folder = try TemporaryFolder(["subjects.csv": subjects])
      let text = try DeclarationDraft.text(for: folder.path)
      #expect(text.contains("# [columns.os_days]  # decide: "))
      #expect(!text.contains("\n[endpoints"))
      try folder.write(Array(text.utf8), to: "cohort.toml")
      #expect(try CohortLoader.load(path: folder.path).cohort.dictionary.endpoints.isEmpty)
    }
  }
}
