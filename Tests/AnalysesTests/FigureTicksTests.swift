import Analyses
import Cohorts
import TestSupport
import Testing

@Suite("The ticks of an axis") struct FigureTicksTests {
  private func labels(_ end: Double, _ unit: TimeUnit) -> [Double] { Figure.ticks(to: end, unit: unit, axisUnit: unit) }

  @Test("months are labelled as calendars count: by 1, 2, 3, 6, 12 and so on") func months() {
    expectClose(labels(60, .months), [0, 12, 24, 36, 48, 60])
    expectClose(labels(59, .months), [0, 12, 24, 36, 48])
    expectClose(labels(8, .months), [0, 1, 2, 3, 4, 5, 6, 7, 8])
    expectClose(labels(9, .months), [0, 2, 4, 6, 8])
    expectClose(labels(24, .months), [0, 3, 6, 9, 12, 15, 18, 21, 24])
    expectClose(labels(30, .months), [0, 6, 12, 18, 24, 30])
    expectClose(labels(240, .months), [0, 36, 72, 108, 144, 180, 216])
    expectClose(labels(1.5, .months), [0, 1])
    expectClose(labels(0.5, .months), [0, 0.1, 0.2, 0.3, 0.4, 0.5])
  }

  @Test("days and years by 1, 2 and 5 times a power of ten") func decades() {
    expectClose(labels(1000, .days), [0, 200, 400, 600, 800, 1000])
    expectClose(labels(365, .days), [0, 50, 100, 150, 200, 250, 300, 350])
    expectClose(labels(7, .years), [0, 1, 2, 3, 4, 5, 6, 7])
    expectClose(labels(0.9, .years), [0, 0.2, 0.4, 0.6, 0.8])
    expectClose(labels(52, .weeks), [0, 8, 16, 24, 32, 40, 48])
  }

  @Test("the times are in the unit of the data, whatever the axis is labelled in") func units() {
    let month = 365.25 / 12
    expectClose(
      Figure.ticks(to: 1826.25, unit: .days, axisUnit: .months), [0, 12, 24, 36, 48, 60].map { $0 * month })
    expectClose(Figure.ticks(to: 2, unit: .years, axisUnit: .months), [0, 3, 6, 9, 12, 15, 18, 21, 24].map { $0 / 12 })
  }

  @Test("an axis without length still has two ticks") func noLength() {
    #expect(labels(0, .days) == [0, 1])
    #expect(labels(-1, .days) == [0, 1])
    #expect(Figure.ticks(to: 0, unit: .days, axisUnit: .weeks) == [0, 7])
  }

  @Test("two to nine ticks, the first 0, evenly apart, none beyond the end, for any end") func always() {
    var end = 1e-6
    while end < 1e7 {
      for unit in TimeUnit.allCases {
        for axisUnit in TimeUnit.allCases {
          let ticks = Figure.ticks(to: end, unit: unit, axisUnit: axisUnit)
          #expect((2...9).contains(ticks.count) && ticks[0] == 0, "\(end) \(unit) in \(axisUnit): \(ticks)")
          #expect(ticks.allSatisfy { $0 <= end }, "\(end) \(unit) in \(axisUnit): \(ticks)")
          for (place, tick) in ticks.enumerated() {
            expectClose(tick, Double(place) * ticks[1], because: "\(end) \(unit) in \(axisUnit)")
          }
        }
      }
      end *= 1.37
    }
  }
}
