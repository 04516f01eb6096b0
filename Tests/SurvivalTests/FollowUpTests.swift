import Foundation
import TestSupport
import Testing

@testable import Survival

@Suite("What estimators refuse, and how times are sorted") struct FollowUpTests {
  @Test("errors name the row, what was found and what was expected") func wording() {
    #expect(
      throws: FollowUpError.lengths(column: "event", expected: 2, found: 1)
    ) { try FollowUp(time: [1, 2], event: [true]) }
    let words: [(FollowUpError, String)] = [
      (.lengths(column: "event", expected: 2, found: 1), "event has 1 values; expected 2, one for each time"),
      (.badTime(row: 2, value: .infinity), "row 3: time is inf; expected a finite number"),
      (.badEntry(row: 0, value: .infinity), "row 1: entry is inf; expected a finite number"),
      (.emptyInterval(row: 6, entry: 7, time: 7), "row 7: observation ends at 7.0, not after its entry at 7.0"),
      (.badFrequency(row: 0, value: 1.5), "row 1: frequency weight is 1.5; expected a whole number, zero or more"),
      (.badCaseWeight(row: 0, value: -1), "row 1: case weight is -1.0; expected a finite number, zero or more"),
      (.badCode(row: 4, code: 3, count: 2), "row 5: group code is 3; expected below 2"),
      (.badCluster(row: 2, code: -1), "row 3: cluster number is -1; expected zero or more"),
      (
        .badCovariate(row: 1, column: 0, value: .infinity), "row 2, covariate 1: value is inf; expected a finite number"
      ),
      (
        .caseWeightsUnsupported(method: "the log-rank test"),
        "the log-rank test takes frequency weights, not case weights"
      ),
    ]
    for (error, text) in words { #expect(error.description == text) }
  }

  @Test("bad values are found where they stand") func refusals() throws {
    #expect(throws: FollowUpError.badFrequency(row: 1, value: 0.5)) { try FrequencyWeights([1, 0.5]) }
    #expect(throws: FollowUpError.badCaseWeight(row: 0, value: -1)) { try CaseWeights([-1]) }
    #expect(throws: FollowUpError.badCovariate(row: 1, column: 0, value: .infinity)) {
      try CovariateMatrix(columns: [[0, .infinity]])
    }
    #expect(throws: FollowUpError.badTime(row: 1, value: .infinity)) {
      try EventTable(FollowUp(time: [1, .infinity], event: [true, true]))
    }
    #expect(throws: FollowUpError.emptyInterval(row: 0, entry: 7, time: 7)) {
      try EventTable(FollowUp(time: [7, 8], event: [true, true], entry: [7, 0]))
    }
    #expect(throws: FollowUpError.badCode(row: 1, code: 2, count: 2)) {
      try EventTable.tables(of: FollowUp(time: [7, 8], event: [true, true]), groups: [1, 2], count: 2)
    }
  }

  @Test("values of every kind come out in order, equal ones in the order of their rows") func sorting() {
    var values = [3.5, -2, 0, -0.0, 1e300, 1e-300, -1e-300, 3.5, 7, -2, 1e15, 1e15 + 1, 0.1 + 0.2, 0.3]
    for i in 0..<500 { values.append(Double((i * 7919) % 503) / 16) }
    let sorted = SortedColumn(values)
    let expected = values.enumerated().sorted { ($0.element, $0.offset) < ($1.element, $1.offset) }
    #expect(sorted.items.map { Int($0.row) } == expected.map(\.offset))
    #expect(sorted.items.map(\.value) == expected.map(\.element))
    #expect(SortedColumn([]).items.isEmpty)
    #expect(SortedColumn([2, 2, 2]).items.map(\.row) == [0, 1, 2])
  }

  @Test("whole numbers are told from others") func wholeNumbers() {
    #expect(WholeNumberRange([3, 1, 2])?.count == 3)
    #expect(WholeNumberRange([-2, 4])?.count == 7)
    #expect(WholeNumberRange([1, 2.5]) == nil)
    #expect(WholeNumberRange([1, .nan]) == nil)
    #expect(WholeNumberRange([]) == nil)
    #expect(WholeNumberRange([1e12]) == nil)
  }
}
