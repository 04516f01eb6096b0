import Analyses
import Cohorts
import Statistics

/// Kernels that call a function of the script: where it is smallest or zero, its integral and its derivatives.
enum Functions {
  static let kernels = [optimise, optimiseScalar, root, integrate, gradient, hessian]

  private static let ofList = Operand.function(
    "f", "fun(point: number[]): number", "Takes a list of numbers, and gives one.",
    example: "function(p) return (p[1] - 1) ^ 2 + (p[2] + 2) ^ 2 end")
  private static let start = Operand.numbers("start", "Where to begin.", example: "{ 0, 0 }")
  private static let method = Parameter<OptimiseMethod>.choice("method", "How it searches.", default: .nelderMead)
  private static let tolerance = Parameter<Double>.positive(
    "tolerance",
    "What counts as no difference, relative to the function; finer than about 1e-12 there is nothing to see.",
    default: 1e-10)
  private static let evaluations = Parameter.wholeNumber(
    "evaluations", "The most calls of the function.", in: 1...100_000_000, default: 10_000)

  private static let sameSteps =
    "Where the function gives missing or no number, the place counts as worse than all others. The same start takes the same steps "
    + "on every run. "

  static let optimise = Kernel(
    "numerics.optimise", "Where a function of several numbers is smallest.",
    details: sameSteps
      + "A function is made largest by making its negative smallest; converged says whether the search ended because "
      + "nothing smaller is near. Either method finds a minimum near the start, not the smallest of several.\n\n"
      + "For a likelihood, numerics.hessian at the point found gives the information, and numerics.inverse of that the variance.",
    operands: [ofList.any, start.any], parameters: [method.any, tolerance.any, evaluations.any],
    gives: .init(
      "{ point: workbench.Column, value: number, converged: boolean, steps: integer, evaluations: integer }",
      "The point, the function there, and how the search went."), example: [.init("method", .text("bfgs"))]
  ) { call in
    let start = try complete(call[start], "start", call)
    let function = values(of: call[ofList], call)
    let found =
      switch call[method] {
      case .nelderMead:
        try NelderMead(tolerance: call[tolerance], mostEvaluations: call[evaluations]).minimum(
          from: start, of: function)
      case .bfgs:
        try QuasiNewton(tolerance: call[tolerance], mostEvaluations: call[evaluations]).minimum(
          from: start, of: function)
      }
    return .record([
      ("point", .numbers(found.point)), ("value", found.value.isFinite ? .number(found.value) : .missing),
      ("converged", .flag(found.hasConverged)), ("steps", .integer(found.steps)),
      ("evaluations", .integer(found.evaluations)),
    ])
  }

  private static let ofNumber = Operand.function(
    "f", "fun(x: number): number", "Takes a number, and gives one.",
    example: "function(x) return x * x - 2 end")
  private static let lower = Operand.number("lower", "The lower end.", example: "0")
  private static let upper = Operand.number("upper", "The upper end.", example: "2")
  private static let nearness = Parameter<Double>.positive(
    "tolerance", "How near is near enough, relative to the place and to 1.", default: 1.5e-8)

  static let optimiseScalar = Kernel(
    "numerics.optimise_scalar", "Where a function of one number is smallest between two ends.",
    details: "Brent's method: parabolas, and the golden section where they fail. " + sameSteps
      + "It finds a minimum, which of several is not said, and does not try the ends themselves. A minimum cannot be told to more "
      + "than about eight digits from the function alone.",
    operands: [ofNumber.any, lower.any, upper.any], parameters: [nearness.any],
    gives: .init(
      "{ point: number, value: number, converged: boolean, evaluations: integer }",
      "The point, the function there, and how the search went.")
  ) { call in
    let (low, high) = (call[lower], call[upper])
    guard low < high else { throw call.wrong("lower should be below upper, found \(number(low)) and \(number(high))") }
    let function = value(of: call[ofNumber], call)
    let found = try BrentSearch.minimum(from: low, to: high, tolerance: call[nearness], of: function)
    return answer(found)
  }

  private static let closeness = Parameter<Double>.number(
    "tolerance", "How near to the root is near enough; 0 for as near as there are numbers.", in: 0...1e9, default: 0)

  static let root = Kernel(
    "numerics.root", "Where a function of one number is zero between two ends at which it has different signs.",
    details:
      "Brent's method: inverse quadratic interpolation, and halving where that fails, so that it always ends. Missing where the "
      + "signs at the ends do not differ, or where the function gives no number.",
    operands: [ofNumber.any, lower.any, upper.any], parameters: [closeness.any],
    gives: .init(
      "{ point: number, value: number, converged: boolean, evaluations: integer }",
      "The root, the function there, and how the search went; missing where there is none to be found.")
  ) { call in
    let function = value(of: call[ofNumber], call)
    let found = try BrentSearch.root(from: call[lower], to: call[upper], tolerance: call[closeness], of: function)
    return found.map(answer) ?? .missing
  }

