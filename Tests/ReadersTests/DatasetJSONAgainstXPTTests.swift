import Cohorts
import Testing

@testable import Readers

@Suite("Dataset-JSON and SAS transport files of the same tables")
struct DatasetJSONAgainstXPTTests {
  // SAS wrote the transport files; CDISC made the Dataset-JSON of them.
  @Test(
    "Every cell is the same, whichever of the two it is read from", .enabled(if: Fixtures.workbenchData != nil),
    arguments: [("adsl.json", "adsl.xpt"), ("adtte.json", "adtte.xpt"), ("adtte.dsjc", "adtte.xpt")])
  func cells(_ names: (String, String)) throws {
    let folder = try #require(Fixtures.workbenchData) + "/cdiscpilot/"
    func read(_ name: String) throws -> (header: [String], columns: [String: Column]) {
      let source = try #require(try TableFormat.open(name: name, bytes: FileBytes.open(folder + name)).first)
      return (source.header, try columns(of: source))
    }
    let json = try read(names.0)
    let xpt = try read(names.1)
    #expect(Set(json.header) == Set(xpt.header) && json.header.count == xpt.header.count)
    for name in json.header {
      let (one, other) = (try #require(json.columns[name]), try #require(xpt.columns[name]))
      #expect(shown(one) == shown(other), "\(name)")
      // Reference days are texts in SAS, and declared as moments in Dataset-JSON.
      // A transport file does not tell whole numbers from real ones.
      let areNumbers = one.type.isNumeric && other.type.isNumeric
      #expect(one == other || areNumbers || name.hasSuffix("DTC"), "\(name): \(one.type), \(other.type)")
    }
  }
}
