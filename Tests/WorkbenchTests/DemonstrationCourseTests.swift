import Cohorts
import OrderedCollections
import Testing

@testable import Workbench

@Suite("The illness of the demonstration cohort is possible")
struct DemonstrationCourseTests {
  let view: CohortView

  init() throws { view = CohortView(cohort: try DemonstrationCohort.make()) }

  @Test("progression comes no later than death, and events are where their days are")
  func survivalTimes() throws {
    let (pfs, os) = (try view.numbers("pfs_days"), try view.numbers("os_days"))
    let (failed, died) = (try view.numbers("pfs_event"), try view.numbers("os_event"))
    let (relapse, death) = (try view.numbers("relapse_day"), try view.numbers("death_day"))
    for row in 0..<view.cohort.count {
      let (last, free) = (try #require(os[row]), try #require(pfs[row]))
      #expect(free <= last)
      #expect(death[row] == (died[row] == 1 ? last : nil))
      #expect(failed[row] == (relapse[row] != nil || died[row] == 1 ? 1 : 0))
      #expect(free == relapse[row] ?? last)
      if failed[row] == 0 { #expect(free == last && died[row] == 0) }
    }
  }

  @Test("events are neither rare nor the rule")
  func eventCounts() throws {
    #expect(try view.numbers("pfs_event").count { $0 == 1 } == 131)
    #expect(try view.numbers("os_event").count { $0 == 1 } == 121)
  }

  @Test("transplant comes before death and last contact, and after progression only for 16 as salvage")
  func transplants() throws {
    let (pfs, os) = (try view.numbers("pfs_days"), try view.numbers("os_days"))
    let (days, responses) = (try view.numbers("transplant_day"), try view.texts("response"))
    var salvage = 0
    for (row, day) in days.enumerated() {
      guard let day else { continue }
      #expect(day < (try #require(os[row])))
      #expect(responses[row] != "NE")
      if day >= (try #require(pfs[row])) { salvage += 1 }
    }
    #expect(salvage == 16)
  }

  @Test("response is known before progression, before transplant, and for the evaluable only")
  func responses() throws {
    let (days, responses) = (try view.numbers("response_day"), try view.texts("response"))
    let (pfs, transplants) = (try view.numbers("pfs_days"), try view.numbers("transplant_day"))
    for row in days.indices {
      #expect((days[row] == nil) == (responses[row] == "NE"))
      guard let day = days[row] else { continue }
      #expect(day < (try #require(pfs[row])))
      if let transplant = transplants[row] { #expect(day < transplant) }
    }
  }

  @Test("adverse events lie between infusion and last contact, several for some")
  func adverseEvents() throws {
    let (table, subjects) = try view.cohort.linkedTable("adverse_events")
    let os = try view.numbers("os_days")
    let ids = try view.texts("subject_id")
    var episodes: [Int32: Int] = [:]
    for row in 0..<table.count {
      guard case .integer(let onset) = try table.column("onset_day")[row],
        case .integer(let end) = try table.column("end_day")[row],
        case .integer(let grade) = try table.column("grade")[row]
      else {
        Issue.record("row \(row) is incomplete")
        continue
      }
      let subject = Int(subjects[row])
      let last = try #require(os[subject])
      #expect(0 <= onset && onset <= end && Double(end) <= last)
      #expect((1...5).contains(grade))
      #expect(try table.column("subject_id")[row] == .text(ids[subject]))
      if try table.column("term")[row] == .text("Cytokine release syndrome") {
        episodes[subjects[row], default: 0] += 1
      }
    }
    #expect(episodes.count == 320)
    #expect(episodes.values.reduce(0, +) == 346)
  }

  @Test("ICANS occurs only with CRS")
  func icansWithCRS() throws {
    let crs = try view.worstGrades("Cytokine release syndrome")
    for subject in try view.worstGrades("ICANS").keys { #expect(crs[subject] != nil) }
  }

  @Test("grade 5 is where somebody died that day")
  func fatalEvents() throws {
    let (table, subjects) = try view.cohort.linkedTable("adverse_events")
    let deaths = try view.numbers("death_day")
    let (grades, ends) = (try table.column("grade"), try table.column("end_day"))
    for row in 0..<table.count where grades[row] == .integer(5) {
      #expect(deaths[Int(subjects[row])].map { Value.integer(Int($0)) } == ends[row])
    }
  }
}
