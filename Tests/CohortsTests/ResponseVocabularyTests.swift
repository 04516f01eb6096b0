import Cohorts
import OrderedCollections
import Testing

@Suite("Response vocabularies")
struct ResponseVocabularyTests {
  @Test("the built-in ones hold the levels of their criteria, best to worst, with what counts as what")
  func builtIn() {
    func codes(_ vocabulary: ResponseVocabulary, where isIn: (ResponseVocabulary.Level) -> Bool) -> String {
      vocabulary.levels.filter(isIn).map(\.code).joined(separator: " ")
    }
    let expected = [
      ("leukaemia", "CR CRh CRi MLFS PR NR PD NE", "CR CRh CRi MLFS PR", "CR CRh CRi", "NR"),
      ("lymphoma", "CR PR SD PD NE", "CR PR", "CR", "SD"),
      ("myeloma", "sCR CR VGPR PR MR SD PD NE", "sCR CR VGPR PR", "sCR CR", "MR SD"),
      ("recist", "CR PR SD Non-CR/Non-PD PD NE", "CR PR", "CR", "SD Non-CR/Non-PD"),
    ]
    #expect(ResponseVocabulary.builtIn.map(\.name) == expected.map(\.0))
    for (vocabulary, (name, all, response, complete, stable)) in zip(ResponseVocabulary.builtIn, expected) {
      #expect(codes(vocabulary) { _ in true } == all, "\(name)")
      #expect(codes(vocabulary, where: \.isResponse) == response, "\(name)")
      #expect(codes(vocabulary, where: \.isComplete) == complete, "\(name)")
      #expect(codes(vocabulary, where: \.isStable) == stable, "\(name)")
      #expect(codes(vocabulary, where: \.isProgression) == "PD", "\(name)")
      #expect(codes(vocabulary) { !$0.isEvaluable } == "NE", "\(name)")
    }
  }

  @Test(
    "the built-in ones stand the checks that every declaration must",
    arguments: ["leukaemia", "lymphoma", "myeloma", "recist"])
  func consistent(_ name: String) throws {
    let vocabulary = try #require(ResponseVocabulary.builtIn.first { $0.name == name })
    func codes(_ isIn: (ResponseVocabulary.Level) -> Bool) -> [String] { vocabulary.levels.filter(isIn).map(\.code) }
    let again = try ResponseVocabulary(
      name: vocabulary.name, label: vocabulary.label, levels: vocabulary.codes, response: codes(\.isResponse),
      complete: codes(\.isComplete), notEvaluable: codes { !$0.isEvaluable }, progression: codes(\.isProgression),
      labels: Dictionary(uniqueKeysWithValues: vocabulary.levels.map { ($0.code, $0.label) }),
      spellings: Dictionary(uniqueKeysWithValues: vocabulary.levels.map { ($0.code, $0.spellings) }))
    #expect(again == vocabulary)
    for level in vocabulary.levels {
      for spelling in [level.code, level.label] + level.spellings {
        #expect(vocabulary.level(of: spelling) == level, "\(spelling)")
        #expect(vocabulary.level(of: spelling.uppercased()) == level, "\(spelling)")
      }
    }
  }

  @Test(
    "categories are known by their spellings, without regard to case, spaces and punctuation",
    arguments: [
      ("CRi", "CRi"), ("CRI", "CRi"), ("Cri", "CRi"), ("cr i", "CRi"), ("CR-i", "CRi"), ("CRp", "CRi"),
      ("complete remission", "CR"), ("Complete Response", "CR"), ("morphologic leukemia free state", "MLFS"),
      ("not evaluable", "NE"), ("Refractory disease", "NR"), ("CRx", nil), ("", nil), ("-", nil),
    ] as [(String, String?)])
  func spellings(_ spelling: String, _ code: String?) {
    #expect(ResponseVocabulary.leukaemia.level(of: spelling)?.code == code)
  }

  @Test("what non-target disease alone can show is known in any case")
  func nonTarget() {
    for spelling in ["NON-CR/NON-PD", "non-CR/non-PD", "Non CR / Non PD"] {
      #expect(ResponseVocabulary.recist.level(of: spelling)?.code == "Non-CR/Non-PD")
    }
  }

  @Test("levels that punctuation alone tells apart are told apart by it, and by nothing less")
  func punctuation() throws {
    let vocabulary = try ResponseVocabulary(
      name: "mrd", levels: ["CR MRD-", "CR MRD+", "NR"], response: ["CR MRD-", "CR MRD+"])
    #expect(vocabulary.level(of: "cr mrd-")?.code == "CR MRD-")
    #expect(vocabulary.level(of: "CR MRD+")?.code == "CR MRD+")
    #expect(vocabulary.level(of: "CR MRD") == nil)
  }

