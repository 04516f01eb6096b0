import Cohorts
import Foundation
import OrderedCollections
import Testing

@testable import Readers

/// The complete folder of CDISC's pilot study, where the environment says where it is; see its SOURCE.md.
private let pilot = ProcessInfo.processInfo.environment["WORKBENCH_DATA"].map { $0 + "/cdiscpilot" }

@Suite("CDISC's pilot study", .enabled(if: pilot != nil))
struct PilotTests {
  private let loaded: LoadedCohort

  init() throws { loaded = try CohortLoader.load(path: pilot ?? "") }

  private var cohort: Cohort { loaded.cohort }

  @Test("The folder is one cohort: tables once each, though some are there in four formats")
  func tables() {
    #expect(cohort.name == "CDISCPILOT01" && cohort.count == 254)
    #expect(cohort.linked.mapValues(\.table.count) == ["adverse_events": 1191, "adtte": 254])
    #expect(cohort.provenance.sources.map(\.name).sorted() == ["adae.xpt", "adsl.xpt", "adtte.xpt"])
    #expect(loaded.findings.isEmpty)
    #expect(cohort.dictionary.trial == "STUDYID")
  }

  /// The counts of `expected_survival.json`, by R's survival 3.5-3: Surv(AVAL, CNSR == 0).
  @Test("The endpoint is the parameter TTDE, in days, with its events and reasons")
  func endpoint() throws {
    let definition = try #require(cohort.dictionary.endpoints["ttde"])
    #expect(definition.label == "Time to First Dermatologic Event" && definition.unit == .days)
    #expect(definition.origin == "first treatment" && definition.originDay == nil)
    let times = try cohort.times(of: EndpointRequest(.named("ttde")))
    #expect(times.count == 254 && times.event.filter { $0 }.count == 152)
    #expect(zip(times.time, times.event).filter { $0 <= 30 && $1 }.count == 86)
    #expect(
      try cohort.reasons(of: "ttde") == [
        EndpointReason(words: "Dematologic Event Occured", isEvent: true, count: 152),
        EndpointReason(words: "Study Completion Date", isEvent: false, count: 102),
      ])
    #expect(cohort.knownAt("ttde_time") == .afterOrigin)
  }

  /// The counts of `expected_cohort.json`.
  @Test("Levels are in the order of their numbers; conditions count as R does")
  func subjects() throws {
    let groups = try cohort.grouping("TRT01A")
    #expect(groups.levels == ["Placebo", "Xanomeline Low Dose", "Xanomeline High Dose"])
    #expect(groups.sizes == [86, 84, 84])
    #expect(try cohort.grouping("AGEGR1").levels == ["<65", "65-80", ">80"])
    #expect(try cohort.where("SEX == 'F' and AGE >= 75").count == 89)
    #expect(try cohort.where("TRT01A == 'Xanomeline High Dose' and SAFFL == 'Y' and AGE < 65").count == 11)
    #expect(try cohort.where("TRTSDT >= '2013-01-01' and TRTSDT <= '2013-12-31'").count == 160)
    #expect(try cohort.where("DTHFL == 'Y'").count == 3)
    #expect(cohort.dictionary.columns["AGE"]?.unit == "years" && cohort.dictionary.label(of: "AGE") == "Age")
  }

  @Test("The populations are those of the flags")
  func populations() throws {
    #expect(cohort.populationNames == ["intention_to_treat", "safety", "efficacy"])
    #expect(
      cohort.dictionary.populations["safety"] == Population(label: "Safety population", condition: "SAFFL == 'Y'"))
    #expect(try cohort.population("safety").count == 254)
  }

  @Test("What is late is late, what is baseline is baseline, and the rest is not said")
  func timing() {
    let late = cohort.columnNames.filter { cohort.knownAt($0) == .afterOrigin }
    #expect(
      Set(late) == [
        "TRTEDT", "TRTDURD", "AVGDD", "CUMDOSE", "COMP8FL", "COMP16FL", "COMP24FL", "DISCONFL", "DSRAEFL", "DTHFL",
        "RFENDTC", "VISNUMEN", "RFENDT", "DCDECOD", "EOSSTT", "DCSREAS", "ttde_time", "ttde_cnsr", "ttde_reason",
        "ttde_end_date",
      ])
    let open = cohort.columnNames.filter { cohort.knownAt($0) == nil && $0 != "USUBJID" }
    #expect(open == ["EFFFL", "EDUCLVL", "DURDIS", "DURDSGR1", "MMSETOT"])
  }

  @Test("Adverse events have their roles, in the words of the study")
  func events() throws {
    #expect(cohort.column(playing: .grade, inTable: "adverse_events") == "AESEV")
    #expect(cohort.column(playing: .term, inTable: "adverse_events") == "AEDECOD")
    let severity = try #require(cohort.linked["adverse_events"]?.table.columns["AESEV"])
    #expect(severity.rowsByText.mapValues(\.count) == ["MILD": 770, "MODERATE": 378, "SEVERE": 43])
  }

  @Test("The define.xml is read whole: labels, types and lists of every dataset")
  func metadata() throws {
    let (metadata, findings) = DefineXML.beside(pilot ?? "")
    let define = try #require(metadata)
    #expect(findings.isEmpty && define.datasets.count == 12)
    #expect(define.datasets["ADSL"]?.items.count == 49)
    #expect(define.item("AVISIT", in: "ADADAS")?.codes == ["Baseline", "Week 8", "Week 16", "Week 24"])
    #expect(define.item("AVISITN", in: "ADADAS")?.meanings["16"] == "Week 16")
  }
}
