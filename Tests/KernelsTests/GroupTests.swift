import Testing

@Suite("Kernels over groups") struct GroupTests {
  @Test("compute in each group, by name, by the function itself, or by a function of the script") func by() throws {
    let printed = try KernelScript(
      """
      local age, arm = cohort:column "age", cohort:column "arm"
      for _, f in ipairs { "mean", numerics.mean, function(c) return numerics.mean(c) end } do
        local means = numerics.by(age, arm, f); print(means.groups[1], means.values[1], means.groups[2], means.values[2], means.counts[2])
      end
      local letters = numerics.by(age, { "a", "b", "a", workbench.missing, "b", "b", "a", "b", "a", "b" }, function(c) return #c > 4 and "many" or "few" end)
      print(letters.groups[1], letters.values[1], letters.groups[2], letters.values[2], letters.counts[1])
      """
    ).printed()
    // tapply(age, arm, mean, na.rm = TRUE)
    let means = "old\t44.2\tnew\t49.0\t5"
    #expect(printed == [means, means, means, "a\tfew\tb\tmany\t4"])
  }

  @Test("number the groups of rows") func group() throws {
    let printed = try KernelScript(
      """
      local g = numerics.group { 7, 3, workbench.missing, 7 }
      print(table.concat(g.groups:values(), " "), g.codes[1], g.codes[2], g.codes[3] == workbench.missing, table.concat(g.counts:values(), " "))
      """
    ).printed()
    #expect(printed == ["3 7\t2\t1\ttrue\t1 2"])
  }

  @Test("count values and pairs of them, and what is missing apart") func tables() throws {
    let printed = try KernelScript(
      """
      local t = numerics.tabulate(cohort:column "response"); print(tostring(t.values[1]), t.counts[1], t.counts[2], t.missing)
      local c = numerics.cross_tabulate(cohort:column "arm", cohort:column "response")
      print(c.rows[1], tostring(c.columns[2]), c.counts[2][1], c.counts[2][2], c.counts[1][1], c.counts[1][2], c.missing)
      local only = numerics.tabulate(cohort:where("arm == 'new'"):column "arm"); print(only.values[1], only.counts[1], only.counts[2])
      """
    ).printed()
    // table(arm, response): old: 3 FALSE? by hand: rows 2, 8 no; 6, 10 yes; 4 missing. new: 5, 9 no; 1, 3, 7 yes.
    #expect(printed == ["false\t4\t5\t1", "old\ttrue\t2\t3\t2\t2\t1", "old\t0\t5"])
  }

  @Test(
    "say what is wrong",
    arguments: [
      (
        "numerics.by(cohort:column('age'), cohort:column('arm'), 'meen')",
        "numerics.by: argument \"kernel\" is \"meen\"; did you mean \"mean\"? Choices: \"count\", \"sum\", \"mean\", \"variance\", "
          + "\"standard_deviation\", \"minimum\", \"maximum\", \"median\""
      ),
      (
        "numerics.by({ 1, 2 }, { 'a' }, 'mean')",
        "numerics.by: values and groups should have as many rows, found 2 and 1"
      ),
      (
        "numerics.by({ 1, 2 }, { 'a', 'b' }, function(c) return {} end)",
        "numerics.by: what the function gives of each group: a list should hold numbers, texts, or true and false, with workbench.missing "
          + "where there is none; found an empty list at 1"
      ),
      ("numerics.by({ 1 }, { 'a' }, 3)", "numerics.by: argument \"kernel\" should be a name or a function, found 3"),
    ])
  func errors(call: String, words: String) throws {
    let failure = try KernelScript("local x = \(call)").failure()
    #expect(failure == words)
  }

  @Test("an error in a function of the script keeps its place") func place() throws {
    let failure = try KernelScript("local x = numerics.by({ 1 }, { 'a' }, function(c) return c.nothing end)").failure()
    #expect(failure == "no member \"nothing\" on column")
  }
}
