import Analyses
import Cohorts
import Testing

@testable import Reports

@Suite("Variables that a script derived")
struct DerivedVariablesTests {
  private func table(_ derivations: [ReportProvenance.Fact]) throws -> FormattedTable {
    let provenance = ReportProvenance(
      cohort: "six", subjects: 6, data: Provenance(), script: "six.lua", scriptSHA256: "", derivations: derivations,
      profile: "R", seed: 1, versions: [])
    let outline = Outline(ReportDocument(Report(title: "Six", items: []), provenance: provenance))
    let tables = outline.blocks.compactMap { block -> FormattedTable? in
      if case .table(let table, _) = block { table } else { nil }
    }
    return try #require(tables.first { $0.title == "Variables derived by the script" })
  }

  @Test("neighbours of one derivation share a line, and each step of its rule has a line of its own")
  func rule() throws {
    let rule = "best response\n1. Early ones are set aside.\n2. The best counts."
    let table = try table([
      .init("decade", "age // 10"), .init("best", rule), .init("best_day", rule), .init("decade_2", "age // 10"),
    ])
    #expect(table.lines.map(\.label) == ["decade", "best, best_day", "", "", "decade_2"])
    #expect(
      table.lines.map { $0.cells[0] }
        == ["age // 10", "best response", "1. Early ones are set aside.", "2. The best counts.", "age // 10"].map {
          FormattedTable.Cell($0)
        })
  }

  @Test("a derivation without words keeps its line")
  func empty() throws {
    #expect(try table([.init("a", ""), .init("b", "\n")]).lines.map(\.label) == ["a", "b"])
  }
}
