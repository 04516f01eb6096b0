/// The signs of points, one for each series, that tell them apart without colour.
enum PointSign {
  /// The path of a sign with its middle at a place, smaller or larger by a scale.
  static func path(_ series: Int, x: Double, y: Double, scale: Double = 1) -> String {
    func move(_ dx: Double, _ dy: Double) -> String {
      "M\((x + dx * scale).coordinate) \((y + dy * scale).coordinate)"
    }
    func shape(_ parts: (command: String, numbers: [Double])...) -> String {
      parts.map { $0.command + $0.numbers.map { ($0 * scale).coordinate }.joined(separator: " ") }.joined()
    }
    switch series % 8 {
    case 0:
      let radius = (3.2 * scale).coordinate
      let arc = "a\(radius) \(radius) 0 1 0 "
      return move(-3.2, 0) + arc + "\((6.4 * scale).coordinate) 0" + arc + "\((-6.4 * scale).coordinate) 0Z"
    case 1: return move(-3.6, 3.1) + shape(("h", [7.2]), ("l", [-3.6, -6.6])) + "Z"
    case 2: return move(-2.9, -2.9) + shape(("h", [5.8]), ("v", [5.8]), ("h", [-5.8])) + "Z"
    case 3: return move(-4, 0) + shape(("l", [4, -4]), ("l", [4, 4]), ("l", [-4, 4])) + "Z"
    case 4: return move(-3.6, -3.1) + shape(("h", [7.2]), ("l", [-3.6, 6.6])) + "Z"
    case 5:
      return move(-3.4, -1.1)
        + shape(("h", [2.3]), ("v", [-2.3]), ("h", [2.2]), ("v", [2.3]), ("h", [2.3]), ("v", [2.2]), ("h", [-2.3]))
        + shape(("v", [2.3]), ("h", [-2.2]), ("v", [-2.3]), ("h", [-2.3])) + "Z"
    case 6: return move(-4.2, -1.7) + shape(("h", [8.4]), ("v", [3.4]), ("h", [-8.4])) + "Z"
    default: return move(-1.7, -4.2) + shape(("h", [3.4]), ("v", [8.4]), ("h", [-3.4])) + "Z"
    }
  }
}
