import Analyses
import Cohorts
import Designs

/// The cumulative incidence that a Fine-Gray model predicts for profiles of covariates.
struct PredictedIncidences {
  private struct Profile {
    let label: String
    /// After each of the model's times; `nil` where a level is one that nobody has.
    let incidence: [Double]?
  }

  private let profiles: [Profile]
  private let times: [Double]
  private let eventTimes: [Double]

  /// Predicts for profiles.
  ///
  /// - Throws: `CannotAnalyse` for a profile without a value for some covariate, or with one of the wrong kind.
  init(_ fit: FineGray, _ asked: FineGrayQuestion, _ requests: [ProfileRequest], times: [Double]) throws {
    self.times = times
    eventTimes = fit.times
    profiles = try requests.map { request in
      let label = request.values.map { "\($0.name) = \($0.value.source)" }.joined(separator: ", ")
      let values = try asked.design.columns(for: Self.columns(request, asked.design.covariates))
      return Profile(label: label, incidence: values.map { fit.incidence(of: $0.compactMap(\.first)) })
    }
  }

  private static func columns(_ request: ProfileRequest, _ covariates: Covariates) throws -> [Column] {
    try covariates.variables.map { variable in
      guard case .column(let column, let source) = variable.content else { return Column(numbers: []) }
      guard let value = request.values.first(where: { $0.name == source.source })?.value else {
        throw CannotAnalyse("a profile has no value for the covariate \"\(source.source)\"")
      }
      switch (column.storage, value) {
      case (.category, .text(let text)):
        return Column(categories: [text], levels: [text])
      case (.flag, .flag(let flag)): return Column(flags: [flag])
      case (.number, _), (.integer, _):
        if let number = value.double { return Column(numbers: [number]) }
      default: break
      }
      throw CannotAnalyse(
        "a profile gives \(value.source) for the covariate \"\(source.source)\", which is \(column.type.rawValue)")
    }
  }

  private func incidence(_ profile: Profile, at time: Double) -> Double? {
    guard let incidence = profile.incidence else { return nil }
    let place = eventTimes.partitionPoint { $0 <= time } - 1
    return place < 0 ? 0 : incidence[place]
  }

  /// One row a profile and time.
  var rows: [Row] {
    profiles.flatMap { profile in
      times.map { time in
        Row(
          "predicted_incidence",
          Quantity(incidence(profile, at: time), otherwise: "a level that nobody of the model has"),
          variable: profile.label, time: time, method: "Fine-Gray")
      }
    }
  }

  /// One line a profile and time.
  func tables(_ words: TimeWords) -> [TableLayout] {
    guard !profiles.isEmpty, !times.isEmpty else { return [] }
    return [
      TableLayout(
        title: "Predicted cumulative incidence", rowHeader: "Profile, \(words.header())",
        lines: profiles.flatMap { profile in
          times.map {
            .init("\(profile.label), \(words($0))", variable: profile.label, time: $0)
          }
        }, columns: [.init("Cumulative incidence", .value("predicted_incidence"), .proportion)])
    ]
  }

  /// The curves of the profiles.
  func figures(title: String, endpoint: EndpointDefinition, axisUnit: TimeUnit?) -> [Figure] {
    guard profiles.contains(where: { $0.incidence != nil }), let end = eventTimes.last else { return [] }
    let axisUnit = axisUnit ?? endpoint.unit
    let ticks = Figure.ticks(to: end, unit: endpoint.unit, axisUnit: axisUnit)
    let steps = Array(eventTimes.indices).thinnedForFigure
    let times = steps.map { eventTimes[$0] }
    let curves = profiles.compactMap { profile in
      profile.incidence.map { incidence in
        Figure.Curve(group: profile.label, time: times, estimate: steps.map { incidence[$0] }, end: end)
      }
    }
    return [
      Figure(
        title: "\(title), predicted",
        .curves(
          .init(
            yLabel: "Cumulative incidence", direction: .rising, top: nil, unit: endpoint.unit, axisUnit: axisUnit,
            panels: [
              .init(origin: endpoint.origin, curves: curves, riskTable: .init(times: ticks, atRisk: []))
            ])))
    ]
  }
}
