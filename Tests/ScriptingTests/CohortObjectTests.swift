import Analyses
import Cohorts
import Scripting
import Testing

@Suite("What scripts are lent as a cohort")
struct CohortObjectTests {
  @Test("has a name, a length, and the names of its columns and endpoints")
  func members() throws {
    #expect(
      try Script(
        """
        print(cohort.name, cohort.count, #cohort, cohort.trial, tostring(cohort))
        print(#cohort.columns, cohort.columns[1], cohort.columns[11], table.concat(cohort.endpoints, " "))
        """
      ).printed() == ["small\t8\t8\ttrial\tcohort \"small\" (8 subjects)", "11\tid\tpfs_event\tpfs"])
  }

  @Test("has the columns that it has")
  func has() throws {
    #expect(
      try Script(#"print(cohort:has("age"), cohort:has("Age"), cohort:has("weight"))"#).printed() == [
        "true\tfalse\tfalse"
      ])
  }

  @Test("gives values as a list that keeps its length, dates as ISO text")
  func values() throws {
    let script = Script(
      """
      local ages, dates = cohort:values("age"), cohort:values("infused")
      print(#ages, ages[1], ages[3] == workbench.missing, ages[8])
      print(#dates, dates[1], dates[2] == workbench.missing, dates[8])
      print(table.concat(cohort:values("arm"), " "), cohort:values("pfs_event")[2], cohort:values("dose")[5])
      """)
    #expect(
      try script.printed() == [
        "8\t30\ttrue\t17", "8\t2020-02-28\ttrue\t2024-02-29", "new old new old new old new old\tfalse\t2.25",
      ])
  }

  @Test("says of an endpoint what the dictionary says")
  func endpoint() throws {
    #expect(
      try Script(
        """
        local pfs = cohort:endpoint("pfs")
        print(pfs.name, pfs.label, pfs.unit, pfs.origin, pfs.time)
        """
      ).printed() == ["pfs\tProgression-free survival\tdays\tinfusion\tpfs_days"])
  }

  @Test("is never changed: restricting and deriving give others")
  func isAValue() throws {
    #expect(
      try Script(
        """
        local old = cohort:where("age >= 40")
        local more = old:derive("decade", "age // 10")
        print(cohort.count, old.count, more.count, old:has("decade"), more:has("decade"))
        """
      ).printed() == ["8\t4\t4\tfalse\ttrue"])
  }
}

@Suite("Restricting a cohort in a script")
struct RestrictingTests {
  /// Aged 40 or more: 45, 62, 51 and 70.
  ///
  /// Younger: 30, 38 and 17. Not known: s3.
  private func step(_ condition: String, _ words: String? = nil) -> FlowStep {
    FlowStep(condition: condition, before: 8, excluded: 3, unknown: 1, words: words)
  }

  @Test("by an expression leaves out and counts those for whom it is unknown")
  func expression() throws {
    let script = Script(#"print(table.concat(cohort:where("age >= 40"):values("id"), " "))"#)
    #expect(try script.printed() == ["s2 s4 s5 s7"])
    #expect(try script.outcome().flow == [step("age >= 40", "Age ≥ 40")])
  }

  @Test("by a function does the same where the function gives nil, since missing is nil there")
  func function() throws {
    let script = Script(
      """
      local old = cohort:where(function(p) if p.age == nil then return nil end return p.age >= 40 end)
      print(table.concat(old:values("id"), " "))
      """)
    #expect(try script.printed() == ["s2 s4 s5 s7"])
    #expect(try script.outcome().flow == [step("a function of age")])
  }

  @Test("twice counts from what the first left")
  func twice() throws {
    let flow = try Script(#"cohort:where("age >= 40"):where("response == 'CR'")"#).outcome().flow
    #expect(
      flow == [
        step("age >= 40", "Age ≥ 40"),
        FlowStep(
          condition: "response == 'CR'", before: 4, excluded: 2, unknown: 0, knownAt: .onDay(["response_day"]),
          words: "Response = 'CR'"),
      ])
  }

  @Test("the same way twice is recorded once")
  func sameStep() throws {
    let flow = try Script(#"for i = 1, 3 do cohort:where("age >= 40") end"#).outcome().flow
    #expect(flow == [step("age >= 40", "Age ≥ 40")])
  }

  @Test("a row function reads numbers, texts, flags, categories and dates, and nothing that is not there")
  func rowValues() throws {
    #expect(
      try Script(
        """
        cohort:where(function(p)
          if p.id == "s1" then print(p.age, p.dose, p.arm, p.infused, p.pfs_event, p.transplant_day) end
          return true
        end)
        """
      ).printed() == ["30\t1.5\tnew\t2020-02-28\ttrue\tnil"])
  }
}

@Suite("Deriving a column in a script")
struct DerivingTests {
  @Test("by an expression and by a function gives the same values, missing where what they read is")
  func values() throws {
    let script = Script(
      """
      local one = cohort:derive("young", "age < 40"):values("young")
      local two = cohort:derive("young", function(p) return p.age and p.age < 40 end):values("young")
      for i = 1, 8 do print(one[i], two[i]) end
      """)
    let both = ["true", "false", "missing", "false", "false", "true", "false", "true"]
    #expect(try script.printed() == both.map { "\($0)\t\($0)" })
  }

