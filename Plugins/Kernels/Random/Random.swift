import Analyses
import Cohorts
import Statistics

/// A stream of random numbers, as scripts hold it.
final class Stream: KernelObject {
  let name: String
  var numbers: NamedStream

  init(name: String, seed: UInt64) {
    self.name = name
    numbers = NamedStream(seed: seed, name: name)
  }

  var words: String { "a stream of random numbers" }
  var luaType: String { "numerics.Stream" }
  var restoring: () -> Void { { [self, numbers] in self.numbers = numbers } }
}

/// Kernels that draw random numbers.
enum Random {
  static let kernels = [
    stream, drawUniform, drawNormal, drawExponential, drawIntegers, permutation, sample,
  ]

  private static let streamType = "numerics.Stream"

  private static let name = Operand.text("name", "What the numbers are for.", example: #""bootstrap""#)

  static let stream = Kernel(
    "numerics.stream", "A stream of random numbers, told by the run's seed and a name.",
    details:
      "Streams of different names are independent of each other, and of what analyses draw: to draw more from one changes none of "
      + "the others. The same name under the same seed begins the same numbers anew, on every machine. Philox 4x32-10.",
    operands: [name.any], gives: .init(streamType, "A stream, for numerics.draw_uniform and the like.")
  ) { call in .object(Stream(name: call[name], seed: call.seed)) }

  private static let source = Operand<Stream>.object(
    "stream", streamType, "A stream; what is drawn is taken from it.", from: "numerics.stream",
    example: #"numerics.stream("example")"#)
  private static let count = Operand.integer("count", "How many.", in: 0...1_000_000_000, example: "3")

  private static func draws(_ count: Int, _ draw: () -> Double) -> KernelValue {
    .column(Column(.number((0..<count).map { _ in draw() })))
  }

  private static let minimum = Parameter<Double>.real("minimum", "The lower end.", default: 0)
  private static let maximum = Parameter<Double>.real("maximum", "The upper end.", default: 1)

  static let drawUniform = Kernel(
    "numerics.draw_uniform", "Uniform random numbers.", details: "Neither end itself comes up.",
    operands: [source.any, count.any], parameters: [minimum.any, maximum.any],
    gives: .init("workbench.Column", "The numbers.")
  ) { call in
    let (stream, low, high) = (call[source], call[minimum], call[maximum])
    guard low < high else { throw call.wrong("minimum should be below maximum") }
    return draws(call[count]) { low + (high - low) * stream.numbers.uniform() }
  }

  private static let mean = Parameter<Double>.real("mean", "Their mean.", default: 0)
  private static let deviation = Parameter<Double>.positive(
    "standard_deviation", "Their standard deviation.", default: 1)

  static let drawNormal = Kernel(
    "numerics.draw_normal", "Normal random numbers.", details: "The quantiles of uniform ones (Wichura's AS 241).",
    operands: [source.any, count.any], parameters: [mean.any, deviation.any],
    gives: .init("workbench.Column", "The numbers.")
  ) { call in
    let (stream, mean, deviation) = (call[source], call[mean], call[deviation])
    return draws(call[count]) { mean + deviation * stream.numbers.normal() }
  }

  private static let rate = Parameter<Double>.positive("rate", "Their rate, one over the mean.", default: 1)

  static let drawExponential = Kernel(
    "numerics.draw_exponential", "Exponential random numbers.",
    details:
      "Times to an event of constant hazard. Other distributions are drawn as their quantiles of uniform numbers, such as "
      + "numerics.weibull_quantile(numerics.draw_uniform(stream, n), { … }).",
    operands: [source.any, count.any], parameters: [rate.any], gives: .init("workbench.Column", "The numbers.")
  ) { call in
    let (stream, rate) = (call[source], call[rate])
    return draws(call[count]) { stream.numbers.exponential() / rate }
  }

  private static let from = Operand.integer(
    "from", "The smallest.", in: -(1 << 53)...1 << 53, example: "1")
  private static let to = Operand.integer("to", "The largest.", in: -(1 << 53)...1 << 53, example: "6")

  static let drawIntegers = Kernel(
    "numerics.draw_integers", "Whole random numbers, each with the same chance.", details: "Both ends come up.",
    operands: [source.any, count.any, from.any, to.any], gives: .init("workbench.Column", "The numbers.")
  ) { call in
    let (stream, low, high) = (call[source], call[from], call[to])
    guard low <= high else { throw call.wrong("from should be at most to, found \(low) and \(high)") }
    return .integers((0..<call[count]).map { _ in low + stream.numbers.below(high - low + 1) })
  }

  static let permutation = Kernel(
    "numerics.permutation", "The whole numbers from 1 to n in random order.",
    details: "Each order has the same chance (Fisher and Yates). column:take of it puts a column in that order.",
    operands: [source.any, count.any], gives: .init("workbench.Column", "The numbers.")
  ) { call in .integers(call[source].numbers.sample(call[count], of: call[count]).map { $0 + 1 }) }

  private static let values = Operand.column("values", "What is drawn from.", example: #"cohort:column("age")"#)
  private static let size = Operand.integer("count", "How many.", in: 0...1_000_000_000, example: "5")
  private static let replace = Parameter.flag(
    "replace", "Whether each is put back, so that it can come up again.", default: false)

  static let sample = Kernel(
    "numerics.sample", "Rows of a column at random, each with the same chance.",
    details:
      "Missing values are drawn as the others are. To draw the same rows of several columns, draw row numbers: numerics.sample of "
      + "numerics.sequence(1, n), then column:take.",
    operands: [source.any, values.any, size.any], parameters: [replace.any],
    gives: .init("workbench.Column", "The values drawn."), example: [.init("replace", .flag(true))]
  ) { call in
    let (stream, column, size) = (call[source], call[values], call[size])
    let rows: [Int]
    if call[replace] {
      guard column.count > 0 || size == 0 else { throw call.wrong("there is no row to draw") }
      rows = (0..<size).map { _ in stream.numbers.below(column.count) }
    } else {
      guard size <= column.count else {
        throw call.wrong("there are \(column.count) rows, of which \(size) cannot be drawn without putting them back")
      }
      rows = stream.numbers.sample(size, of: column.count)
    }
    return .column(column.gathered(rows.map(Int32.init)))
  }
}
