import Cohorts
import Foundation
import Testing

@testable import Readers

@Suite("Response vocabularies in cohort.toml")
struct VocabularyTests {
  private static let base = """
    subject_id = "id"

    [tables]
    subjects = "subjects.csv"
    visits = "visits.csv"

    """

  private func folder(_ dictionary: String) throws -> TemporaryFolder {
    try TemporaryFolder([
      "cohort.toml": Self.base + dictionary, "subjects.csv": "id,response\nP1,CR\nP2,cri\nP3,NR\n",
      "visits.csv": "id,day,response\nP1,28,good\nP1,56,better\nP3,28,bad\n",
    ])
  }

  private func said(_ dictionary: String) throws -> String {
    let folder = try folder(dictionary)
    return faults { _ = try CohortLoader.load(path: folder.path) }
  }

  private static let own = """
    [vocabularies.ours]
    label = "The protocol's"
    levels = ["better", "good", "bad", "gone"]
    response = ["better", "good"]
    complete = ["better"]
    progression = ["bad"]
    not_evaluable = ["gone"]
    labels = { better = "Much better" }
    spellings = { bad = ["worse", "4"] }

    """

  @Test("columns are written in a built-in vocabulary, and in one's own")
  func loads() throws {
    let folder = try folder(
      Self.own + "[columns.response]\nvocabulary = \"leukaemia\"\n[linked.visits.response]\nvocabulary = \"ours\"\n")
    let cohort = try CohortLoader.load(path: folder.path).cohort
    #expect(cohort.vocabulary(of: "response") == .leukaemia)
    #expect(
      cohort.vocabulary(of: "response", inTable: "visits")
        == (try ResponseVocabulary(
          name: "ours", label: "The protocol's", levels: ["better", "good", "bad", "gone"],
          response: ["better", "good"], complete: ["better"], notEvaluable: ["gone"], progression: ["bad"],
          labels: ["better": "Much better"], spellings: ["bad": ["worse", "4"]])))
  }

  @Test("an unknown vocabulary, with the nearest right one")
  func unknown() throws {
    #expect(
      try said("[columns.response]\nvocabulary = \"leukemia\"\n") == """
        cohort.toml:7:14: vocabulary "leukemia" is not known; did you mean "leukaemia"?
            vocabulary = "leukemia"
                         ^^^^^^^^^^
        """)
  }

  @Test("a value that the vocabulary does not know, with its subject")
  func unknownValue() throws {
    #expect(
      try said("[linked.visits.response]\nvocabulary = \"recist\"\n") == """
        cohort.toml:7:14: subject "P1": response is "good", which the vocabulary "recist" does not know; its levels: CR, PR, \
        SD, Non-CR/Non-PD, PD, NE
            vocabulary = "recist"
                         ^^^^^^^^
        """)
  }

  @Test("lists that do not fit each other, at their place")
  func contradictions() throws {
    #expect(
      try said(Self.own.replacingOccurrences(of: "progression = [\"bad\"]", with: "progression = [\"bda\"]")) == """
        cohort.toml:11:16: "bda" in progression is none of the levels; did you mean "bad"?
            progression = ["bda"]
                           ^^^^^
        """)
    #expect(
      try said(Self.own.replacingOccurrences(of: "{ bad = [", with: "{ bud = [")) == """
        cohort.toml:14:15: "bud" in spellings is none of the levels; did you mean "bad"?
            spellings = { bud = ["worse", "4"] }
                          ^^^
        """)
    #expect(
      try said("[vocabularies.mine]\nlevels = [\"CR\", \"NR\"]\n") == """
        cohort.toml:6:15: [vocabularies.mine] needs the key "response"
            [vocabularies.mine]
                          ^^^^
        """)
  }
}
