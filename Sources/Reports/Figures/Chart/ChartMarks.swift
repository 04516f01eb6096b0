internal import Analyses

/// Draws the marks of a chart's panel, in coordinates that are counted from the corner of its plot.
struct ChartMarks {
  let x: ChartAxis
  let y: ChartAxis
  let width: Double
  let height: Double
  let size: Double
  let rounding: Rounding
  /// How far the marks reach, and how wide the bars are.
  let extent: ChartExtent
  /// The colours of the series.
  var palette = SeriesPalette()
  /// The scale of the shades of cells.
  var shades: ChartAxis?
  /// The size of what is written in bars; `nil` where they are too narrow.
  var labelSize: Double?

  /// From how many points on they are drawn as small dots that show where they crowd: sooner where no sign must be told from
  /// others.
  private static func many(_ series: Int?) -> Int { series == nil ? 40 : 150 }

  /// Draws a mark.
  func draw(_ mark: Figure.Chart.Mark, on markup: inout SVGMarkup) {
    let (colour, fill) = (palette.stroke(mark.series), palette.fill(mark.series))
    let pattern = palette.pattern(mark.series)
    switch mark.shape {
    case .points(let x, let y): points(x, y, series: mark.series, colour, fill, &markup)
    case .line(let x, let y): markup.path(line(x, y), class: "curve \(colour)", pattern)
    case .steps(let x, let y): markup.path(steps(x, y), class: "curve \(colour)", pattern)
    case .ribbon(let x, let lower, let upper): markup.path(ribbon(x, lower, upper), class: "band \(fill)")
    case .stepRibbon(let x, let lower, let upper): markup.path(stepRibbon(x, lower, upper), class: "band \(fill)")
    case .intervals(let direction, let places, let lower, let upper):
      markup.path(intervals(direction, places, lower, upper), class: "mark \(colour)")
    case .bars(let direction, let places, let from, let to, let labels):
      bars(direction, places, from, to, labels, series: mark.series, &markup)
    case .cells(let x, let y, let values, let format): cells(x, y, values, format, &markup)
    case .reference(let direction, let place, _): markup.path(reference(direction, place), class: "half")
    case .values(let x, let y, let values, let format): write(x, y, values, format, &markup)
    }
  }

  // MARK: - Places

  func across(_ value: Double) -> Double? { x.fraction(value).map { $0 * width } }

  /// How far down a number is; the first of names stands on top.
  func down(_ value: Double) -> Double? {
    y.fraction(value).map { y.categories == nil ? (1 - $0) * height : $0 * height }
  }

  func place(_ x: Double, _ y: Double?) -> (x: Double, y: Double)? {
    guard let y, let across = across(x), let down = down(y) else { return nil }
    // What lies far outside is cut off anyway, and must not grow the file.
    guard across > -width, across < 2 * width else { return nil }
    return (across, min(max(down, -2 * height), 3 * height))
  }

  // MARK: - Shapes

  private func points(
    _ x: [Double], _ y: [Double], series: Int?, _ colour: String, _ fill: String, _ markup: inout SVGMarkup
  ) {
    let places = zip(x, y).compactMap { place($0, $1) }
    guard places.count > Self.many(series) else {
      let path = places.map { PointSign.path(series ?? 0, x: $0.x, y: $0.y) }.joined()
      markup.path(path, class: "sign \(fill)")
      return
    }
    // Of dots that would cover each other, one is enough.
    var seen: Set<Int> = []
    let path = places.filter { seen.insert(Int($0.x.rounded()) * 100_000 + Int($0.y.rounded())).inserted }
      .map { "M\($0.x.coordinate) \($0.y.coordinate)h0" }.joined()
    markup.path(path, class: "dots \(colour)")
  }

  private func line(_ x: [Double], _ y: [Double?]) -> String {
    var path = ""
    var last: (x: Double, y: Double)?
    for (across, height) in zip(x, y) {
      guard let place = place(across, height) else {
        last = nil
        continue
      }
      // What moves by less than can be seen is left out.
      if let last, abs(place.x - last.x) < 0.4, abs(place.y - last.y) < 0.4 { continue }
      path += (last == nil ? "M" : "L") + "\(place.x.coordinate) \(place.y.coordinate)"
      last = place
    }
    return path
  }

  private func stepPlaces(_ x: [Double], _ y: [Double?]) -> [StepPath.Step] {
    zip(x, y).compactMap { x, y in
      across(x).map { StepPath.Step(x: $0, y: y.flatMap(down).map { min(max($0, -2 * height), 3 * height) }) }
    }
  }

  private func steps(_ x: [Double], _ y: [Double?]) -> String {
    let places = stepPlaces(x, y)
    return StepPath(places, end: places.last?.x ?? 0).path
  }

  private func stepRibbon(_ x: [Double], _ lower: [Double?], _ upper: [Double?]) -> String {
    let low = stepPlaces(x, lower)
    return StepPath.band(low, stepPlaces(x, upper), end: low.last?.x ?? 0)
  }

  private func ribbon(_ x: [Double], _ lower: [Double?], _ upper: [Double?]) -> String {
    var path = ""
    var low: [(x: Double, y: Double)] = []
    var high: [(x: Double, y: Double)] = []
    func close() {
      guard low.count > 1 else { return (low, high) = ([], []) }
      let places = (high + low.reversed()).map { "\($0.x.coordinate) \($0.y.coordinate)" }
      path += "M" + places.joined(separator: "L") + "Z"
      (low, high) = ([], [])
    }
    for (across, (bottom, top)) in zip(x, zip(lower, upper)) {
      guard let bottom = place(across, bottom), let top = place(across, top) else {
        close()
        continue
      }
      low.append(bottom)
      high.append(top)
    }
    close()
    return path
  }

  private func intervals(
    _ direction: Figure.Chart.Direction, _ places: [Double], _ lower: [Double?], _ upper: [Double?]
  ) -> String {
    zip(places, zip(lower, upper)).map { place, limits -> String in
      if direction == .vertical {
        guard let x = across(place) else { return "" }
        let bottom = limits.0.map { down($0) ?? height + 9 } ?? height + 9
        let top = limits.1.flatMap(down) ?? -9
        return "M\(x.coordinate) \(bottom.coordinate)V\(top.coordinate)"
          + "M\((x - 3).coordinate) \(bottom.coordinate)h6"
          + "M\((x - 3).coordinate) \(top.coordinate)h6"
      }
      guard let y = down(place) else { return "" }
      let left = limits.0.map { across($0) ?? -9 } ?? -9
      let right = limits.1.flatMap(across) ?? width + 9
      return "M\(left.coordinate) \(y.coordinate)H\(right.coordinate)" + "M\(left.coordinate) \((y - 3).coordinate)v6"
        + "M\(right.coordinate) \((y - 3).coordinate)v6"
    }.joined()
  }

  private func reference(_ direction: Figure.Chart.Direction, _ place: Double) -> String {
    direction == .horizontal
      ? down(place).map { "M0 \($0.coordinate)H\(width.coordinate)" } ?? ""
      : across(place).map { "M\($0.coordinate) 0V\(height.coordinate)" } ?? ""
  }

  private func write(
    _ x: [Double], _ y: [Double], _ values: [Quantity], _ format: TableLayout.Format, _ markup: inout SVGMarkup
  ) {
    for (value, (x, y)) in zip(values, zip(x, y)) {
      guard let place = place(x, y) else { continue }
      let text = rounding.written(value, as: format) ?? "NE"
      markup.text(text, x: place.x, y: place.y + 4, anchor: "middle", class: "said", size: size - 1)
    }
  }
}