  @Test("a declaration whose lists do not fit each other says why")
  func faults() {
    func words(
      _ levels: [String], _ response: [String] = [], complete: [String] = [], notEvaluable: [String] = [],
      progression: [String] = []
    ) -> String {
      do throws(ResponseVocabulary.Fault) {
        _ = try ResponseVocabulary(
          name: "own", levels: levels, response: response, complete: complete, notEvaluable: notEvaluable,
          progression: progression)
        return ""
      } catch { return error.description }
    }
    #expect(words(["CR", "NR"], ["CR"]) == "")
    #expect(words([]) == "a vocabulary needs at least one level")
    #expect(words(["CR", "CR"]) == "level \"CR\" is declared twice")
    #expect(
      words(["CRi", "cri"]) == "\"cri\" would stand for \"CRi\" and for \"cri\"; case does not tell levels apart")
    #expect(words(["VGPR", "NR"], ["VGRP"]) == "\"VGRP\" in response is none of the levels; did you mean \"VGPR\"?")
    #expect(
      words(["CR", "NR"], ["CR"], complete: ["xyz"])
        == "\"xyz\" in complete is none of the levels; they are: \"CR\", \"NR\"")
    #expect(words(["CR", "PR"], ["PR"], complete: ["CR"]) == "\"CR\" is in complete, and must be in response too")
    #expect(
      words(["CR", "PD"], ["CR", "PD"], progression: ["PD"]) == "\"PD\" cannot be in both response and progression")
    #expect(
      words(["CR", "NE"], ["CR"], notEvaluable: ["NE"], progression: ["NE"])
        == "\"NE\" cannot be in both not_evaluable and progression")
  }
}

@Suite("Vocabularies of a cohort")
struct CohortVocabularyTests {
  private func cohort(_ responses: [String?]) throws -> Cohort {
    let count = responses.count
    let ids = Column(texts: (0..<count).map { "s\($0 + 1)" })
    let subjects = try Table(name: "subjects", columns: ["id": ids, "response": Column(texts: responses)])
    let visits = try Table(name: "visits", columns: ["id": ids, "response": Column(categories: responses)])
    return try Cohort(
      name: "small", subjects: subjects, linked: ["visits": LinkedTable(visits, key: "id", subjects: subjects)],
      dictionary: DataDictionary(subjectID: "id"))
  }

  @Test("a column is declared to be in a vocabulary, in the subjects and in a linked table")
  func declared() throws {
    let cohort = try cohort(["CR", "crI", nil, "NR"])
    #expect(cohort.vocabulary(of: "response") == nil)
    let declared = try cohort.declaring("response", vocabulary: "leukaemia")
      .declaring("response", inTable: "visits", vocabulary: "leukaemia")
    #expect(declared.vocabulary(of: "response") == .leukaemia)
    #expect(declared.vocabulary(of: "response", inTable: "visits") == .leukaemia)
    #expect(declared.vocabulary(of: "id") == nil)
    let positions = try ResponseVocabulary.leukaemia.positions(
      in: declared.column("response"), of: "response", subject: declared.subject)
    #expect(positions == [0, 2, -1, 5])
  }

  @Test("a cohort's own vocabulary goes before a built-in one")
  func own() throws {
    let own = try ResponseVocabulary(name: "leukaemia", label: "Ours", levels: ["CR", "NR"], response: ["CR"])
    let cohort = try cohort(["CR", "NR"]).declaring(own).declaring("response", vocabulary: "leukaemia")
    #expect(cohort.vocabulary(of: "response")?.label == "Ours")
    #expect(cohort.dictionary.vocabularyNames == ["leukaemia", "lymphoma", "myeloma", "recist"])
  }

  private func words(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch { return "\(error)" }
  }

  @Test("an unknown vocabulary is named with the nearest one")
  func unknownVocabulary() throws {
    let cohort = try cohort(["CR"])
    #expect(
      words { _ = try cohort.declaring("response", vocabulary: "leukemia") }
        == "there is no response vocabulary \"leukemia\"; did you mean \"leukaemia\"?")
    #expect(
      words { _ = try cohort.vocabulary(named: "sarcoma") }
        == "there is no response vocabulary \"sarcoma\"; there are leukaemia, lymphoma, myeloma, recist, and those that "
        + "you declare")
  }

  @Test("a value that the vocabulary does not know is shown with its subject and the levels")
  func unknownLevel() throws {
    let cohort = try cohort(["CR", "SD", "VGRP"])
    #expect(
      words { _ = try cohort.declaring("response", vocabulary: "leukaemia") }
        == "subject \"s2\": response is \"SD\", which the vocabulary \"leukaemia\" does not know; its levels: CR, CRh, "
        + "CRi, MLFS, PR, NR, PD, NE")
    #expect(
      words { _ = try cohort.declaring("response", inTable: "visits", vocabulary: "myeloma") }
        == "subject \"s3\": response is \"VGRP\", which the vocabulary \"myeloma\" does not know; did you mean "
        + "\"VGPR\"? Its levels: sCR, CR, VGPR, PR, MR, SD, PD, NE")
  }
}
