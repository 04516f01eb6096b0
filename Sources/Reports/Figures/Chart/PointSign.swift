/// The signs of points, one for each series, that tell them apart without colour.
enum PointSign {
  /// The path of a sign with its middle at a place.
  static func path(_ series: Int, x: Double, y: Double) -> String {
    let (x, y) = (x, y)
    func move(_ dx: Double, _ dy: Double) -> String { "M\((x + dx).coordinate) \((y + dy).coordinate)" }
    switch series % 8 {
    case 0: return move(-3.2, 0) + "a3.2 3.2 0 1 0 6.4 0a3.2 3.2 0 1 0 -6.4 0Z"
    case 1: return move(-3.6, 3.1) + "h7.2l-3.6 -6.6Z"
    case 2: return move(-2.9, -2.9) + "h5.8v5.8h-5.8Z"
    case 3: return move(-4, 0) + "l4 -4l4 4l-4 4Z"
    case 4: return move(-3.6, -3.1) + "h7.2l-3.6 6.6Z"
    case 5: return move(-3.4, -1.1) + "h2.3v-2.3h2.2v2.3h2.3v2.2h-2.3v2.3h-2.2v-2.3h-2.3Z"
    case 6: return move(-4.2, -1.7) + "h8.4v3.4h-8.4Z"
    default: return move(-1.7, -4.2) + "h3.4v8.4h-3.4Z"
    }
  }
}