  @Test("by a function may give numbers, texts or flags")
  func kinds() throws {
    #expect(
      try Script(
        """
        local whole = cohort:derive("x", function(p) return p.pfs_days * 2 end):values("x")
        local half = cohort:derive("x", function(p) return p.pfs_days / 4 end):values("x")
        local text = cohort:derive("x", function(p) return p.arm .. p.trial end):values("x")
        print(whole[1], math.type(whole[1]), half[1], math.type(half[1]), text[1], text[8])
        """
      ).printed() == ["20\tinteger\t2.5\tfloat\tnewA\toldB"])
  }

  @Test("a label is what reports show")
  func label() throws {
    let report = try Script(
      """
      local old = cohort:derive("old", "age >= 40", { label = "Aged 40 or more" })
      report:add(survival.kaplan_meier(old, { endpoint = "pfs", by = "old" }))
      """
    ).outcome().report
    #expect(report.results.map(\.title) == ["Progression-free survival by Aged 40 or more"])
  }

  @Test("a derived variable can be declared to be late, and is flagged then, but never to be earlier than it is")
  func declaredLate() throws {
    let kinds = try Script(
      """
      for _, day in ipairs { "transplant_day", "after_origin", "baseline" } do
        local late = cohort:derive("had", "arm == 'new'", { known_at = day })
        local flagged = false
        for _, caution in ipairs(survival.kaplan_meier(late, { endpoint = "pfs", by = "had" }).cautions) do
          flagged = flagged or caution:sub(1, 13) == "Immortal time"
        end
        print(day, flagged)
      end
      """
    ).printed()
    #expect(kinds == ["transplant_day\ttrue", "after_origin\ttrue", "baseline\tfalse"])
    #expect(
      try Script("cohort:derive(\"x\", \"age > 3\", { known_at = \"transplnt_day\" })").failure()
        == "a.lua:2: column \"transplnt_day\" is not in \"small\"; did you mean \"transplant_day\"?")
  }

  @Test("what was derived, and from what, goes with the report")
  func derivations() throws {
    let outcome = try Script(
      """
      local more = cohort:derive("old", "age >= 40"):derive("sum", function(p) return p.age and p.age + 1 end)
      report:add(survival.kaplan_meier(more, { endpoint = "pfs", by = "old" }))
      """
    ).outcome()
    #expect(outcome.derivations == [.init("old", "age >= 40"), .init("sum", "a function of age")])
  }

  @Test("an endpoint can be declared, with an event column, a condition or a censoring flag")
  func declaring() throws {
    let script = Script(
      """
      local function events(definition)
        definition.name, definition.time = "e", "pfs_days"
        local curve = survival.kaplan_meier(cohort:declare_endpoint(definition), { endpoint = "e" })
        return curve:value("events", { group = "All subjects" })
      end
      print(events { event = "pfs_event" }, events { event = "pfs_days > 40" }, events { censor = "pfs_event" })
      print(cohort:declare_endpoint({ name = "e", time = "pfs_days", event = "pfs_event", unit = "weeks" }):endpoint("e").unit)
      """)
    #expect(try script.printed() == ["5\t4\t3", "weeks"])
  }
}
