import Testing

@Suite("A column in a script") struct ColumnObjectTests {
  @Test("has a length, values by row, and says what it is") func reading() throws {
    let printed = try KernelScript(
      """
      local age = cohort:column "age"; print(#age, age[1], age[3] == workbench.missing, age[11], age.missing)
      print(age, age.type, age.label, age.unit, cohort:column("arm")[2])
      print(table.concat(age:values(4, 6), " "), #age:values(), #age:values(5, 4))
      """
    ).printed()
    #expect(
      printed == [
        "10\t30\ttrue\tnil\t1", "column \"age\" of 10 whole numbers, 1 missing\tinteger\tAge\tyears\told",
        "62 51 38\t10\t0",
      ])
  }

  @Test("is read row by row in a loop, missing as the mark of it") func loop() throws {
    let printed = try KernelScript(
      """
      local rows, sum = 0, 0; for i, v in cohort:column("age"):each() do rows = i; if v ~= workbench.missing then sum = sum + v end end; print(rows, sum)
      local n = 10000; local t = {}; for i = 1, n do t[i] = i end; local s, k = 0, 0
      for i, v in workbench.column(t):each() do s = s + v; k = k + (i == v and 1 or 0) end; print(s, k)
      local each, _, start = cohort:column("arm"):each(); print(each(nil, 4)); print(each(nil, 10)); print(each(nil, 99), each(nil, -5))
      local n = 0; for i, v in ipairs(cohort:column "dose") do n = n + 1 end; print(n)
      """
    ).printed()
    #expect(printed == ["10\t417", "50005000\t10000", "5\tnew", "", "nil", "10"])
  }

  @Test("is reckoned with row by row, and what is missing stays missing") func arithmetic() throws {
    let printed = try KernelScript(
      """
      local age, dose = cohort:column "age", cohort:column "dose"
      local function all(c) local t = {}; for _, v in c:each() do t[#t + 1] = v == workbench.missing and "." or v end; print(table.concat(t, " ")) end
      all(age + 1); all(100 - age); all(age * dose); all(age / 2); all(age // 7); all(age % 7); all(dose ^ 2); all(-age); all(age + workbench.missing)
      print((age + 1).type, (age / 2).type, (age + 1).unit, (age - age).unit)
      """
    ).printed()
    #expect(
      printed == [
        "31 46 . 63 52 39 71 18 46 60", "70 55 . 38 49 62 30 83 55 41",
        "45.0 90.0 . 124.0 114.75 38.0 210.0 34.0 33.75 73.75",
        "15.0 22.5 . 31.0 25.5 19.0 35.0 8.5 22.5 29.5", "4 6 . 8 7 5 10 2 6 8", "2 3 . 6 2 3 0 3 3 3",
        "2.25 4.0 0.25 4.0 5.0625 1.0 9.0 4.0 0.5625 1.5625", "-30 -45 . -62 -51 -38 -70 -17 -45 -59",
        ". . . . . . . . . .",
        "integer\tnumber\tyears\tyears",
      ])
  }

  @Test("is compared by methods, which give flags in three values") func comparisons() throws {
    let printed = try KernelScript(
      """
      local age, arm = cohort:column "age", cohort:column "arm"
      print(numerics.sum(age:gt(45)), numerics.sum(age:ge(45)), numerics.sum(age:lt(45)), numerics.sum(age:le(45)), numerics.sum(age:eq(45)), numerics.sum(age:ne(45)))
      print(age:gt(45).missing, numerics.sum(age:is_missing()), numerics.sum(age:is_present()), numerics.sum(arm:eq "new" & age:gt(45)), numerics.sum(~arm:eq("new")))
      print(numerics.mean(age:where(arm:eq "new")), #age:where(age:gt(45)), numerics.sum(arm:eq("new") | cohort:column("response")))
      print(cohort:column("age") == age, age == age + 0, age == age + 1, pcall(function() return cohort:column("day") - age end))
      print(table.concat(age:take({ 8, 1 }):values(), " "), age:take({ 8, workbench.missing })[2] == workbench.missing)
      """
    ).printed()
    #expect(
      printed == [
        "4\t6\t3\t5\t2\t7", "1\t1\t9\t2\t5", "49.0\t4\t7",
        "true\ttrue\tfalse\tfalse\ta.lua:6: `day` is in days, but `age` in years; convert it with in_days(`age`), which is (`age`) * 365.25",
        "  `day` - `age`", "  ^^^^^^^^^^^^^", "17 30\ttrue",
      ])
  }

  @Test("is made of a list, of an expression over a cohort, or over other columns") func making() throws {
    let printed = try KernelScript(
      """
      local c = workbench.column { 1, 2.5, workbench.missing }; print(c, c[2], c.missing)
      print(workbench.column { "b", "a", "b" }.levels[1], workbench.column { true, false }.type, workbench.column({}).count)
      print(cohort:column("age / 2"), cohort:column("age / 2")[2], numerics.mean(workbench.compute("log(x) - y", { x = { 1, 1 }, y = cohort:column("age"):take { 1, 2 } })))
      local derived = cohort:derive("z", cohort:column "age" * 2); print(derived:column("z")[1], derived:column("z").unit, numerics.mean(derived:column "z - age"))
      print(cohort:where("age > 40"):column("age").count, numerics.sum(cohort:where("age > 40"):column "age"))
      """
    ).printed()
    #expect(
      printed == [
        "column of 3 numbers, 1 missing\t2.5\t1", "b\tflag\t0",
        "column \"age / 2\" of 10 numbers, 1 missing\t22.5\t-37.5",
        "60\tnil\t46.333333333333", "6\t332",
      ])
  }

  @Test("is had of the rows of a linked table, with their subjects") func linked() throws {
    let printed = try KernelScript(
      """
      local grade, subjects = cohort:column("grade", "events"), cohort:row_subjects "events"
      local worst = numerics.by(grade, subjects, "maximum"); print(grade, table.concat(worst.groups:values(), " "), table.concat(worst.values:values(), " "))
      print(numerics.sum(cohort:column("grade >= 2", "events")), cohort:where("age < 60"):row_subjects("events").count, cohort:column("id", "events")[3])
      """
    ).printed()
    #expect(printed == ["column \"grade\" of 6 whole numbers, 1 missing\t1 4 9\t3 2 4", "4\t5\ts4"])
  }

  @Test(
    "says what is wrong",
    arguments: [
      (
        "local x = cohort:column('age') < 3",
        "a column is not compared by <, which can only say true or false of the whole; column:lt(other) gives a flag for each row, "
          + "and so do eq, ne, lt, le, gt and ge, as in age:gt(65)"
      ),
      (
        "local x = cohort:column('age') + 'a'",
        "+ needs a number, but \"a\" is text\n  `age` + \"a\"\n          ^^^"
      ),
      ("local x = cohort:column('aeg')", "column \"aeg\" is not in \"small\"; did you mean \"age\"?\n  aeg\n  ^^^"),
      ("local x = cohort:column('age')[0]", "column[…]: a row should be a whole number from 1, found 0"),
      ("local x = cohort:column('age').median", "no member \"median\" on column"),
      (
        "local x = workbench.column { 1, nil, 3 }",
        "workbench.column: a list should hold values at 1, 2, 3 and so on, found one with other keys or with a hole; mark a missing "
          + "value with workbench.missing"
      ),
      (
        "local x = workbench.column { 1, 'a' }",
        "workbench.column: a list should hold values of one kind; found \"a\" at 2 after 1"
      ),
      (
        "local x = cohort:column('age') + workbench.column { 1, 2 }",
        "column +: the columns should be as many rows in both, found 10 and 2"
      ),
      (
        "local x = cohort:column('age'):where { true }", "column:where: the flags should be 10 flags, found 1"
      ),
      (
        "local x = cohort:column('age'):values(3, 12)",
        "column:values: the rows should be within 1 to 10, found 3 to 12"
      ),
      (
        "local x = cohort:column('age'):take { 11 }",
        "column:take: the rows should be whole numbers from 1 to 10, found 11"
      ),
      (
        "local x = numerics.mean(cohort:column('arm'))",
        "numerics.mean: argument \"values\" should be a column of numbers or a list of them, found a column of categories"
      ),
      (
        "local x = numerics.mean()",
        "numerics.mean: argument \"values\" is missing: The numbers; flags count as 0 and 1."
      ),
      (
        "local x = numerics.quantile({ 1, 2 }, 1.5)",
        "numerics.quantile: probabilities should be from 0 to 1, found 1.5"
      ),
      (
        "local x = numerics.quantile({ 1, 2 }, 0.5, { quantil_type = 'type_6' })",
        "numerics.quantile: unknown argument \"quantil_type\"; did you mean \"quantile_type\"?"
      ),
      (
        "local x = numerics.mean({ 1 }, 2)", "numerics.mean: it takes one value (values); found 2 values"
      ),
      ("local x = numerics.men({ 1 })", "module numerics has no function \"men\"; did you mean \"mean\"?"),
      (
        "local x = numerics.mean(cohort)",
        "numerics.mean: argument \"values\" should be a column of numbers or a list of them, found a cohort"
      ),
    ])
  func errors(line: String, words: String) throws {
    let failure = try KernelScript(line).failure()
    #expect(failure == words)
  }
}
