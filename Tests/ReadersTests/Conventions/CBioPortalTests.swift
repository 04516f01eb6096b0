import Cohorts
import Foundation
import OrderedCollections
import TestSupport
import Testing

@testable import Readers

@Suite("A cBioPortal study")
struct CBioPortalTests {
  private static let patients =
    CBioPortalTableTests.above + """
      P1\tF\t61\t2\t1:DECEASED\t12.5\tTRUE
      P2\tM\t50\t3\t0:LIVING\t7\tFALSE
      P3\tM\t48\t3\t[Not Available]\t[Not Available]\tFALSE
      P4\tF\t70\t2\t1:DECEASED\t0\tTRUE

      """
  private static let samples = """
    #Sample\tPatient\tType
    #Sample\tPatient\tType
    #STRING\tSTRING\tSTRING
    #1\t1\t1
    SAMPLE_ID\tPATIENT_ID\tSAMPLE_TYPE
    S1\tP1\tPrimary
    S2\tP1\tRecurrence
    S3\tP2\tPrimary

    """

  private func folder(_ files: [String: String] = [:]) throws -> TemporaryFolder {
    try TemporaryFolder(
      [
        "data_clinical_patient.txt": Self.patients, "data_clinical_sample.txt": Self.samples,
        "meta_study.txt": "type_of_cancer: aml\nname: A study\nshort_name: x\n", "data_mutations.txt": "A\tB\n1\t2\n",
        "meta_clinical_patient.txt": "datatype: PATIENT_ATTRIBUTES\n", "LICENSE.txt": "Free.",
      ].merging(files) { _, new in new })
  }

