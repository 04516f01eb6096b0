import Analyses
import Statistics

/// A bootstrap as rows, a table, words and cautions.
struct BootstrapRows {
  let bootstrap: Bootstrap
  let first: RowRequest
  let combination: ResampledScalar.Combination
  let statistic: Analysis.Statistic
  let unit: String?
  let interval: BootstrapIntervalKind
  let level: Double
  let subjects: Int
  let resamples: Int

  /// The statistics that the rows name.
  static let declared: [Analysis.Statistic] = [
    .init(
      "estimate", "The number in the subjects themselves.",
      estimated: .on(.plain, standardError: "standard_error", isEffect: false)),
    .init("lower", "The lower limit of its interval."),
    .init("upper", "The upper limit of its interval."),
    .init("standard_error", "The standard deviation of the number over the resamples."),
    .init("bias", "The mean of the number over the resamples, less the estimate."),
    .init("resamples", "The number of resamples drawn."),
    .init("resamples_failed", "The number of resamples of which the number could not be computed."),
    .init("bias_correction", "z0: the normal quantile of the share of resamples below the estimate."),
    .init("acceleration", "a: how fast the standard error changes with the quantity, by the jackknife."),
    .init("n", "The number of subjects drawn from."),
  ]

  /// The number in a few words, such as "median, T-ALL minus B-ALL".
  var label: String {
    let name = first.statistic.split(separator: "_").joined(separator: " ")
    func words(_ row: RowRequest) -> String { row.place.words }
    switch combination {
    case .first: return words(first).isEmpty ? name : "\(name), \(words(first))"
    case .difference(let second): return "\(name), \(words(first)) minus \(words(second))"
    case .ratio(let second): return "\(name), \(words(first)) over \(words(second))"
    }
  }

  private var percent: String { Argument.percent(level) }

  private var limits: (interval: BootstrapDistribution.Interval?, reason: String) {
    guard let distribution = bootstrap.distribution else { return (nil, noEstimate) }
    return interval.limits(distribution, level: level, acceleration: bootstrap.acceleration)
  }

  /// Why nothing can be said without an estimate.
  private var noEstimate: String {
    if case .notEstimable(let reason) = bootstrap.estimate { return reason }
    return "no subjects"
  }

  /// All that is known, as rows.
  var rows: [Row] {
    let (limits, reason) = limits
    let unit = isRatio ? nil : unit
    let method = "Bootstrap, \(interval.method), \(percent)"
    let hasEstimate = bootstrap.distribution != nil
    func row(_ name: String, _ value: Double?, _ reason: String) -> Row {
      Row(name, Quantity(value, otherwise: hasEstimate ? reason : noEstimate), unit: unit, method: method, n: subjects)
    }
    var rows = [
      Row("estimate", estimate, unit: unit, n: subjects), row("lower", limits?.lower, reason),
      row("upper", limits?.upper, reason),
      row("standard_error", bootstrap.distribution?.standardError, "fewer than two resamples could be computed"),
      row("bias", bootstrap.distribution?.bias, "no resample could be computed"),
      Row("resamples", .count(bootstrap.replicates.values.count)),
      Row("resamples_failed", .count(bootstrap.replicates.failed)), Row("n", .count(subjects)),
    ]
    if interval == .accelerated {
      rows.append(
        Row(
          "bias_correction",
          Quantity(
            bootstrap.distribution?.biasCorrection,
            otherwise: hasEstimate ? "all resamples lie on one side of the estimate" : noEstimate)))
      rows.append(Row("acceleration", bootstrap.acceleration ?? .notEstimable(noEstimate)))
    }
    return rows
  }

  /// The estimate as a number, whatever it was counted as.
  private var estimate: Quantity {
    switch bootstrap.estimate {
    case .count(let count): .number(Double(count))
    case .text: .notEstimable("the statistic is a text")
    case .number, .notEstimable: bootstrap.estimate
    }
  }

  private var isRatio: Bool { if case .ratio = combination { true } else { false } }

  private var format: TableLayout.Format {
    if isRatio { return .ratio }
    if unit != nil { return .duration }
    let isAlone = combination.second == nil
    return switch statistic.estimation?.scale {
    case .log where isAlone: .ratio
    case .logit, .logLog, .complementaryLogLog: .proportion
    default: .statistic
    }
  }

  /// One line: the estimate with its interval, standard error and bias.
  var table: TableLayout {
    let units = isRatio ? "" : unit.map { ", \($0)" } ?? ""
    return TableLayout(
      title: "Bootstrap", rowHeader: "", lines: [.init(label.capitalizedFirst)],
      columns: [
        .init("Estimate (\(percent) CI)\(units)", .estimate("estimate", lower: "lower", upper: "upper"), format),
        .init("Standard error", .value("standard_error"), .statistic), .init("Bias", .value("bias"), .statistic),
        .init("Resamples", .value("resamples"), .count), .init("Not computed", .value("resamples_failed"), .count),
      ])
  }

  /// What was done, as a sentence.
  func method(seed: UInt64, within strata: String?, isSingly: Bool) -> String {
    let jackknife =
      interval == .accelerated
      ? ", its acceleration by the jackknife"
        + (isSingly ? "" : " over \(ResamplePlan.mostOmissions) blocks of subjects")
      : ""
    let drawn = strata.map { ", drawn within \($0)" } ?? ""
    return "Bootstrap of whole subjects with replacement, \(resamples) resamples\(drawn), seed \(seed); "
      + "\(percent) \(interval.method)\(jackknife)."
  }

  /// Whether resamples have the row at other times, as where a horizon follows from the data.
  private var isAtAnotherTime: Bool {
    first.place.time != nil
      && bootstrap.replicates.reasons.keys.contains { $0.contains(" gives no \(first.statistic) ") }
  }

  /// Resamples that failed, and limits at the edge of the resamples.
  var cautions: [Caution] {
    var cautions: [Caution] = []
    let failed = bootstrap.replicates.failed
    if failed > 0 {
      cautions.append(
        Caution(
          .failedResamples,
          "The number could not be computed in \(failed) of \(bootstrap.replicates.values.count) resamples "
            + "(\(bootstrap.replicates.reasonWords)); the interval rests on the others and may be too narrow.",
          remedy: isAtAnotherTime
            ? "Name in \"arguments\" what is otherwise taken from the data, such as horizon = 365."
            : "Choose a statistic that the data always give, such as survival at a time or a restricted mean."))
    }
    if limits.interval?.isExtreme == true {
      cautions.append(
        Caution(
          .failedResamples,
          "A limit lies at the first or last of the resamples: there are too few of them for this interval.",
          remedy: "Raise \"resamples\"."))
    }
    return cautions
  }
}
