/// The entries of a legend, one after the other in as many lines as it takes.
enum LegendFlow {
  /// Where an entry stands: the left end of its sample, and the middle of its line.
  struct Place: Sendable, Hashable {
    var x: Double
    var y: Double
    var name: String
  }

  /// The length of a sample of a line.
  static let sample = 26.0

  /// The places of the entries, their names cut where they must be.
  static func places(
    _ names: [String], size: Double, from left: Double, to right: Double, begin: Double
  ) -> [Place] {
    var places: [Place] = []
    var x = left
    var y = begin + 10
    for name in names {
      let shown = TextMeasure.fitted(name, size: size, into: right - left - sample - 8)
      let length = sample + 8 + TextMeasure.width(shown, size: size)
      if x > left, x + length > right {
        x = left
        y += 20
      }
      places.append(Place(x: x, y: y, name: shown))
      x += length + 22
    }
    return places
  }
}