  @Test("Patients, samples and endpoints are what the study says")
  func study() throws {
    let files = try folder()
    let loaded = try CohortLoader.load(path: files.path)
    let cohort = loaded.cohort
    #expect(cohort.name == "A study" && cohort.count == 4 && cohort.dictionary.subjectID == "PATIENT_ID")
    #expect(cohort.linked.keys == ["samples"] && cohort.linked["samples"]?.subjectRows == [0, 0, 1])
    let os = try #require(cohort.dictionary.endpoints["os"])
    #expect(os.unit == .months && os.label == "Overall survival" && os.event == .condition("OS_STATUS == '1:DECEASED'"))
    let times = try cohort.times(of: EndpointRequest(.named("os")))
    #expect(times.time == [12.5, 7, 0] && times.event == [true, false, true] && times.missing == 1)
    #expect(cohort.dictionary.columns["OS_MONTHS"]?.unit == "months")
    #expect(cohort.dictionary.columns["OS_MONTHS"]?.label == "Overall Survival (Months)")
    #expect(cohort.dictionary.columns["OS_STATUS"]?.knownAt == .afterOrigin)
    #expect(
      loaded.notes.prefix(3) == [
        "passed over: LICENSE.txt, data_mutations.txt", "patients of cBioPortal are the subjects, by \"PATIENT_ID\"",
        "endpoint \"os\" by cBioPortal's names: \"OS_MONTHS\" in months, with \"OS_STATUS\"",
      ])
  }

  @Test("A file of patients alone is a cohort")
  func single() throws {
    let study = try folder()
    let cohort = try CohortLoader.load(path: study.file("data_clinical_patient.txt")).cohort
    #expect(cohort.count == 4 && cohort.linked.isEmpty && cohort.dictionary.endpointNames == ["os"])
  }

  @Test(
    "The event is told by the digit, or by a word that is known",
    arguments: [
      (["1:Recurred/Progressed", "0:DiseaseFree"], "DFS_STATUS == '1:Recurred/Progressed'"),
      (["DECEASED", "LIVING"], "DFS_STATUS == 'DECEASED'"),
      (["Progressed", "Relapsed"], "DFS_STATUS == 'Progressed' or DFS_STATUS == 'Relapsed'"),
      (["0:LIVING", "0:LIVING"], "DFS_STATUS ~= '0:LIVING'"),
      (["1:it's", "0:no"], "DFS_STATUS == '1:it\\'s'"),
    ])
  func events(words: [String], condition: String) throws {
    let text = "PATIENT_ID\tDFS_STATUS\tDFS_MONTHS\n" + words.enumerated().map { "P\($0)\t\($1)\t5\n" }.joined()
    let folder = try TemporaryFolder(["data_clinical_patient.txt": text])
    let cohort = try CohortLoader.load(path: folder.path).cohort
    #expect(cohort.dictionary.endpoints["dfs"]?.event == .condition(condition))
    #expect(try cohort.times(of: EndpointRequest(.named("dfs"))).time.count == 2)
  }

  @Test("A status that is not known, and months below 0, are no endpoint, and noted")
  func declined() throws {
    func notes(_ rows: String) throws -> [String] {
      let folder = try TemporaryFolder(["p.txt": "PATIENT_ID\tOS_STATUS\tOS_MONTHS\n" + rows])
      return try CohortLoader.load(path: folder.path).notes
    }
    #expect(
      try notes("P1\t0:LIVING\t1\nP2\tgone away\t2\n").contains(
        "\"OS_MONTHS\" and \"OS_STATUS\" are not taken for an endpoint: \"gone away\" is not known to be an event, or to be none"
      ))
    #expect(try notes("P1\t2:X\t1\nP2\t0:LIVING\t2\n").contains { $0.contains("\"2:X\" is not known") })
    #expect(
      try notes("P1\t0:LIVING\t-1\nP2\t1:DECEASED\t2\n").contains(
        "\"OS_MONTHS\" and \"OS_STATUS\" are not taken for an endpoint: \"OS_MONTHS\" is not a number from 0 throughout"
      ))
  }

  @Test("Samples of one each stand for their patients where there is no file of them; samples of several do not")
  func onlySamples() throws {
    let one = try TemporaryFolder(["data_clinical_sample.txt": "PATIENT_ID\tSAMPLE_ID\nP1\tS1\nP2\tS2\n"])
    #expect(try CohortLoader.load(path: one.path).cohort.count == 2)
    let several = try TemporaryFolder(["data_clinical_sample.txt": "PATIENT_ID\tSAMPLE_ID\nP1\tS1\nP1\tS2\n"])
    #expect(
      faults { _ = try CohortLoader.load(path: several.path) }.contains(
        "1 row repeats a \"PATIENT_ID\" in data_clinical_sample.txt"))
  }

  /// Acute myeloid leukaemia, TCGA: the numbers that R 4.2.2 with survival 3.5-3 gives for the same files.
  @Test("The study of TCGA in acute myeloid leukaemia is as R reads it", .enabled(if: RealData.folder != nil))
  func tcga() throws {
    let folder = try #require(RealData.folder) + "/cbioportal_laml_tcga"
    let cohort = try CohortLoader.load(path: folder).cohort
    let expected = try JSONValue.read(URL(fileURLWithPath: folder + "/expected_survival.json"))
    #expect(cohort.count == 200 && cohort.name == "Acute Myeloid Leukemia (TCGA, Firehose Legacy)")
    #expect(cohort.linked["samples"]?.table.count == 200)
    let times = try cohort.times(of: EndpointRequest(.named("os")))
    #expect(times.missing == 12 && times.time.count { $0 == 0 } == 13 && times.event.count { $0 } == 122)
    let fab = try cohort.column("FAB")
    guard case .category(let values) = fab.storage else { return #expect(fab.type == .category) }
    #expect(values.levels.first == "M0 Undifferentiated" && values.levels.count == 9)
    let at = try #require(expected["overall"]?["overall"]?["at"])
    let atRisk = try #require(at["n_risk"]?.numbers)
    let survivals = try #require(at["surv"]?.numbers)
    for (index, time) in (at["time"]?.numbers ?? []).enumerated() {
      let known = zip(times.time, times.event)
      var survival = 1.0
      for step in Set(known.filter(\.1).map(\.0)).sorted() where step <= time {
        let left = times.time.count { $0 >= step }
        survival *= 1 - Double(known.count { $0.0 == step && $0.1 }) / Double(left)
      }
      #expect(times.time.count { $0 >= time } == Int(atRisk[index]))
      expectClose(survival, survivals[index], relative: 1e-12)
    }
  }
}

/// The folder of complete real files, where there is one.
enum RealData {
  static var folder: String? { ProcessInfo.processInfo.environment["WORKBENCH_DATA"] }
}
