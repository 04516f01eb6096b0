import Analyses
import Testing
import Workbench

/// What `workbench help` says of a topic.
@Suite("The command help")
struct HelpCommandTests {
  private func help(_ topic: String...) throws -> Command.End { try Command.run(["help"] + topic) }

  @Test("explains a function, by its full name and without its module")
  func function() throws {
    let full = try help("survival.cox")
    #expect(full.status == 0)
    #expect(full.output.hasPrefix("survival.cox\n  "))
    for heading in ["\nARGUMENTS\n", "\nSTATISTICS\n", "\nEXAMPLE\n"] { #expect(full.output.contains(heading)) }
    #expect(full.output.contains("\n  cohort (workbench.Cohort)\n      The subjects.\n"))
    #expect(try help("cox").output.hasPrefix(full.output))
    #expect(try help("SURVIVAL.COX").output == full.output)
  }

  @Test("explains an argument of one function, and where a name of one occurs")
  func argument() throws {
    let one = try help("survival.cox.ties")
    #expect(one.output.hasPrefix("survival.cox.ties\n  Argument of survival.cox.\n\n  ties (one of "))
    #expect(one.output.contains("        \"efron\": "))
    let all = try help("ties")
    #expect(all.output.hasPrefix("ties\n  Arguments of this name.\n\n  Argument of survival.cox"))
    #expect(try help("covariates").output.contains("response.logistic"))
  }

  @Test("explains a member of what scripts are lent, however it is written")
  func member() throws {
    let colon = try help("cohort:where")
    #expect(colon.output.hasPrefix("cohort:where\n  Part of workbench.Cohort.\n\n  cohort:where(condition) gives"))
    #expect(colon.output.contains("\n      local adults = cohort:where \"age >= 18\"\n"))
    #expect(try help("cohort.where").output == colon.output)
    #expect(try help("where").output.contains("cohort:where(condition)"))
  }

  @Test("leads from the field's words, and from what they stand for, to the functions, in any case")
  func terms() throws {
    let end = try help("ORR")
    #expect(end.status == 0)
    #expect(end.output.hasPrefix("ORR\n  overall response rate.\n\n"))
    #expect(end.output.contains("\n  response.rate  ") && end.output.contains("`workbench help response.best_overall`"))
    #expect(try help("orr").output == end.output)
    #expect(try help("overall response rate").output == end.output)
    // Declared where a script is lent it, and by an analysis: both are led to.
    let both = try help("GRFS").output
    #expect(both.contains("\n  workbench.endpoint ") && both.contains("\n  survival.kaplan_meier "))
    #expect(try help("kaplan_meier").output.contains("\n  For: KM (Kaplan-Meier estimate), "))
    #expect(try help("ORRR").errors.contains("did you mean \"orr\"?"))
  }

  @Test("lists the field's words once each, and every one of them leads where the list says")
  func abbreviations() throws {
    let all = try BuiltIn.registry().declarations.flatMap(\.functions)
    let list = try help("abbreviations").output
    let declared = all.flatMap { function in function.terms.map { ($0, function.name) } }
    #expect(declared.count > 50)
    for (term, name) in declared {
      let entry = "\n  \(term.name) (\(term.meaning))\n"
      #expect(list.ranges(of: entry).count == 1, "\(term.name)")
      let start = try #require(list.firstRange(of: entry)).upperBound
      let leads = list[start...].prefix { _ in true }.split(separator: "\n").prefix { $0.hasPrefix("      ") }.joined(
        separator: " ")
      #expect(leads.contains(name), "\(term.name) leads to \(name)")
    }
  }

  @Test("says which analyses give a statistic")
  func statistic() throws {
    let end = try help("hazard_ratio")
    for analysis in ["survival.cox", "survival.subgroups"] { #expect(end.output.contains(analysis)) }
    #expect(end.output.contains("Statistics of this name."))
  }

  @Test("explains types, expressions, headers, the dictionary, the exit status and commands")
  func topics() throws {
    #expect(try help("category").output.contains("read from files: "))
    #expect(try help("expressions").output.contains("if_missing(x, y)"))
    #expect(try help("in_months").output.contains("Function of expressions."))
    #expect(try help("script", "header").output.contains("Kinds of parameter".uppercased()))
    #expect(try help("cohort.toml").output.contains("[columns.transplanted]"))
    #expect(try help("plugins").output.contains("GVHD-free, relapse-free survival."))
    #expect(try help("workbench.lock").output == help("plugins").output)
    #expect(try help("exit", "status").output.contains("  124  The script went over"))
    #expect(try help("run").output.contains("--time-limit"))
    #expect(try help("data", "convert").output.contains("workbench data convert"))
    #expect(try help("pfs_by_transplant").output.contains("--param landmarks="))
  }

  @Test("lists the kinds of errors, and finds one by a whole message")
  func errors() throws {
    #expect(try help("errors").output.contains("\n  unknown-argument  "))
    let message = "a.lua:4: survival.cox: unknown argument \"tie\"; did you mean \"ties\"?"
    #expect(try help(message).output.hasPrefix("unknown-argument\n"))
    #expect(try help("unknown", "argument").output.hasPrefix("unknown-argument\n"))
  }

  @Test("names the nearest topic to a misspelt one, with the status of wrong usage")
  func misspelt() throws {
    let end = try help("survival.kaplan_meyer")
    #expect(end.status == 64)
    #expect(
      end.errors
        == "workbench: there is no help on \"survival.kaplan_meyer\"; did you mean \"survival.kaplan_meier\"?\n")
    #expect(try help("hazard_ration").errors.contains("did you mean \"hazard_ratio\"?"))
    #expect(
      try help("xyzzy").errors == "workbench: there is no help on \"xyzzy\"; \"workbench help\" lists the topics\n")
  }

  @Test(
    "of words that are no topic lists the topics in which they all stand, those first that have them in their names")
  func words() throws {
    let lines = try help("kaplan").output.split(separator: "\n")
    #expect(lines.first == "No topic is called \"kaplan\"; it stands in:")
    let topics = lines.dropFirst().filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
    #expect(topics.count > 1 && topics.count <= 12)
    #expect(lines.dropFirst().first?.hasPrefix("  survival.kaplan_meier") == true)
    let both = try help("Clopper", "PEARSON").output
    #expect(both.contains("\n  response.rate  "))
    #expect(try help("clopper", "xyzzy").status == 64)
  }

  @Test("without a topic lists all of them")
  func overview() throws {
    let end = try help()
    for name in ["SUBCOMMANDS:", "survival.cox", "expressions", "errors", "cohort.toml", "first steps"] {
      #expect(end.output.contains(name), "\(name)")
    }
  }

  @Test("writes the whole manual to a file, or nothing")
  func file() throws {
    let scratch = try Scratch()
    let end = try Command.run(["help", "--all", "--format", "html", "--out", "docs/manual.html"], in: scratch.url)
    #expect(end == .init(status: 0, output: "", errors: "wrote docs/manual.html\n"))
    #expect(scratch.names == ["docs", "docs/manual.html"])
    #expect(try scratch.text("docs/manual.html").hasSuffix("</html>\n"))
    let refused = try Command.run(["help", "--all", "--out", "docs"], in: scratch.url)
    #expect(refused.status == 1)
    #expect(scratch.names == ["docs", "docs/manual.html"])
    for wrong in [["cox", "--format", "html"], ["--all", "cox"], ["--out", "x"]] {
      #expect(try Command.run(["help"] + wrong).status == 64)
    }
  }
}
