import Analyses
import Cohorts
import OrderedCollections
import Testing

@testable import Response

/// 40 invented subjects of three trials, each variable a formula of the subject's number i, so that R can be told the same:
/// `age = 20 + (i * 13) %% 47`, `k = (i * 7 + i * i * 3) %% 11` is the response, CR up to 3, CRi 4, PR 5, NR up to 9, else NE.
enum RateCohort {
  static let responses = (0..<40).map { i -> String in
    switch (i * 7 + i * i * 3) % 11 {
    case 0..<4: "CR"
    case 4: "CRi"
    case 5: "PR"
    case 6..<10: "NR"
    default: "NE"
    }
  }

  static let columns: OrderedDictionary<String, Column> = [
    "id": Column(integers: Array(0..<40)), "age": Column(numbers: (0..<40).map { Double(20 + $0 * 13 % 47) }),
    "diagnosis": Column(
      categories: (0..<40).map { [0, 3].contains($0 % 5) ? "T-ALL" : "B-ALL" }, levels: ["B-ALL", "T-ALL", "MPAL"]),
    "trial": Column(texts: (0..<40).map { ["ADAM", "EVE", "CAIN"][$0 % 3] }),
    "sex": Column(categories: (0..<40).map { $0 % 2 == 0 ? "F" : "M" }, levels: ["F", "M"]),
    "response": Column(categories: responses, levels: ["CR", "CRi", "PR", "NR", "NE"]),
    "responder": Column(flags: responses.map { $0 == "NE" ? nil : ["CR", "CRi", "PR"].contains($0) }),
    "response_day": Column(numbers: responses.map { $0 == "NE" ? nil : 28 }),
    "transplanted": Column(flags: (0..<40).map { $0 % 4 == 0 }),
    "transplant_day": Column(numbers: (0..<40).map { $0 % 4 == 0 ? Double(60 + $0) : nil }),
    "undated": Column(flags: (0..<40).map { $0 % 3 == 0 }),
    "infused": Column(dates: (0..<40).map { CalendarDate(daysSince1970: Int32(19_000 + $0)) }),
  ]

  static let dictionary = DataDictionary(
    subjectID: "id", trial: "trial",
    columns: [
      "age": ColumnDescription(label: "Age", knownAt: .baseline),
      "diagnosis": ColumnDescription(label: "Diagnosis", knownAt: .baseline),
      "trial": ColumnDescription(label: "Trial", knownAt: .baseline),
      "sex": ColumnDescription(label: "Sex", knownAt: .baseline),
      "response": ColumnDescription(label: "Best response", knownAt: .onDay(["response_day"])),
      "responder": ColumnDescription(label: "Responder", knownAt: .onDay(["response_day"])),
      "transplanted": ColumnDescription(label: "Transplant", knownAt: .onDay(["transplant_day"])),
    ])

  static func make(_ change: (inout OrderedDictionary<String, Column>) -> Void = { _ in }) throws -> Cohort {
    var columns = columns
    change(&columns)
    return try Cohort(name: "rates", subjects: Table(name: "subjects", columns: columns), dictionary: dictionary)
  }
}

/// An argument as a script writes it.
struct Written: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral
{
  let argument: Argument

  init(_ argument: Argument) { self.argument = argument }
  init(stringLiteral text: String) { argument = .text(text) }
  init(floatLiteral number: Double) { argument = .number(number) }
  init(booleanLiteral flag: Bool) { argument = .flag(flag) }
  init(arrayLiteral elements: Written...) { argument = .list(elements.map(\.argument)) }
}

extension Cohort {
  /// Asks an analysis of rates.
  func ask(_ function: String, _ arguments: KeyValuePairs<String, Written>) throws -> AnalysisResult {
    let analysis = try #require(ResponsePlugin().analyses.first { $0.function == function })
    return try analysis.perform(on: self, with: arguments.map { .init($0.key, $0.value.argument) })
  }

  /// What an analysis of rates complains of.
  func complaint(_ function: String, _ arguments: KeyValuePairs<String, Written>) -> String {
    do {
      _ = try ask(function, arguments)
      return "nothing"
    } catch { return "\(error)" }
  }
}