  private static func answer(_ found: BrentSearch.Found) -> KernelValue {
    .record([
      ("point", .number(found.x)), ("value", .known(found.value)), ("converged", .flag(found.hasConverged)),
      ("evaluations", .integer(found.evaluations)),
    ])
  }

  private static let from = Operand.limit("lower", "The lower limit; -math.huge for no limit.", example: "0")
  private static let to = Operand.limit("upper", "The upper limit; math.huge for no limit.", example: "math.huge")
  private static let integrand = Operand.function(
    "f", "fun(x: number): number", "Takes a number, and gives one.",
    example: "function(x) return math.exp(-x) end")
  private static let precision = Parameter<Double>.positive(
    "tolerance", "The error that is near enough, relative to the integral.", default: 1e-10)

  static let integrate = Kernel(
    "numerics.integrate", "The integral of a function of one number.",
    details:
      "Gauss and Kronrod's rule of 21 points, on pieces that are halved where the error is largest; an infinite range is folded into "
      + "a finite one. The function is never called at the limits themselves. A peak that is narrow beside the range can be overlooked: "
      + "split the range there.\n\nconverged says whether the error is within the tolerance; where it is not, the value is the best "
      + "that was found.",
    operands: [integrand.any, from.any, to.any], parameters: [precision.any],
    gives: .init(
      "{ value: number, error: number, converged: boolean, evaluations: integer }",
      "The integral, a bound of its error, and how it was found.")
  ) { call in
    let found = try AdaptiveIntegral(relative: call[precision], absolute: 1e-300).integral(
      from: call[from], to: call[to], of: value(of: call[integrand], call))
    return .record([
      ("value", .known(found.value)), ("error", .known(found.error)), ("converged", .flag(found.hasConverged)),
      ("evaluations", .integer(found.evaluations)),
    ])
  }

  private static let place = Operand.numbers("point", "The place.", example: "{ 1, 2 }")

  static let gradient = Kernel(
    "numerics.gradient", "The slopes of a function of several numbers at a place.",
    details: "Central differences with Richardson's extrapolation: about ten digits where the function is smooth.",
    operands: [ofList.any, place.any], gives: .init("workbench.Column", "A slope for each number of the place.")
  ) { call in
    .numbers(
      try Differences.gradient(at: complete(call[place], "point", call), of: values(of: call[ofList], call)))
  }

  static let hessian = Kernel(
    "numerics.hessian", "The second derivatives of a function of several numbers at a place.",
    details: "Central differences with Richardson's extrapolation: about seven digits where the function is smooth.",
    operands: [ofList.any, place.any], gives: .init("workbench.Column[]", "A symmetric matrix.")
  ) { call in
    let point = try complete(call[place], "point", call)
    return .list(try Differences.hessian(at: point, of: values(of: call[ofList], call)).rows.map(KernelValue.numbers))
  }

  // MARK: Calling

  /// The function of a list, as the searches call it: what gives missing gives no number.
  private static func values(
    of function: KernelFunction, _ call: KernelCall
  ) -> ([Double]) throws -> Double {
    { point in try result(of: function(.list(point.map(KernelValue.number))), call) }
  }

  /// The function of a number.
  private static func value(of function: KernelFunction, _ call: KernelCall) -> (Double) throws -> Double {
    { x in try result(of: function(.number(x)), call) }
  }

  private static func result(of value: KernelValue, _ call: KernelCall) throws -> Double {
    if case .missing = value { return .nan }
    guard let number = value.double else {
      throw call.wrong("the function should give a number, found \(value.words)")
    }
    return number
  }

  private static func complete(_ numbers: Numbers, _ name: String, _ call: KernelCall) throws -> [Double] {
    guard numbers.validity.isComplete, numbers.count > 0, numbers.values.allSatisfy(\.isFinite) else {
      throw call.wrong("argument \"\(name)\" should hold at least one number, and none missing")
    }
    return numbers.values
  }

  private static func number(_ x: Double) -> String { Argument.number(x).source }
}

/// How a minimum is searched.
enum OptimiseMethod: String, Choice {
  case nelderMead = "nelder_mead"
  case bfgs

  var summary: String {
    switch self {
    case .nelderMead: "by a simplex, for any function"
    case .bfgs: "by slopes that are worked out from the function, for smooth ones: fewer steps, more digits"
    }
  }
}
