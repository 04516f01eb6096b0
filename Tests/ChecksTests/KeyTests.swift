import Cohorts
import OrderedCollections
import Testing

@Suite("Checks of keys")
struct KeyTests {
  @Test("rows that are the same in all columns but a sequence number")
  func duplicateRows() throws {
    let cohort = TestedCohort(2).linking(
      "ae", of: [1, 1, 2, 1],
      [
        "AESEQ": Column(integers: [1, 2, 1, 3]), "term": Column(categories: ["CRS", "CRS", "CRS", "CRS"]),
        "grade": Column(integers: [2, 2, 2, nil]), "note": Column(texts: ["a", "a", "a", "a"]),
      ])
    #expect(
      try cohort.findings("duplicate_rows") == [
        "warning ae:2 - 1: all columns are the same as in an earlier row in 1 row: S1; what is counted by rows counts "
          + "them twice"
      ])
  }

  @Test("an event twice on a day is a note, unless the whole row is there twice")
  func repeatedEvents() throws {
    let cohort = TestedCohort(1).linking(
      "ae", of: [1, 1, 1],
      [
        "term": Column(categories: ["CRS", "CRS", "CRS"]), "onset_day": Column(integers: [3, 3, 3]),
        "grade": Column(integers: [1, 2, 2]),
      ])
    #expect(
      try cohort.findings("repeated_events") == [
        "note ae:2 term 1: subject, \"term\" and \"onset_day\" are the same as in an earlier row in 1 row: S1 (CRS, 3); "
          + "analyses by subject count them once"
      ])
  }

  @Test("two assessments of one day that disagree, and not those of two parameters")
  func conflictingAssessments() throws {
    let days = Column(integers: [28, 28, 28])
    let responses = Column(categories: ["PR", "SD", "SD"])
    let cohort = TestedCohort(2).linking("rs", of: [1, 1, 2], ["day": days, "response": responses])
    #expect(
      try cohort.findings("conflicting_assessments") == [
        "warning rs:2 response 1: \"response\" differs from an earlier row of the same subject and day in 1 row: "
          + "S1 (28: PR and SD)"
      ])
    let parameters = Column(categories: ["OVR", "BOR", "OVR"])
    #expect(
      try TestedCohort(2).linking(
        "rs", of: [1, 1, 2], ["PARAMCD": parameters, "day": days, "response": responses]
      ).findings("conflicting_assessments").isEmpty)
  }

  @Test("ids with spaces, and ids that case alone tells apart")
  func idSpelling() throws {
    var cohort = TestedCohort(0)
    cohort.subjects = ["id": Column(texts: ["A-01", "a-01", " B", "B-1", "B-11"])]
    #expect(
      try cohort.findings("id_spelling") == [
        "warning subjects:3 id 1: the id has spaces before or after it in 1 subject:  B (written \" B\")",
        "warning subjects:2 id 1: the id is like another one but for case, spaces or hyphens in 1 subject: a-01 "
          + "(beside A-01)",
      ])
  }

  @Test("ids that stand twice where rows are taken as subjects")
  func repeatedIDs() throws {
    var cohort = TestedCohort(0)
    cohort.dictionary.subjectID = "row"
    cohort.subjects = ["row": Column(integers: [1, 2, 3]), "patient_id": Column(categories: ["p", "q", "p"])]
    #expect(
      try cohort.findings("repeated_ids") == [
        "warning subjects:3 patient_id 1: \"patient_id\" is the same as in an earlier row, and every row is taken as a "
          + "subject in 1 subject: 3 (p)"
      ])
  }

  @Test("the trial is missing, or another one in the id or a linked table")
  func trials() throws {
    var cohort = TestedCohort(0).describing { $0.trial = "trial" }
    cohort.subjects = [
      "id": Column(texts: ["T1-1", "T1-2", "T2-1", "T2-2", "T10-1"]),
      "trial": Column(categories: ["T1", "T2", "T2", nil, "T10"], levels: ["T1", "T2", "T10"]),
    ]
    #expect(
      try cohort.findings("missing_trial") == [
        "warning subjects:4 trial 1: \"trial\" is missing in 1 subject: T2-2; analyses by trial leave them out"
      ])
    #expect(
      try cohort.findings("trial_disagrees") == [
        "warning subjects:2 trial 1: the id begins with the name of another trial in 1 subject: T1-2 (of T2)"
      ])
  }

  @Test("subjects without an event are counted, and not those without a visit of another kind")
  func withoutRows() throws {
    let cohort = TestedCohort(3).linking("ae", of: [2], ["term": Column(categories: ["CRS"])])
      .linking("weights", of: [1], ["kg": Column(integers: [70])])
    #expect(
      try cohort.findings("subjects_without_rows") == [
        "note ae:- - 2: 2 of 3 subjects have no row: they count as subjects who had no event"
      ])
  }
}
