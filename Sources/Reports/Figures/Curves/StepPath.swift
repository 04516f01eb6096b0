/// A step curve in the coordinates of a drawing, thinned to what can be seen.
struct StepPath {
  /// A place where the curve steps, and the height from there on; `nil` where the curve has none.
  struct Step: Sendable, Hashable {
    var x: Double
    var y: Double?
  }

  /// The steps, ascending, the first where the curve begins.
  private(set) var steps: [Step]
  /// Where the curve ends.
  let end: Double

  /// A curve.
  ///
  /// - Parameters:
  ///   - steps: The places, ascending, and the heights from there on; the first is where the curve begins.
  ///   - end: Where the curve ends.
  init(_ steps: [Step], end: Double) {
    self.end = end
    self.steps = Self.thinned(steps)
  }

  /// The steps of which only the last within one unit is kept, and only where it moves the curve by a tenth of a unit, so that
  /// no more than two corners fall to a unit; the last step is always kept.
  private static func thinned(_ steps: [Step]) -> [Step] {
    guard let first = steps.first else { return [] }
    var kept = [first]
    for (place, step) in steps.enumerated().dropFirst() {
      let isLast = place == steps.count - 1
      if !isLast {
        let next = steps[place + 1]
        let bothKnown = (next.y == nil) == (step.y == nil)
        if bothKnown, next.x.rounded(.down) == step.x.rounded(.down) { continue }
        if let y = step.y, let last = kept[kept.count - 1].y, abs(y - last) < 0.1 { continue }
      }
      kept.append(step)
    }
    return kept
  }

  /// The curve as the data of a path.
  var path: String {
    var path = ""
    var isDrawing = false
    for (place, step) in steps.enumerated() {
      guard let y = step.y else {
        isDrawing = false
        continue
      }
      let next = place + 1 < steps.count ? steps[place + 1].x : end
      path += isDrawing ? "V\(y.coordinate)" : "M\(step.x.coordinate) \(y.coordinate)"
      path += "H\(next.coordinate)"
      isDrawing = true
    }
    return path
  }

  /// The surface between two curves as the data of a path, in pieces where both have a height.
  static func band(_ lower: [Step], _ upper: [Step], end: Double) -> String {
    var path = ""
    var piece: [(x: Double, low: Double, high: Double)] = []
    func close(at end: Double) {
      guard let first = piece.first else { return }
      let high = StepPath(piece.map { Step(x: $0.x, y: $0.high) }, end: end).steps
      let low = StepPath(piece.map { Step(x: $0.x, y: $0.low) }, end: end).steps
      path += "M\(first.x.coordinate) \(first.high.coordinate)"
      for step in high.dropFirst() { path += "H\(step.x.coordinate)V\((step.y ?? 0).coordinate)" }
      path += "H\(end.coordinate)"
      for step in low.reversed() { path += "V\((step.y ?? 0).coordinate)H\(step.x.coordinate)" }
      path += "Z"
      piece = []
    }
    for (low, high) in zip(lower, upper) {
      if let bottom = low.y, let top = high.y { piece.append((low.x, bottom, top)) } else { close(at: low.x) }
    }
    close(at: end)
    return path
  }
}
