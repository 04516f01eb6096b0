import Analyses
import Testing

@Suite("Bars of shares, and bars back to back") struct FigureBarsTests {
  private func bars(_ panel: Figure.Chart.Panel) -> [(at: [Double], from: [Double], to: [Double], labels: [Quantity])] {
    panel.marks.compactMap { mark in
      guard case .bars(_, let places, let from, let to, let labels) = mark.shape else { return nil }
      return (places, from, to, labels?.values ?? [])
    }
  }

  @Test("shares stand on one another and end at 1 exactly") func shares() throws {
    let found = bars(.shares(of: [[1, 2, 4], [3, 0, 0]], groups: ["A", "B"]))
    try #require(found.count == 3)
    #expect(found[0].at == [0, 1] && found[0].from == [0, 0] && found[0].to == [1.0 / 7, 1])
    // A share of none has no bar.
    #expect(found[1].at == [0] && found[1].from == [1.0 / 7] && found[1].to == [3.0 / 7])
    #expect(found[2].at == [0] && found[2].from == [3.0 / 7] && found[2].to == [1])
    #expect(found[1].labels == [.number(2.0 / 7)])
  }

  @Test("a group of nobody has no bar, and no groups no marks") func empty() {
    #expect(bars(.shares(of: [[0, 0], [1, 1]], groups: ["A", "B"])).allSatisfy { $0.at == [1] })
    #expect(bars(.shares(of: [], groups: [])).isEmpty)
    #expect(bars(.shares(of: [[], [2]], groups: ["A", "B"])).map(\.at) == [[1]])
  }

  @Test("upright shares have their groups on the horizontal axis") func upright() {
    let panel = Figure.Chart.Panel.shares(of: [[1]], groups: ["A"], direction: .vertical)
    #expect(panel.x.scale == .categories(["A"]) && panel.y.limits == .init(0, 1))
  }

  @Test("back to back, the left goes below 0 and its sum is positive") func backToBack() {
    let panel = Figure.Chart.Panel.backToBack(
      rows: ["CRS"], sides: .init("Low", "High"), left: [[0.5, 0.25]], right: [[0.25, 0.5]], axis: .init("Share"))
    let found = bars(panel)
    #expect(found.map(\.from) == [[0], [-0.5], [0], [0.25]])
    #expect(found.map(\.to) == [[-0.5], [-0.75], [0.25], [0.75]])
    #expect(found.map(\.labels) == [[], [.number(0.75)], [], [.number(0.75)]])
    #expect(panel.marks.map(\.series) == [0, 1, 0, 1])
    #expect(panel.x.sides == .init("Low", "High"))
  }

  @Test("of one series each side has its own colour") func sides() {
    let panel = Figure.Chart.Panel.backToBack(
      rows: ["A", "B"], sides: .init("l", "r"), left: [[1], [2]], right: [[3], []], axis: .init("n", format: .count))
    #expect(panel.marks.map(\.series) == [0, 1])
    #expect(bars(panel).map(\.at) == [[0, 1], [0]])
  }
}
