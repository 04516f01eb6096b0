import Testing

/// What scripts are told when something is wrong: where, what was expected, what was found, and the nearest right thing.
@Suite("Words of a script's errors")
struct ScriptErrorTests {
  private func expect(
    _ line: String, at column: Int? = nil, says message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try Script(line).failure()
    #expect(found == "a.lua:2:" + (column.map { "\($0):" } ?? "") + " " + message, sourceLocation: sourceLocation)
  }

  @Test("name a function that a module does not have")
  func functions() throws {
    try expect(
      "survival.kaplan_meyer(cohort, { endpoint = \"pfs\" })",
      says: #"module survival has no function "kaplan_meyer"; did you mean "kaplan_meier"?"#)
    try expect("survival.anova(cohort)", says: #"module survival has no function "anova""#)
    try expect("workbench.cohrt()", says: "no member \"cohrt\" on workbench; did you mean \"cohort\"?")
    try expect("require \"survivl\"", says: "require: there is no module \"survivl\"; did you mean \"survival\"?")
  }

  @Test("name an argument that an analysis does not take, or lacks")
  func arguments() throws {
    try expect(
      #"survival.kaplan_meier(cohort, { endpont = "pfs" })"#,
      says: #"survival.kaplan_meier: unknown argument "endpont"; did you mean "endpoint"?"#)
    try expect(
      "survival.mantel_byar(cohort, { endpoint = \"pfs\" })",
      says: "survival.mantel_byar: argument \"exposure\" is missing: The column of the day from which on a subject is "
        + "exposed; missing for those who never are. Of several, the states in the order in which they are expected to follow "
        + "each other.")
    try expect(
      #"survival.kaplan_meier(cohort, { endpoint = "pfs", level = 95 })"#,
      says: #"survival.kaplan_meier: argument "level" should be a number between 0 and 1, such as 0.95, found 95"#)
    try expect(
      #"survival.kaplan_meier(cohort, { endpoint = "pfs", level = "95%" })"#,
      says: #"survival.kaplan_meier: argument "level" should be a number between 0 and 1, such as 0.95, found "95%""#)
    try expect(
      #"survival.kaplan_meier(cohort, { endpoint = "pfs", interval = "loglog" })"#,
      says: #"survival.kaplan_meier: argument "interval" is "loglog"; did you mean "log_log"? "#
        + #"Choices: "log", "log_log", "plain", "logit", "arcsin""#)
  }

  @Test("say how a call should look")
  func calls() throws {
    try expect(
      "survival.kaplan_meier({ endpoint = \"pfs\" })",
      says: "survival.kaplan_meier: the first argument should be a cohort, found a table")
    try expect(
      "survival.kaplan_meier()", says: "survival.kaplan_meier: the first argument should be a cohort, found nothing")
    try expect(
      "survival.kaplan_meier(cohort, \"pfs\")",
      says: "survival.kaplan_meier: the arguments should be a table of named values, found a text")
    try expect(
      "survival.kaplan_meier(cohort, { \"pfs\", by = \"arm\" })",
      says: "survival.kaplan_meier: the arguments should have names, as in { name = value }, found a value without one")
    try expect(
      "survival.kaplan_meier(cohort, { endpoint = \"pfs\", by = { \"arm\", also = \"trial\" } })",
      says: "survival.kaplan_meier: argument \"by\" should be a list or named values, found a table that has both; "
        + #"write a list, as in { "sex", "age >= 60" }, or give every value a name, as in { Sex = "sex", Elderly = "age >= 60" }"#
    )
    try expect(
      "survival.kaplan_meier(cohort, { endpoint = \"pfs\", by = print })",
      says: "survival.kaplan_meier: argument \"by\" cannot be a function")
    try expect(
      "require \"resampling\".bootstrap(cohort, { analysis = function() end, statistic = \"median\" })",
      says: "resampling.bootstrap: argument \"analysis\" cannot be a function")
    try expect(
      "cohort.where(\"age > 3\")", says: "cohort.where was called without its cohort: write a colon, cohort:where(…)")
    try expect("report.note(\"x\")", says: "report.note was called without its report: write a colon, report:note(…)")
  }

  @Test("name a column, level or endpoint that is not there")
  func names() throws {
    let column = #"column "agee" is not in "small"; did you mean "age"?"#
    try expect("cohort:values \"agee\"", says: column)
    try expect("survival.kaplan_meier(cohort, { endpoint = \"pfs\", by = \"agee\" })", says: column)
    try expect("cohort:where \"agee > 3\"", says: column + "\n  agee > 3\n  ^^^^")
    try expect(
      "cohort:where(function(p) return p.agee > 3 end)",
      says: "column \"agee\" is not in cohort \"small\"; did you mean \"age\"? (row 1)")
    try expect(
      "cohort:where \"response == 'CRR'\"",
      says: "column \"response\" has no level \"CRR\"; did you mean \"CR\"?\n  response == 'CRR'\n              ^^^^^")
    try expect(
      "survival.cox(cohort, { endpoint = \"pfs\", covariates = \"arm\", reference = { arm = \"odl\" } })",
      says: #"column "arm" has no level "odl"; did you mean "old"?"#)
    let endpoint = #"endpoint "psf" is not declared in cohort "small"; did you mean "pfs"?"#
    try expect("cohort:endpoint \"psf\"", says: endpoint)
    try expect("survival.kaplan_meier(cohort, { endpoint = \"psf\" })", says: endpoint)
  }

  @Test("say what a cohort's functions expect")
  func cohort() throws {
    try expect(
      "cohort:where(3)", says: "cohort:where: the condition should be an expression or a function, found a number")
    try expect(
      "cohort:where()", says: "cohort:where: the condition should be an expression or a function, found nothing")
    try expect(
      "cohort:derive(\"\", \"age\")", says: "cohort:derive: the name should be a name of one line, found \"\"")
    try expect("cohort:derive()", says: "cohort:derive: the name should be a text, found nothing")
    try expect(
      "cohort:derive(\"x\", true)",
      says:
        "cohort:derive: what it is derived from should be an expression, a function or a column, found true or false")
    try expect(
      "cohort:derive(\"x\", \"age\", { lable = \"Age\" })",
      says: #"cohort:derive: unknown argument "lable"; did you mean "label"?"#)
    try expect(
      "cohort:derive(\"x\", \"age\", { label = 3 })",
      says: "cohort:derive: argument \"label\" should be a text, found 3")
    try expect(
      "cohort:derive(\"id\", \"age\")",
      says: "cohort:derive: cohort \"small\" already has a variable \"id\"; give the derived one a name of its own")
    try expect("cohort.name = \"mine\"", says: "cohort is read-only: \"name\" cannot be assigned")
    try expect("print(cohort.nmae)", says: "no member \"nmae\" on cohort; did you mean \"name\"?")
  }

  @Test("say what the definition of an endpoint lacks, before it is used")
  func endpoints() throws {
    try expect(
      "cohort:declare_endpoint({ name = \"e\", time = \"pfs_days\" })",
      says:
        "cohort:declare_endpoint: the definition should be at least name, time and event (or censor), found name, time")
    try expect(
      "cohort:declare_endpoint({ name = \"e\", time = \"pfs_day\", event = \"pfs_event\" })",
      says: #"column "pfs_day" is not in "small"; did you mean "pfs_days"?"#)
    try expect(
      "cohort:declare_endpoint({ name = \"e\", time = \"pfs_days\", event = \"pfs_evnt\" })",
      says: "column \"pfs_evnt\" is not in \"small\"; did you mean \"pfs_event\"?\n  pfs_evnt\n  ^^^^^^^^")
    try expect(
      "cohort:declare_endpoint({ name = \"e\", time = \"pfs_days\", event = \"pfs_event\", unit = \"fortnights\" })",
      says: "cohort:declare_endpoint: \"unit\" should be one of days, weeks, months, years, found \"fortnights\"")
    try expect(
      "cohort:declare_endpoint({ name = \"e\", time = \"pfs_days\", evnt = \"pfs_event\" })",
      says: #"cohort:declare_endpoint: unknown argument "evnt"; did you mean "event"?"#)
    try expect(
      "cohort:derive(\"t\", \"infused - '2020-01-01'\"):declare_endpoint({ name = \"e\", time = \"`t`\", event = \"pfs_event\", "
        + "unit = \"months\" })",
      says:
        #"cohort:declare_endpoint: "t" is recorded in days, but "unit" says months; leave "unit" out, or derive the times with "#
        + "in_months(t)")
    try expect(
      "cohort:derive(\"t\", \"pfs_days / 30.4375\"):declare_endpoint({ name = \"e\", time = \"t\", event = \"pfs_event\" })",
      says:
        #"the unit of "t" cannot be told: it is pfs_days / 30.4375, where pfs_days is in days; convert it with in_months(pfs_days) "#
        + "and its like, which keep the unit, or declare an endpoint that says the unit")
  }

  @Test("say what a report and its module expect")
  func report() throws {
    try expect(
      "report:add(\"x\")",
      says:
        "report:add: what is added should be the result of an analysis, a figure, a table of workbench.table, a section or a report, found a "
        + "text")
    try expect("report:note {}", says: "report:note: the note should be a text, found a table")
    try expect("report:heading()", says: "report:heading: the heading should be a text, found nothing")
    try expect("workbench.report()", says: "workbench.report: the title should be a text, found nothing")
    try expect(
      "workbench.profile \"STATA\"", says: #"workbench.profile: the profile should be "R" or "SAS", found "STATA""#)
    try expect(
      "workbench.defaults { levl = 0.9 }", says: #"workbench.defaults: unknown argument "levl"; did you mean "level"?"#)
    try expect(
      "print(workbench.parameters.endpoint)",
      says: "no member \"endpoint\" on workbench.parameters; the header declares none")
  }

  @Test("name what a result does not have, and say how to choose where it has several")
  func results() throws {
    func expect(
      _ expression: String, says message: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let line = #"local curves = survival.kaplan_meier(cohort, { endpoint = "pfs", by = "arm", times = 30 });"#
      try self.expect(line + " print(\(expression))", says: message, sourceLocation: sourceLocation)
    }
    try expect("curves.titel", says: "no member \"titel\" on result; did you mean \"title\"?")
    try expect("curves.groups.odl", says: #"survival.kaplan_meier has no group "odl"; did you mean "old"?"#)
    try expect("curves.terms.logrank", says: #"survival.kaplan_meier has no term "logrank"; did you mean "log_rank"?"#)
    try expect("curves.groups.old.medain", says: #""old" has no statistic "medain"; did you mean "median"?"#)
    try expect(
      "curves:value(\"medain\", { group = \"old\" })",
      says: #"survival.kaplan_meier has no statistic "medain"; did you mean "median"?"#)
    try expect(
      "curves:value(\"median\")", says: #"survival.kaplan_meier: say which "median", such as { group = "old" }"#)
    try expect(
      "curves:value(\"survival\", { group = \"old\", time = 31 })",
      says: #"survival.kaplan_meier: there is no such "survival"; there is that of { group = "old", time = 30 }, "#
        + #"{ group = "new", time = 30 }"#)
    try expect(
      "curves:value(\"survival\")",
      says: #"survival.kaplan_meier: say which "survival", such as { group = "old", time = 30 }"#)
    try expect(
      "curves:value(\"median\", { gruop = \"old\" })",
      says: #"result:value: unknown argument "gruop"; did you mean "group"?"#)
    try expect(
      "curves:value(\"survival\", { group = \"old\", time = \"x\" })",
      says: "result:value: argument \"time\" should be a number, found \"x\"")
  }

  @Test("name the row of a row function, and what is missing in it")
  func rows() throws {
    try expect(
      "cohort:where(function(p) return p.age >= 40 end)",
      says: "attempt to compare number with nil (row 3, where \"age\" is missing)")
    try expect(
      "cohort:derive(\"x\", function(p) return p.pfs_days + p.response_day end)",
      says:
        "attempt to perform arithmetic on a nil value (field 'response_day') (row 3, where \"response_day\" is missing)"
    )
    try expect(
      "cohort:where(function() return 1 end)",
      says: "the function (line 2 of a.lua) must return true or false; it returned a number (row 1)")
    try expect(
      "cohort:derive(\"x\", function(p) if p.arm == \"new\" then return 1 end return \"a\" end)",
      says: "a row function should give values of one kind, found number and string")
  }

  @Test("say what a script should return")
  func returned() throws {
    #expect(
      try Script.failure(ofSource: "local x = 1")
        == "a.lua: the script should end by returning its report, but it returns nothing")
    #expect(
      try Script.failure(ofSource: "return 3") == "a.lua: the script should return its report, but it returns a number")
    #expect(
      try Script.failure(ofSource: "return require \"workbench\"")
        == "a.lua: the script should return its report, but it returns a workbench")
    #expect(
      try Script.failure(ofSource: "local t = {} t.t = t return t")
        == "a.lua: the table contains itself, and cannot be read as a value")
  }

  @Test("name the module that does not parse, with its own line and column")
  func faultyModule() throws {
    var script = Script("local thing = require \"thing\"")
    script.modules = ["thing": "local a = 1\nretrun a\n"]
    #expect(
      try script.failure()
        == "a.lua:2: require: module \"thing\" does not parse: thing.lua:2:1: \"retrun\" is no word of Lua; did you mean \"return\"?"
    )
  }

  @Test("give the line of a syntax error, an unknown name and the script's own error")
  func language() throws {
    #expect(try Script.failure(ofSource: "local x = 1\nlocal = 2").hasPrefix("a.lua:2:7: "))
    try expect("if 3 != 4 then end", at: 6, says: "expected \"then\", found \"!\"; not equal is written ~=")
    try expect(
      "io.open(\"x\")",
      says:
        "io is not available to scripts: scripts read and write no files: the cohort comes from --data, and what the script shows goes into its report"
    )
    try expect(
      "os.remove(\"x\")",
      says:
        "attempt to call a nil value (field 'remove'); os.remove is not available to scripts: scripts read and write no files"
    )
    try expect("print(TRUE)", at: 7, says: "unknown name \"TRUE\"; write true")
    try expect("print(NA)", at: 7, says: "unknown name \"NA\"; nothing is written nil")
    try expect("print(c(1, 2))", at: 7, says: #"unknown name "c"; a list is written in braces, as in { "CR", "PR" }"#)
    try expect("print(arm)", at: 7, says: #"unknown name "arm"; it is a column of the cohort: write "arm""#)
    try expect("print(pfs)", at: 7, says: #"unknown name "pfs"; it is an endpoint of the cohort: write "pfs""#)
    try expect("print(cohort.age)", says: #"no member "age" on cohort; the column is cohort:column "age""#)
    try expect(
      "report:note(\"n = \" + cohort.count)",
      says: "attempt to add a 'string' with a 'number'; texts are joined with ..")
    try expect(
      "print(cohort:values(\"age\")[0] + 1)",
      says:
        "attempt to perform arithmetic on a nil value (field 'integer index'); cohort:values(\"age\")[0] is nil: places begin at 1"
    )
    try expect("pirnt(report)", at: 1, says: "unknown name \"pirnt\"; did you mean \"print\"?")
    try expect("counter = 1", says: "\"counter\" is not declared: write local counter")
    try expect("error \"no such luck\"", says: "no such luck")
    // What a script says itself is not explained.
    for words in [
      "rows with nil found", "this gives a nil value", "in a (for iterator x", "it joins ' with a 'string'",
    ] {
      try expect("local a, b = 1, 2 if a < b then error(\"\(words)\") end", says: words)
    }
    try expect(
      "local v = {} local first = v[0] print(\"first \" .. first)",
      says: "attempt to concatenate a nil value (local 'first'); first is nil: line 2 declares it as v[0]")
    try expect(
      "print(cohort[[\"age\"]])",
      says:
        "attempt to call a cohort value (local 'cohort'); a text, brackets or braces behind a value call it, also on the next line; [[…]] is a text"
    )
    try expect(
      "print(f\"n = {n}\")", at: 7,
      says: "unknown name \"f\"; values are put into a text with string.format, as in (\"n = %d\"):format(n)")
    try expect(
      "survival.kaplan_meier(cohort, { endpoint = 'pfs', group = 'arm' })",
      says: "survival.kaplan_meier: unknown argument \"group\"; did you mean \"by\"?")
    try expect(
      "local v = { 1, 2 } print(string.format(\"%d\", v[0]))",
      says: "string.format: value 1, for %d, should be a number, found nil; v[0] is nil: places begin at 1")
    try expect(
      "local v = { 1, 2 } print((\"%d and %.1f\"):format(v[1], v[3]))",
      says:
        "string.format: value 2, for %f, should be a number, found nil; v[3] is nil: places begin at 1 and end at #v")
    try expect(
      "print(string.format(\"%d\", 3.5))",
      says: "string.format: value 1, for %d, should be a whole number, found 3.5; %.1f shows a decimal")
    try expect(
      "print(string.format(\"%s %s\", 1))",
      says: "string.format: value 2, for %s, is not there: fewer are given than the text has places")
    try expect(
      "local a = { count = 1 } print(a.cuont + 1)",
      says:
        "attempt to perform arithmetic on a nil value (field 'cuont'); a.cuont is nil: a has nothing of the name; did you mean \"count\"?"
    )
    try expect(
      "local a = {} a.f(1)",
      says: "attempt to call a nil value (field 'f'); a.f is nil: a has nothing of the name, or it was given no value")
    try expect(
      "local function f(x) return x + 1 end f()",
      says:
        "attempt to perform arithmetic on a nil value (local 'x'); x is a parameter, for which the call gave nothing")
    try expect("local a = {} print(a.b > 3)", says: "attempt to compare number with nil; a.b is nil")
    try expect(
      "for i in { 1 } do print(i) end",
      says:
        "attempt to call a table value (for iterator 'for iterator'); a list is walked with for place, value in ipairs(list) do … end, "
        + "and numbers are counted with for i = 1, 10 do … end")
    try expect(
      "print(cohort.count())",
      says:
        "attempt to call a number value (field 'count'); cohort.count is a number and no function: write it without brackets"
    )
    let long = try Script("error((\"x\"):rep(5000000))").failure()
    #expect(long == "a.lua:2: " + String(repeating: "x", count: long.count - 10) + "…")
    #expect(long.utf8.count < 17_000)
    #expect(
      try Script("local x\n\nprint(x.y)").failure().hasPrefix("a.lua:4: attempt to index a nil value (local 'x')"))
  }
}
