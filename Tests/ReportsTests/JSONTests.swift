import Analyses
import Foundation
import Terminals
import Testing

@testable import Reports

@Suite("JSON")
struct JSONTests {
  private func parse(_ document: ReportDocument) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(document.json().utf8)) as? [String: Any])
  }

  /// What a program that reads the file finds, as far as these tests ask.
  private struct Read: Decodable {
    var items: [Item]
    struct Item: Decodable {
      var rows: [Row]?
      var figures: [Figure]?
    }
    struct Row: Decodable {
      var group: String?
      var statistic: String
      var value: Value?
      var reason: String?
    }
    struct Figure: Decodable {
      var kind: String
      var panels: [Panel]?
    }
    struct Panel: Decodable { var curves: [Curve]? }
    struct Curve: Decodable {
      var time: [Double]
      var estimate: [Double]
      var lower: [Double?]
    }
    enum Value: Decodable, Equatable {
      case number(Double)
      case text(String)
      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
          self = .number(number)
        } else {
          self = .text(try container.decode(String.self))
        }
      }
    }
  }

  /// By `JSONDecoder`, since `JSONSerialization` on Linux reads 0.30000000000000004 as 0.3000000000000001.
  @Test("Every value reads back to the last digit", arguments: TestedDocument.allCases)
  func roundTrip(tested: TestedDocument) throws {
    let read = try JSONDecoder().decode(Read.self, from: Data(tested.document.json().utf8)).items.filter {
      $0.rows != nil
    }
    let results = tested.document.report.results
    #expect(read.count == results.count)
    for (result, read) in zip(results, read) {
      #expect(read.rows?.count == result.rows.count)
      for (row, read) in zip(result.rows, read.rows ?? []) {
        #expect(read.statistic == row.statistic)
        #expect(read.group == row.group)
        switch row.value {
        case .number(let number): #expect(read.value == .number(number))
        case .count(let count): #expect(read.value == .number(Double(count)))
        case .text(let text): #expect(read.value == .text(text))
        case .notEstimable(let reason):
          #expect(read.value == nil)
          #expect(read.reason == reason)
        }
      }
      for (figure, read) in zip(result.figures, read.figures ?? []) {
        for (curve, read) in zip(
          figure.curves?.panels.flatMap(\.curves) ?? [], read.panels?.flatMap { $0.curves ?? [] } ?? [])
        {
          #expect(read.time == curve.time)
          #expect(read.estimate == curve.estimate)
          #expect(read.lower == curve.lower)
        }
      }
    }
  }

  @Test(
    "Numbers have the shortest digits that read back as the same number",
    arguments: [0.1 + 0.2, 1 / 3.0, 0x1p-1074, .greatestFiniteMagnitude, 1e16, 1e-5, -2.5, 3, 33.24199, 0.12515104])
  func shortest(number: Double) { #expect(Double(number.shortest) == number) }

  @Test("Zero has no sign, and what is not finite is null")
  func special() {
    #expect((-0.0).shortest == "0")
    #expect(JSONWriter.text(.array([.number(-0.0), .number(.nan), .number(12)])) == "[\n  0,\n  null,\n  12\n]\n")
  }

  @Test("Control characters are escaped, and read back as they were")
  func escapes() throws {
    let json = HostileReport.document.json()
    #expect(!json.unicodeScalars.contains { $0.isUnsafeToShow && $0 != "\n" })
    #expect(try parse(HostileReport.document)["title"] as? String == HostileReport.text)
  }

  @Test(
    "What is written has the form that the schema describes",
    arguments: TestedDocument.allCases)
  func schema(tested: TestedDocument) throws {
    let document = tested.document
    let schema = try JSONSerialization.jsonObject(with: Data(ReportSchema.json.utf8))
    let faults = SchemaCheck(schema: schema).faults(in: try parse(document))
    #expect(faults.isEmpty)
  }

  @Test("The check against the schema finds what is wrong")
  func schemaCheck() throws {
    let schema = try JSONSerialization.jsonObject(with: Data(ReportSchema.json.utf8))
    var report = try parse(SmallReport.document)
    report["extra"] = 1
    report["title"] = 2
    #expect(
      SchemaCheck(schema: schema).faults(in: report).sorted() == ["/: unknown key extra", "/title: not a string"])
  }
}
