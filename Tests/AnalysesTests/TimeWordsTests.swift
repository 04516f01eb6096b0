import Analyses
import Cohorts
import Testing

@Suite("Times in words") struct TimeWordsTests {
  @Test("As recorded where no other unit is asked for") func recorded() {
    for words in [TimeWords(.days), TimeWords(.days, shown: .days)] {
      #expect(words.header() == "time (days)")
      #expect(words(182.5) == "182.5")
      #expect(words.withUnit(180) == "180 days")
      #expect(words.unit == "days")
    }
  }

  @Test("In the unit that was asked for, with the recorded time in brackets") func shown() {
    let months = TimeWords(.days, shown: .months)
    #expect(months.header("Horizon") == "Horizon in months (days)")
    // 180 / 30.4375 = 5.914; 365.25 / 30.4375 = 12.
    #expect([180, 365.25].map { months($0) } == ["5.9 (180)", "12 (365.25)"])
    #expect(months.withUnit(180) == "5.9 months (180 days)")
    // 180 / 365.25 = 0.4928.
    #expect(TimeWords(.days, shown: .years)(180) == "0.49 (180)")
  }
}
