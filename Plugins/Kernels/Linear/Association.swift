import Analyses
import Cohorts
import Statistics

/// Kernels of two columns that make one number.
enum Association {
  static let kernels = [dot, covariance, correlation]

  private static let first = Operand.numbers("first", "The one column.", example: #"cohort:column("age")"#)
  private static let second = Operand.numbers(
    "second", "The other, of as many rows.", example: #"cohort:column("age") * 2"#)

  private static let missing = "Rows that miss either value are left out. "

  static let dot = Kernel(
    "numerics.dot", "The sum of the products of two columns, row by row.",
    details: missing + "The sum is compensated; the sum of no products is 0.", operands: [first.any, second.any],
    gives: .init("number", "The sum.")
  ) { call in
    let pair = try Pair(call[first], call[second], call)
    return .known(LaneSum.products(pair.first, pair.second, present: pair.validity.words))
  }

  static let covariance = Kernel(
    "numerics.covariance", "The sample covariance, with n - 1 in the denominator.",
    details: missing + "Missing where fewer than two rows are left.", operands: [first.any, second.any],
    gives: .init("number", "The covariance.")
  ) { call in
    let pair = try Pair(call[first], call[second], call)
    guard pair.count > 1, let moments = pair.centred else { return .missing }
    return .known(moments.products / Double(pair.count - 1))
  }

  private static let method = Parameter<CorrelationMethod>.choice(
    "method", "Of what the correlation is taken.", default: .pearson)

  static let correlation = Kernel(
    "numerics.correlation", "The correlation of two columns, Pearson's or Spearman's.",
    details: missing
      + "Spearman's is Pearson's of the ranks among the rows that are left, those of equal values averaged. Missing where "
      + "fewer than two rows are left, or where one column does not vary.",
    operands: [first.any, second.any], parameters: [method.any],
    gives: .init("number", "The correlation, from -1 to 1."), example: [.init("method", .text("spearman"))]
  ) { call in
    var pair = try Pair(call[first], call[second], call)
    if call[method] == .spearman { pair = pair.ranked }
    guard pair.count > 1, pair.varies, let moments = pair.centred else { return .missing }
    let r = moments.products / (moments.first.squareRoot() * moments.second.squareRoot())
    return .known(min(max(r, -1), 1))
  }
}

/// What a correlation is taken of.
enum CorrelationMethod: String, Choice {
  case pearson, spearman

  var summary: String {
    switch self {
    case .pearson: "of the values"
    case .spearman: "of their ranks"
    }
  }
}

/// Two columns of numbers, and the rows that hold both.
struct Pair {
  var first: [Double]
  var second: [Double]
  var validity: Validity

  init(_ first: Numbers, _ second: Numbers, _ call: KernelCall) throws {
    guard first.count == second.count else {
      throw call.wrong("both columns should have as many rows, found \(first.count) and \(second.count)")
    }
    self.first = first.values
    self.second = second.values
    validity = first.validity.intersection(second.validity)
  }

  /// How many rows hold both.
  var count: Int { validity.count - validity.missingCount }

  /// Whether neither column has one value throughout.
  var varies: Bool {
    guard let row = first.indices.first(where: { validity[$0] }) else { return false }
    return first.indices.contains { validity[$0] && first[$0] != first[row] }
      && second.indices.contains { validity[$0] && second[$0] != second[row] }
  }

  /// Σ (x − x̄)², Σ (y − ȳ)², Σ (x − x̄)(y − ȳ); `nil` where a mean is not finite.
  var centred: (first: Double, second: Double, products: Double)? {
    let n = Double(count)
    let a = LaneSum.sum(first, present: validity.words) / n
    let b = LaneSum.sum(second, present: validity.words) / n
    guard a.isFinite, b.isFinite else { return nil }
    return (
      LaneSum.squares(first, about: a, present: validity.words).squares,
      LaneSum.squares(second, about: b, present: validity.words).squares,
      LaneSum.products(first, about: a, second, about: b, present: validity.words)
    )
  }

  /// The ranks of the rows that hold both.
  var ranked: Pair {
    let rows = first.indices.filter { validity[$0] }
    var pair = self
    pair.first = MidRanks(rows.map { first[$0] }).doubled.map(Double.init)
    pair.second = MidRanks(rows.map { second[$0] }).doubled.map(Double.init)
    pair.validity = Validity(allPresent: rows.count)
    return pair
  }
}
