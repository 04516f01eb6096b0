import Cohorts
import Testing

@testable import Readers

@Suite("Columns that endpoints count on")
struct EndpointColumnTests {
  private func said(_ rows: [String], _ dictionary: String = "") throws -> String {
    let text = """
      subject_id = "id"
      [tables]
      subjects = "patients.csv"
      [endpoints.os]
      time = "os_months"
      event = "dead"
      unit = "months"

      """
    let table = "id,os_months,dead,day\n" + rows.joined(separator: "\n") + "\n"
    let folder = try TemporaryFolder(["cohort.toml": text + dictionary, "patients.csv": table])
    return faults { _ = try CohortLoader.load(path: folder.path) }
  }

  @Test("A text among times is a fault of its cell", arguments: ["", "entry = \"day\"\n"])
  func time(dictionary: String) throws {
    #expect(
      try said(["P1,12.5,1,", "P2,7,0,", "P3,9,1,", "P4,18.3m,0,"], dictionary) == """
        patients.csv:5:4: column "os_months" should be a number, found "18.3m"
            P4,18.3m,0,
               ^^^^^
        """)
    #expect(
      try said(["P1,12,1,", "P2,7,0,", "P3,soon,1,", "P4,never,0,"], dictionary).hasPrefix(
        "patients.csv:4:4: column \"os_months\" should be a number, found \"soon\"\n"))
  }

  @Test(
    "So are texts among days",
    arguments: ["entry = \"day\"\n", "origin_day = \"day\"\n", "[columns.dead]\nknown_at = \"day\"\n"])
  func days(dictionary: String) throws {
    #expect(
      try said(["P1,12,1,3", "P2,7,0,4", "P3,9,1,day 5"], dictionary).hasPrefix(
        "patients.csv:4:8: column \"day\" should be a number, found \"day 5\"\n"))
  }

  @Test("Times that are whole stay whole numbers, and may have decimals anywhere")
  func types() throws {
    let dictionary = """
      subject_id = "id"
      tables.subjects = "s.csv"
      endpoints.os = { time = "t", event = "e" }

      """
    let cases: [([String], ColumnType)] = [
      (["1", "2", "NA"], .integer), (["1", "2.5", ""], .number), (["1", "2,5", ""], .number),
    ]
    for (times, type) in cases {
      let table = "id;t;e\n" + times.enumerated().map { "P\($0);\($1);1\n" }.joined()
      let folder = try TemporaryFolder(["cohort.toml": dictionary, "s.csv": table])
      #expect(try CohortLoader.load(path: folder.path).cohort.column("t").type == type)
    }
  }

  @Test("Events coded 1 and 2 are one fault, which says how to declare them")
  func oneAndTwo() throws {
    #expect(
      try said(["P1,12,1,", "P2,7,2,", "P3,9,1,", "P4,8,2,"]) == """
        patients.csv:3:6: endpoint "os": "dead" should be 0 (censored) or 1 (event), found "2" (2 rows hold neither); \
        for another coding declare a condition, such as event = "dead == 2"
            P2,7,2,
                 ^
        """)
  }

  @Test("Events in words are one fault, with a level that occurs")
  func words() throws {
    let rows = (1...43).map { "P\($0),\($0),\($0 % 2 == 0 ? "dead" : "alive")," }
    let text = try said(rows)
    #expect(
      text == """
        patients.csv:2:6: endpoint "os": "dead" should be 0 (censored) or 1 (event), found "alive" (43 rows hold neither); \
        for another coding declare a condition, such as event = "dead == 'dead'"
            P1,1,alive,
                 ^^^^^
        """)
  }

  @Test("The condition that is proposed is one that can be declared")
  func remedy() throws {
    let table = "id,t,vital status\nP1,1,Alive\nP2,2,Deceased\nP3,3,Alive\n"
    func load(_ event: String) throws -> String {
      let dictionary = """
        subject_id = "id"
        tables.subjects = "s.csv"
        endpoints.os = { time = "t", event = "\(event)" }

        """
      let folder = try TemporaryFolder(["cohort.toml": dictionary, "s.csv": table])
      return faults { _ = try CohortLoader.load(path: folder.path) }
    }
    #expect(try load("vital status").contains("such as event = \"`vital status` == 'Deceased'\"\n"))
    #expect(try load("`vital status` == 'Deceased'").isEmpty)
  }

  @Test("The column that names the outcome is read with the endpoint, and must be there")
  func outcome() throws {
    func load(_ outcome: String) throws -> LoadedCohort {
      let dictionary = """
        subject_id = "id"
        tables.subjects = "s.csv"
        endpoints.pfs = { time = "t", event = "e", outcome = "\(outcome)" }

        """
      let table = "id,t,e,first\nP1,1,1,relapse\nP2,2,0,\nP3,3,1,death\nP4,4,1,relapse\n"
      let folder = try TemporaryFolder(["cohort.toml": dictionary, "s.csv": table])
      return try CohortLoader.load(path: folder.path)
    }
    let outcomes = try load("first").cohort.times(of: EndpointRequest(.named("pfs"))).outcomes
    #expect(
      outcomes.map { outcomes in outcomes.codes.map { $0 == 0 ? "-" : outcomes.names[Int($0) - 1] } }
        == ["relapse", "-", "death", "relapse"])
    #expect(
      faults { _ = try load("frist") }.hasPrefix("cohort.toml:3:54: endpoint \"pfs\": column \"frist\" is not in "))
  }
}
