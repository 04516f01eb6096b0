import Testing

@testable import Toxicity

@Suite("The course of a syndrome over days") struct GradeCourseTests {
  /// The grades of one subject's days: temperature, whether therapy was given, and the grade of hypotension.
  private func grades(
    _ days: [(day: Double, temperature: Double?, treated: Bool?, hypotension: Int)], gap: Double = 7
  ) -> [String] {
    var course = CytokineReleaseCourse(gap: gap)
    return days.map { day in
      let isWaived = course.isFeverWaived(on: day.day, treated: day.treated)
      let grade = CytokineReleaseRule.grade(
        fever: CytokineReleaseRule.isFever(day.temperature), isFeverWaived: isWaived,
        hypotension: GradeRange(day.hypotension), hypoxia: .none)
      course.take(grade, on: day.day)
      return grade.words()
    }
  }

  @Test("fever is required until therapy was given to a subject with CRS") func waived() {
    #expect(
      grades([(1, 39, false, 0), (2, 37, false, 2), (3, 38.5, true, 3), (4, 36.8, false, 3), (5, 36.8, false, 0)])
        == ["grade 1", "none", "grade 3", "grade 3", "none"])
  }

  @Test("therapy before any CRS waives nothing") func prophylaxis() {
    #expect(grades([(0, 37, true, 0), (1, 37, true, 2), (2, 38, false, 2)]) == ["none", "none", "grade 2"])
  }

  @Test("therapy on the day of onset counts from the next") func onset() {
    #expect(grades([(0, 38, true, 0), (1, 37, false, 3)]) == ["grade 1", "grade 3"])
  }

  @Test("once CRS is over for longer than the gap, fever is required again") func over() {
    let days: [(Double, Double?, Bool?, Int)] = [(0, 38, true, 0), (1, 37, false, 0), (9, 37, false, 2)]
    #expect(grades(days, gap: 7) == ["grade 1", "none", "none"])
    #expect(grades(days, gap: 9) == ["grade 1", "none", "grade 2"])
  }

  @Test("a temperature or a therapy that is missing leaves a range") func missing() {
    #expect(
      grades([(0, nil, false, 2), (1, 37, true, 2), (2, 38, false, 0)]) == [
        "at most grade 2", "at most grade 2", "grade 1",
      ])
    #expect(grades([(0, 38, nil, 0), (1, 37, false, 3)]) == ["grade 1", "at most grade 3"])
    #expect(grades([(0, 38, true, 0), (1, nil, false, 0)]) == ["grade 1", "at most grade 1"])
  }

  @Test("the worst grade, the first and the last day are those of certain grades") func worst() {
    var course = GradeCourse()
    #expect(course.happened == false)
    course.take(GradeRange(0, 2), on: 1)
    #expect(course.happened == nil && course.onset == nil)
    for (day, grade) in [(2.0, 1), (3, 3), (4, 1), (6, 0)] { course.take(GradeRange(grade), on: day) }
    #expect(course.worst == GradeRange(3) && course.onset == 2 && course.end == 4 && course.happened == true)
    #expect(course.assessments == 5)
    course.take(GradeRange(0, 4), on: 7)
    #expect(course.worst.words() == "at least grade 3" && course.end == 4)
  }

  @Test("assessments come in the order of days, without those before day 0 or without a day") func order() {
    let order = AssessmentOrder(
      days: [3, 1, .nan, -1, 0, 3, 2], subjects: [1, 1, 1, 0, 2, 1, 1], count: 3)
    #expect(Array(order.rows(of: 1)) == [1, 6, 0, 5])
    #expect(Array(order.rows(of: 0)).isEmpty && Array(order.rows(of: 2)) == [4])
    #expect(order.withoutDay == 1 && order.beforeOrigin == 1)
    #expect(AssessmentOrder(days: [], subjects: [], count: 0).starts == [0])
  }
}
