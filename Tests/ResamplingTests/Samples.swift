import Analyses
import Cohorts
import OrderedCollections
import Resampling
import Survival
import TestSupport
import Testing

/// A mean, as a plugin of its own: what the bootstrap of it must give is known in closed form.
struct SamplePlugin: Plugin {
  let name = "sample"
  let summary = "Means, for tests."
  let analyses = [Self.mean("sample.mean", takingWeights: true), Self.mean("sample.plain_mean", takingWeights: false)]

  private static let weights = Parameter.optionalColumn("weights", "How many subjects each row stands for.")

  /// The mean of column `x`; it cannot be computed where the smallest value is in but twice or less.
  private static func mean(_ name: String, takingWeights: Bool) -> Analysis {
    Analysis(
      name, "The mean.", details: "The mean of x.", parameters: takingWeights ? [weights.any] : [],
      statistics: [.init("mean", "The mean."), .init("total", "The sum."), .init("unlucky", "Fails at times.")],
      example: []
    ) { cohort, arguments in
      let (x, _) = try cohort.numbers("x")
      let w = try takingWeights ? arguments[weights].map { try cohort.numbers($0).values } : nil
      let count = w?.reduce(0, +) ?? Double(x.count)
      var sum = 0.0
      var smallest = 0.0
      for row in x.indices {
        sum += x[row] * (w?[row] ?? 1)
        if x[row] == 1 { smallest += w?[row] ?? 1 }
      }
      return AnalysisResult(
        title: "Mean", methods: ["The mean of x."],
        rows: [
          Row("mean", Quantity(count > 0 ? sum / count : nil, otherwise: "no subjects")), Row("total", .number(sum)),
          Row("unlucky", smallest > 0 ? .number(sum) : .notEstimable("nobody has 1")),
        ], cautions: [Caution(.smallGroup, "A mean of few.")])
    }
  }
}

enum Samples {
  static let values: [Double] = [1, 2, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144]

  static func cohort(_ values: [Double] = values, weights: [Int]? = nil) throws -> Cohort {
    var columns: OrderedDictionary<String, Column> = [
      "id": Column(integers: values.indices.map { $0 }), "x": Column(numbers: values),
      "half": Column(categories: values.indices.map { $0 * 2 < values.count ? "first" : "second" }),
    ]
    if let weights { columns["w"] = Column(integers: weights) }
    return try Cohort(
      name: "sample", subjects: Table(name: "subjects", columns: columns),
      dictionary: DataDictionary(subjectID: "id"))
  }

  static func registry() throws -> Registry { try Registry([SurvivalPlugin(), SamplePlugin(), ResamplingPlugin()]) }

  static func bootstrap(
    _ cohort: Cohort, _ arguments: KeyValuePairs<String, Argument>, seed: UInt64 = 1,
    progress: @escaping @Sendable (Surroundings.Progress) -> Void = { _ in }
  ) throws -> AnalysisResult {
    let registry = try registry()
    return try #require(registry.analysis("resampling.bootstrap")).perform(
      on: cohort, with: arguments.map { .init($0.key, $0.value) },
      within: Surroundings(registry: registry, seed: seed, progress: progress))
  }

  static func complaint(_ cohort: Cohort, _ arguments: KeyValuePairs<String, Argument>) -> String? {
    do {
      _ = try bootstrap(cohort, arguments)
      return nil
    } catch { return "\(error)" }
  }

  /// Ninety invented subjects of two groups whose times are tied, some without a time.
  static func survivors() throws -> Cohort {
    func day(_ place: Int) -> Double? {
      if place % 17 == 0 { return nil }
      return Double(place * 37 % 53 + place % 3 * 10)
    }
    func arm(_ place: Int) -> String? {
      if place % 11 == 0 { return nil }
      return place % 2 == 0 ? "A" : "B"
    }
    let days = (0..<90).map(day)
    let arms = (0..<90).map(arm)
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(integers: (0..<90).map { $0 }), "days": Column(numbers: days),
      "died": Column(flags: (0..<90).map { ($0 * 29) % 7 < 4 }),
      "arm": Column(categories: arms, levels: ["A", "B"]),
      "trial": Column(texts: (0..<90).map { "trial \($0 % 3)" }),
      "copies": Column(integers: (0..<90).map { $0 % 4 }),
    ]
    return try Cohort(
      name: "survivors", subjects: Table(name: "subjects", columns: columns),
      dictionary: DataDictionary(
        subjectID: "id", columns: ["arm": ColumnDescription(label: "Arm", knownAt: .baseline)],
        endpoints: [
          "os": EndpointDefinition(name: "os", label: "Survival", time: "days", event: .indicator(column: "died"))
        ]
      ))
  }
}
