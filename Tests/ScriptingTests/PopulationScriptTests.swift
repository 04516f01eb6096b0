import Cohorts
import Scripting
import Testing

@Suite("Populations in scripts")
struct PopulationScriptTests {
  @Test("A population is its subjects, and the flow names it")
  func restricts() throws {
    let script = Script(
      """
      local adults = cohort:population("adults")
      print(#adults, table.concat(cohort.populations, " "))
      """)
    // Of eight, s8 is 17 years old, and the age of s3 is missing.
    #expect(try script.printed() == ["6\tadults"])
    let flow = try script.outcome().flow
    #expect(flow.map(\.condition) == ["Adults (age >= 18)"])
    #expect(flow.map(\.excluded) == [1] && flow.map(\.unknown) == [1])
  }

  @Test("One that there is not lists those that there are")
  func unknown() throws {
    #expect(
      try Script(#"cohort:population("safety")"#).failure().contains(
        "population \"safety\" is not declared in cohort \"small\"; declared: adults"))
  }

  @Test("A role is found in a linked table, or not; an unknown one is an error with those that there are")
  func roles() throws {
    #expect(try Script(#"print(cohort:has_role("adverse_events", "grade"))"#).printed() == ["false"])
    #expect(
      try Script(#"cohort:has_role("adverse_events", "garde")"#).failure().contains("one of term, organ_class, grade"))
  }
}
