import Cohorts
import Foundation
import OrderedCollections
import Testing

@testable import Readers

/// Real data, where the environment says where they are, through several formats.
@Suite("Round trips of real data", .enabled(if: RealData.folder != nil))
struct RealRoundTripTests {
  private func expectSame(_ after: Cohort, _ before: Cohort, _ words: String) {
    #expect(after.count == before.count && after.name == before.name, "\(words)")
    for (name, column) in before.stored.columns { #expect(after.stored.columns[name] == column, "\(words), \(name)") }
    #expect(Array(after.linked.keys) == Array(before.linked.keys), "\(words)")
    for (table, link) in before.linked {
      for (name, column) in link.table.columns {
        #expect(after.linked[table]?.table.columns[name] == column, "\(words), \(table), \(name)")
      }
    }
    for (name, described) in before.dictionary.columns {
      var found = after.dictionary.columns[name] ?? ColumnDescription()
      if described.format == nil { found.format = nil }
      #expect(found == described, "\(words), \(name)")
    }
    #expect(after.dictionary.endpoints == before.dictionary.endpoints, "\(words)")
    #expect(after.dictionary.populations == before.dictionary.populations, "\(words)")
  }

  // With its define.xml, which stays behind, and its copies as Dataset-JSON, which become one.
  @Test("A trial, and a study of cBioPortal", arguments: ["cdiscpilot", "cbioportal_laml_tcga"])
  func folders(name: String) throws {
    let source = try #require(RealData.folder) + "/" + name
    let before = try CohortLoader.load(path: source).cohort
    let folder = try TemporaryFolder()
    var path = source
    for (index, format) in [ConversionFormat.ndjson, .csv, .xpt8, .datasetJSON].enumerated() {
      let next = folder.file("\(index)/\(name)")
      do {
        _ = try TableConversion.convert(path, to: next, as: format)
      } catch WriteError.cannotHold(_, let cases) {
        // cBioPortal has names of up to 36 characters.
        #expect(format == .xpt8 && cases.allSatisfy { $0.what.hasSuffix("characters, of at most 32") })
        continue
      }
      expectSame(try CohortLoader.load(path: next).cohort, before, format.rawValue)
      path = next
    }
  }

  @Test("Transport files that SAS wrote", arguments: ["sas.xpt5", "sas.xpt8", "dates_xpt_v8.xpt"])
  func files(name: String) throws {
    let source = try #require(RealData.folder) + "/xpt_v8/" + name
    let before = try ConvertedTables(source, progress: nil)
    let folder = try TemporaryFolder()
    for format in ConversionFormat.allCases {
      let target = folder.file("x." + (format == .xpt8 ? "xpt8" : format.ending))
      do {
        _ = try TableConversion.convert(source, to: target, as: format, overwrite: true)
      } catch WriteError.cannotHold {
        continue
      }
      guard format != .csv else { continue }
      let after = try ConvertedTables(target, progress: nil)
      for (table, other) in zip(before.tables, after.tables) {
        #expect(table.table.columns == other.table.columns, "\(format.rawValue)")
        #expect(table.descriptions == other.descriptions, "\(format.rawValue)")
      }
    }
  }
}
