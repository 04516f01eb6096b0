import Analyses
import Cohorts
import RealModule
import Statistics

/// Kernels that make columns, and that read between the points of others.
enum Building {
  static let kernels = [sequence, repeated, combine, interpolate, logGamma, logBinomial]

  private static let from = Operand.number("from", "The first number.", example: "0")
  private static let to = Operand.number("to", "The last, or the bound of it.", example: "1")
  private static let step = Parameter<Double>.real("by", "From one to the next; not 0.", default: 1)

  static let sequence = Kernel(
    "numerics.sequence", "Numbers at equal steps.",
    details:
      "Each is reckoned from the first, so that rounding does not add up; a last one that misses the bound by rounding alone is in. "
      + "Whole numbers where all are.",
    operands: [from.any, to.any], parameters: [step.any], gives: .init("workbench.Column", "The numbers."),
    example: [.init("by", .number(0.25))]
  ) { call in
    let (first, last, step) = (call[from], call[to], call[step])
    let steps = (last - first) / step
    guard step != 0, steps >= -1e-10, steps < 1e9 else {
      throw call.wrong("by should lead from the first number to the last in fewer than 1e9 steps")
    }
    let values = (0...Int((steps + 1e-10).rounded(.down))).map { first + Double($0) * step }
    guard let whole = Optional(values.compactMap { Int(exactly: $0) }), whole.count == values.count else {
      return .numbers(values)
    }
    return .integers(whole)
  }

  private static let values = Operand.column("values", "The values.", example: "{ 1, 2 }")
  private static let times = Operand.integer("times", "How often.", in: 0...100_000_000, example: "3")

  static let repeated = Kernel(
    "numerics.repeated", "A column over and over.", details: "Missing values are repeated as the others are.",
    operands: [values.any, times.any],
    gives: .init("workbench.Column", "The column so many times, one after the other.")
  ) { call in
    let (column, times) = (call[values], call[times])
    guard column.count * times <= Int(Int32.max) else { throw call.wrong("the column would have too many rows") }
    return .column(column.gathered((0..<times).flatMap { _ in 0..<Int32(column.count) }))
  }

  private static let others = Operand.numbers("others", "The numbers that come after them.", example: "{ 3 }")
  private static let numbers = Operand.numbers("values", "The numbers that come first.", example: "{ 1, 2 }")

  static let combine = Kernel(
    "numerics.combine", "Two columns of numbers, one after the other.",
    details: "Missing values are kept.", operands: [numbers.any, others.any],
    gives: .init("workbench.Column", "A column of all rows.")
  ) { call in
    let (first, second) = (call[numbers], call[others])
    let flags = [first, second].flatMap { part in (0..<part.count).map { part.validity[$0] } }
    let joined = first.values + second.values
    guard first.isWhole, second.isWhole else { return .column(Column(.number(joined), validity: Validity(flags))) }
    let whole = zip(joined, flags).map { $1 ? Int64($0) : 0 }
    return .column(Column(.integer(whole), validity: Validity(flags)))
  }

  private static let x = Operand.numbers(
    "x", "Where the points stand; in ascending order, none twice.", example: "{ 0, 1, 2 }")
  private static let y = Operand.numbers("y", "Their values.", example: "{ 0, 10, 40 }")
  private static let at = Operand.each("at", "Where to read.", example: "{ 0.5, 2 }")
  private static let between = Parameter<Interpolation>.choice(
    "between", "What holds between two points.", default: .linear)
  private static let beyond = Parameter<Beyond>.choice(
    "beyond", "What holds before the first and after the last.", default: .missing)

  static let interpolate = Kernel(
    "numerics.interpolate", "Reads a curve between its points.",
    details:
      "Points without a value are left out. A step function is right-continuous: at a point it has that point's value.",
    operands: [x.any, y.any, at.any], parameters: [between.any, beyond.any],
    gives: .init("number|workbench.Column", "A number for each place: a number for one, a column for several.")
  ) { call in
    let curve = try Curve(call[x], call[y], call[between], call[beyond], call)
    return call[at].map(curve.value)
  }

  private static let argument = Operand.each("x", "Above 0.", example: "{ 0.5, 10 }")

  static let logGamma = Kernel(
    "numerics.log_gamma", "The logarithm of the gamma function.", details: "Missing at 0 and below.",
    operands: [argument.any], gives: .init("number|workbench.Column", "A number for each.")
  ) { call in call[argument].map { $0 > 0 ? .logGamma($0) : .nan } }

  private static let n = Operand.number("n", "How many there are, 0 or more.", example: "40")
  private static let k = Operand.each("k", "How many are chosen.", example: "{ 0, 20 }")

  static let logBinomial = Kernel(
    "numerics.log_choose", "The logarithm of the number of ways to choose k of n.",
    details: "Missing where k is below 0 or above n.", operands: [n.any, k.any],
    gives: .init("number|workbench.Column", "A number for each.")
  ) { call in
    let n = call[n]
    return call[k].map { k in
      guard k >= 0, k <= n else { return .nan }
      return Double.logGamma(n + 1) - .logGamma(k + 1) - .logGamma(n - k + 1)
    }
  }
}

/// What holds between two points of a curve.
enum Interpolation: String, Choice {
  case linear, step

  var summary: String {
    switch self {
    case .linear: "a straight line from one to the other"
    case .step: "the value of the one before"
    }
  }
}

/// What holds before the first point of a curve and after the last.
enum Beyond: String, Choice {
  case missing, nearest

  var summary: String {
    switch self {
    case .missing: "nothing is known there"
    case .nearest: "the value of the first, or of the last"
    }
  }
}

/// A curve by its points.
private struct Curve {
  let points: [(x: Double, y: Double)]
  let between: Interpolation
  let beyond: Beyond

  init(_ x: Numbers, _ y: Numbers, _ between: Interpolation, _ beyond: Beyond, _ call: KernelCall) throws {
    guard x.count == y.count else {
      throw call.wrong("x and y should have as many rows, found \(x.count) and \(y.count)")
    }
    let rows = (0..<x.count).filter { x.validity[$0] && y.validity[$0] }
    points = rows.map { (x.values[$0], y.values[$0]) }
    for (one, next) in zip(points, points.dropFirst()) where !(one.x < next.x) {
      throw call.wrong(
        "x should be in ascending order, found \(Argument.number(next.x).source) after \(Argument.number(one.x).source)"
      )
    }
    self.between = between
    self.beyond = beyond
  }

  func value(_ x: Double) -> Double {
    guard let first = points.first, let last = points.last else { return .nan }
    guard x >= first.x else { return beyond == .nearest ? first.y : .nan }
    guard x <= last.x else { return beyond == .nearest ? last.y : .nan }
    // The last point at or before x.
    var (low, high) = (0, points.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if points[middle].x <= x { low = middle } else { high = middle - 1 }
    }
    let one = points[low]
    guard between == .linear, one.x < x else { return one.y }
    let next = points[low + 1]
    let share = (x - one.x) / (next.x - one.x)
    return (1 - share) * one.y + share * next.y
  }
}
