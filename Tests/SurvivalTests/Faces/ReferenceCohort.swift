import Cohorts
import Foundation
import OrderedCollections
import TestSupport
import Testing

/// The data of R's packages as cohorts, as a reader would make them.
enum ReferenceCohort {
  /// R's `lung`: 228 patients, status 2 is death.
  static func lung() throws -> Cohort {
    try Maker("lung")
      .numbers("time", "age", "ph.karno", "wt.loss", "w_frac").integers("status", "inst", "w_int")
      .categories("sex", ["1", "2"]).categories("ph.ecog", ["0", "1", "2", "3"])
      .cohort(os: "time", .condition("status == 2"))
  }

  /// R's `veteran`: 137 patients.
  static func veteran() throws -> Cohort {
    try Maker("veteran")
      .numbers("time", "karno", "diagtime", "age").integers("status", "trt")
      .categories("celltype", ["squamous", "smallcell", "adeno", "large"])
      .cohort(os: "time", .indicator(column: "status"))
  }

  /// R's `colon`, deaths of those who had no treatment or both drugs: 619 patients.
  static func colon() throws -> Cohort {
    try Maker("colon")
      .numbers("time", "age", "nodes").integers("status", "etype", "adhere", "node4").categories("sex", ["0", "1"])
      .categories("rx", ["Obs", "Lev", "Lev+5FU"]).categories("differ", ["1", "2", "3"])
      .cohort(os: "time", .indicator(column: "status")).where("etype == 2 and rx ~= 'Lev'")
  }

  /// R's `jasa`: 103 patients accepted for a heart transplant; the wait is missing for those who got none.
  static func jasa() throws -> Cohort {
    try Maker("jasa")
      .numbers("futime", "wait.time", "age").flags("fustat", "transplant", "surgery")
      .late("transplant", on: "wait.time")
      .cohort(os: "futime", .indicator(column: "fustat"), origin: "acceptance")
  }

  /// R's `heart`: the same trial as (start, stop] rows; each row stands as a subject of its own.
  static func heart() throws -> Cohort {
    try Maker("heart")
      .numbers("start", "stop", "age", "year").integers("surgery").flags("event", "transplant")
      .cohort(os: "stop", .indicator(column: "event"), entry: "start")
  }

  /// R's `myeloid`: 646 simulated patients, the day of transplant in `txtime`.
  static func myeloid() throws -> Cohort {
    try Maker("myeloid")
      .numbers("futime", "txtime", "crtime").flags("death", "ever_tx").categories("trt", ["A", "B"])
      .categories("sex", ["f", "m"]).late("ever_tx", on: "txtime")
      .cohort(os: "futime", .indicator(column: "death"), origin: "randomisation")
  }

  /// Heavy ties, made by hand; weights and strata.
  static func ties() throws -> Cohort {
    try Maker("edge_ties")
      .numbers("time", "x").integers("status", "w_int").categories("group", ["A", "B", "C", "D"])
      .categories("stratum", ["s1", "s2"])
      .cohort(os: "time", .indicator(column: "status"))
  }

  /// What R gave, by the name of the analysis.
  static func results(_ id: String) throws -> JSONValue {
    try #require(expected.get()[id], "no reference named \(id)")
  }

  private static let folder =
    Bundle.module.url(forResource: "Reference", withExtension: nil) ?? URL(fileURLWithPath: "Reference")

  private static let expected = Result {
    let all = try ReferenceAnalysis.all(in: folder.appending(path: "expected"))
    return Dictionary(all.map { ($0.id, $0.results) }, uniquingKeysWith: { first, _ in first })
  }

  /// Columns of a reference table, one after the other; everything is known at baseline unless it is said to be late.
  private struct Maker {
    private let name: String
    private let table: ReferenceTable
    private var columns: OrderedDictionary<String, Column>
    private var descriptions: OrderedDictionary<String, ColumnDescription> = [:]

    init(_ name: String) throws {
      self.name = name
      table = try ReferenceTable(ReferenceCohort.folder.appending(path: "data/\(name).csv"))
      columns = ["subject": Column(texts: (0..<table.count).map { "\($0 + 1)" })]
    }

    private func adding(_ names: [String], _ make: (String) -> Column) -> Maker {
      var maker = self
      for name in names {
        maker.columns[name] = make(name)
        maker.descriptions[name] = ColumnDescription(knownAt: .baseline)
      }
      return maker
    }

    private func optional(_ name: String) -> [Double?] { table.numbers(name).map { $0.isNaN ? nil : $0 } }

    func numbers(_ names: String...) -> Maker { adding(names) { Column(numbers: optional($0)) } }

    func integers(_ names: String...) -> Maker {
      adding(names) { Column(integers: optional($0).map { $0.map { Int($0) } }) }
    }

    func flags(_ names: String...) -> Maker { adding(names) { Column(flags: optional($0).map { $0.map { $0 == 1 } }) } }

    func categories(_ name: String, _ levels: [String]) -> Maker {
      adding([name]) { Column(categories: table.texts($0), levels: levels) }
    }

    func late(_ name: String, on day: String) -> Maker {
      var maker = self
      maker.descriptions[name]?.knownAt = .onDay([day])
      maker.descriptions[day]?.knownAt = .onDay([day])
      return maker
    }

    func cohort(
      os time: String, _ event: EndpointDefinition.Event, entry: String? = nil, origin: String = "enrolment"
    ) throws -> Cohort {
      let endpoint = EndpointDefinition(
        name: "os", label: "Overall survival", time: time, event: event, origin: origin, entry: entry)
      return try Cohort(
        name: name, subjects: Table(name: "subjects", columns: columns),
        dictionary: DataDictionary(subjectID: "subject", columns: descriptions, endpoints: ["os": endpoint]))
    }
  }
}

extension Cohort {
  /// Every subject as often as a column says, under ids of their own.
  func replicated(by name: String) throws -> Cohort {
    let (times, _) = try numbers(name)
    let rows = times.indices.flatMap { Array(repeating: Int32($0), count: Int(times[$0])) }
    var columns = stored.columns.mapValues { $0.gathered(rows) }
    columns[dictionary.subjectID] = Column(texts: rows.indices.map { "\($0)" })
    return try Cohort(
      name: self.name, subjects: Table(name: "subjects", columns: columns), dictionary: dictionary)
  }
}
