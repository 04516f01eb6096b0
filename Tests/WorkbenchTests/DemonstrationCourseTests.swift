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

  @Test(
    "the best of each subject's assessments is the response, first found on its day; nobody is assessed after progression"
  )
  func assessments() throws {
    let (table, subjects) = try view.cohort.linkedTable("assessments")
    let order = ["CR", "CRi", "PR", "NR", "PD", "NE"]
    let (responses, days) = (try view.texts("response"), try view.numbers("response_day"))
    let pfs = try view.numbers("pfs_days")
    var best: [Int: (rank: Int, day: Int)] = [:]
    var last: [Int: Int] = [:]
    for row in 0..<table.count {
      let subject = Int(subjects[row])
      guard case .integer(let day) = try table.column("day")[row],
        case .text(let response) = try table.column("response")[row]
      else {
        Issue.record("row \(row) is incomplete")
        continue
      }
      let rank = try #require(order.firstIndex(of: response))
      #expect(last[subject].map { $0 < day } ?? true)
      #expect(Double(day) <= (try #require(pfs[subject])))
      last[subject] = day
      if rank < best[subject]?.rank ?? order.count { best[subject] = (rank, day) }
    }
    for (subject, response) in responses.enumerated() {
      #expect(best[subject].map { order[$0.rank] } ?? "NE" == response)
      #expect(best[subject].map { Double($0.day) } == days[subject])
    }
  }

  @Test("findings are of the days of the episodes of their syndrome, each day once")
  func findings() throws {
    for (name, term) in [("crs_findings", "Cytokine release syndrome"), ("icans_findings", "ICANS")] {
      let (events, subjects) = try view.cohort.linkedTable("adverse_events")
      var expected: Set<[Int]> = []
      for row in 0..<events.count where try events.column("term")[row] == .text(term) {
        guard case .integer(let onset) = try events.column("onset_day")[row],
          case .integer(let end) = try events.column("end_day")[row]
        else { continue }
        for day in onset...end { expected.insert([Int(subjects[row]), day]) }
      }
      let (findings, owners) = try view.cohort.linkedTable(name)
      let found = try (0..<findings.count).compactMap { row -> [Int]? in
        guard case .integer(let day) = try findings.column("day")[row] else { return nil }
        return [Int(owners[row]), day]
      }
      #expect(Set(found) == expected && found.count == expected.count)
    }
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
