import Analyses
import Cohorts

/// Which simultaneous band is asked for, and over which times.
struct BandRequest {
  let kind: SimultaneousBand.Kind
  /// The times asked for; `nil` for those from the first to the last event.
  let range: ClosedRange<Double>?

  static let kind = Parameter<BandChoice>.choice(
    "band", "A band that holds the curve at all times of a range together, beside the pointwise intervals.",
    default: .none)

  static let range = Parameter.numbers(
    "band_range",
    "The first and the last time at which the band holds; without them from the first event to the last that leaves survival "
      + "above zero.", unit: "the endpoint's unit")

  static let statistics: [Analysis.Statistic] = [
    .init("band_lower", "The lower limit of the simultaneous band at a time."),
    .init("band_upper", "The upper limit of the simultaneous band at a time."),
    .init("band_from", "The first time at which the simultaneous band holds."),
    .init("band_to", "The last time at which the simultaneous band holds."),
    .init("band_critical_value", "The critical value of the simultaneous band."),
  ]

  /// What the arguments ask for; `nil` for no band.
  ///
  /// - Throws: `ArgumentError` for a range that is none.
  init?(_ arguments: Arguments) throws {
    guard let kind = arguments[Self.kind].kind else { return nil }
    self.kind = kind
    let times = arguments[Self.range]
    guard !times.isEmpty else {
      range = nil
      return
    }
    guard times.count == 2, times[0] < times[1] else {
      throw ArgumentError.invalid(
        analysis: "survival.kaplan_meier",
        reason: "\"band_range\" should hold two times, the first before the second, such as { 30, 365 }; found "
          + Argument.list(times.map(Argument.number)).source)
    }
    range = times[0]...times[1]
  }

  /// The name of the band.
  var name: String { kind == .hallWellner ? "Hall-Wellner" : "equal-precision" }

  /// The band in words, fit for a paper.
  func method(_ style: CurveStyle) -> String {
    let author = kind == .hallWellner ? "Hall-Wellner band" : "Equal-precision band (Nair)"
    return
      "\(author) at \(Argument.percent(style.level)) on the scale of \(style.transform.name), which holds at all times of "
      + "its range together; critical value from the distribution of the supremum of a Brownian bridge, computed numerically."
  }

  func columns(_ percent: String) -> [TableLayout.Column] {
    [.init("\(percent) \(name) band", .interval(lower: "band_lower", upper: "band_upper"), .proportion)]
  }
}

/// The bands to choose from.
enum BandChoice: String, Choice {
  case none
  case hallWellner = "hall_wellner"
  case equalPrecision = "equal_precision"

  var summary: String {
    switch self {
    case .none: "pointwise intervals alone"
    case .hallWellner: "Hall and Wellner's"
    case .equalPrecision: "Nair's, of equal precision: pointwise limits further apart by one factor"
    }
  }

  var kind: SimultaneousBand.Kind? {
    switch self {
    case .none: nil
    case .hallWellner: .hallWellner
    case .equalPrecision: .equalPrecision
    }
  }
}

extension CurveStatistics {
  /// What there is to say of the simultaneous band, as rows; none where nobody asked.
  var bandRows: [Row] {
    guard let request = style.band else { return [] }
    let band = simultaneous
    let reason = isEmpty ? "no subjects" : "no events in the range of the band"
    let unit = endpoint.unit.rawValue
    let method = "\(request.name) band".capitalizedFirst
    let rows = [
      Row("band_from", Quantity(band?.from, otherwise: reason), group: group, unit: unit),
      Row("band_to", Quantity(band?.to, otherwise: reason), group: group, unit: unit),
      Row("band_critical_value", Quantity(band?.criticalValue, otherwise: reason), group: group, method: method),
    ]
    return rows
      + style.times.flatMap { time -> [Row] in
        let place = estimate.table.times.partitionPoint { $0 <= time } - 1
        let isWithin = band.map { ($0.from...$0.to).contains(time) } ?? false
        func row(_ statistic: String, _ limits: [Double]?) -> Row {
          Row(
            statistic,
            Quantity(
              isWithin && place >= 0 ? limits?[place] : nil,
              otherwise: band == nil ? reason : "outside of the range of the band"),
            group: group, time: time, method: method)
        }
        return [row("band_lower", band?.lower), row("band_upper", band?.upper)]
      }
  }
}
