import Testing

@Suite("Response vocabularies in a script")
struct VocabularyScriptTests {
  @Test("a cohort is given a vocabulary of its own, and columns written in it")
  func declares() throws {
    let script = Script(
      """
      local more = cohort:declare_vocabulary {
        name = "ours", label = "Ours", levels = { "CR", "PR", "NR" }, response = { "CR", "PR" }, complete = { "CR" },
        labels = { CR = "Complete" }, spellings = { NR = { "none" } }, columns = { "response" },
      }
      print(#more, #cohort:declare_vocabulary { name = "leukaemia", columns = { "response" } })
      """)
    #expect(try script.printed() == ["8\t8"])
  }

  @Test(
    "what is wrong with a declaration is said at its line",
    arguments: [
      (#"{ levels = { "CR" } }"#, "argument \"name\" is missing: the name by which columns refer to it."),
      (#"{ name = "ours", level = { "CR" } }"#, "unknown argument \"level\"; did you mean \"levels\"?"),
      (#"{ name = "ours", levels = { 1 } }"#, "argument \"levels\" should be text, found 1"),
      (
        #"{ name = "ours", levels = { "CR" }, labels = "x" }"#,
        "argument \"labels\" should be a table by level, found \"x\""
      ),
      (
        #"{ name = "ours", levels = { "VGPR", "NR" }, response = { "VGRP" } }"#,
        "\"VGRP\" in response is none of the levels; did you mean \"VGPR\"?"
      ),
    ])
  func faults(_ definition: String, _ words: String) throws {
    #expect(
      try Script("cohort:declare_vocabulary \(definition)").failure() == "a.lua:2: cohort:declare_vocabulary: \(words)")
  }

  @Test("a name alone must be that of a vocabulary, and its columns must fit")
  func named() throws {
    #expect(
      try Script(#"cohort:declare_vocabulary { name = "leukemia" }"#).failure()
        == "a.lua:2: there is no response vocabulary \"leukemia\"; did you mean \"leukaemia\"?")
    #expect(
      try Script(#"cohort:declare_vocabulary { name = "recist", columns = { "arm" } }"#).failure()
        == "a.lua:2: subject \"s1\": arm is \"new\", which the vocabulary \"recist\" does not know; its levels: CR, PR, SD, "
        + "Non-CR/Non-PD, PD, NE")
    #expect(
      try Script(#"cohort:declare_vocabulary { name = "recist", columns = { "visits.response" } }"#).failure()
        == "a.lua:2: column \"visits.response\" is not in \"small\"")
  }
}
