import Testing

@testable import Cohorts

@Suite("Groups of subjects") struct GroupSizeTests {
  @Test("count their subjects, and nobody without a group") func sizes() {
    let groups = Grouping(codes: [1, -1, 0, 1], levels: ["a", "b", "c"])
    #expect(groups.sizes == [1, 2, 0])
    #expect(groups.members == [[2], [0, 3], []])
    #expect(Grouping(codes: [], levels: []).sizes.isEmpty)
  }
}
