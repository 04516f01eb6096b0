/// The kernel estimate of a hazard, with kernels that are narrowed at the ends of follow-up.
///
///     h(t) = 1/b · Σ K((t − tᵢ)/b) dᵢ/nᵢ        var h(t) = 1/b² · Σ K²((t − tᵢ)/b) dᵢ/nᵢ²
///
/// over the event times tᵢ of the ``EventTable``, with the bandwidth b. Inside, K is Epanechnikov's kernel. Where t is nearer
/// than b to an end of the range, a part of it would look beyond, where nothing can be observed, and pull the estimate down:
/// there K is Müller and Wang's boundary kernel, whose integral is 1 and whose first moment is 0 over what is left. Boundary
/// kernels may be negative, and so may then the estimate, which is cut off at 0.
///
/// The range begins at 0 (with late entry at the first entry) and ends at the last time at which enough are at risk;
/// events beyond do not enter. A bandwidth is at most half the range, so that never both ends are near, and at least a
/// ten-thousandth of it.
///
/// - Complexity: O(*k*) for each of the times at which it is estimated, of a table of *k* event times.
///
/// Müller & Wang (1994), *Biometrics* 50, 61-76, doi:10.2307/2533197; the conventions are those of R's muhaz with a global
/// bandwidth.
public struct SmoothHazard: Sendable {
  /// Why there is no estimate.
  public enum Failure: Error, Sendable, Hashable, CustomStringConvertible {
    /// The group is empty.
    case noSubjects
    /// Never are so many at risk.
    case fewAtRisk(needed: Double)
    /// Nobody has the event while enough are at risk.
    case noEvents
    /// No time passes while enough are at risk.
    case noTime

    /// The reason in words.
    public var description: String {
      switch self {
      case .noSubjects: "no subjects"
      case .fewAtRisk(let needed): "never \(Int(needed.rounded(.up))) at risk"
      case .noEvents: "no events while enough are at risk"
      case .noTime: "no time passes while enough are at risk"
      }
    }
  }

  /// Where the range begins.
  public let start: Double
  /// Where the range ends.
  public let end: Double
  /// The bandwidth.
  public let bandwidth: Double
  /// The number of events in the range.
  public let eventCount: Double

  /// The smallest bandwidth, as a share of the range.
  private static let narrowest = 1e-4

  private let kernels: HazardKernels

  /// Estimates the hazard of a group.
  ///
  /// - Parameters:
  ///   - table: the counts of the group.
  ///   - bandwidth: the bandwidth, positive, cut off at half the range; nil for that of the smallest integrated mean
  ///     squared error.
  ///   - atRisk: how many have to be at risk, at least 1: the range ends where for the last time so many are.
  /// - Throws: ``Failure`` where there is nothing to estimate from.
  public init(_ table: EventTable, bandwidth: Double? = nil, atRisk: Double = 10) throws(Failure) {
    guard table.count > 0, let first = table.times.first else { throw .noSubjects }
    guard let last = table.atRisk.lastIndex(where: { $0 >= atRisk }) else { throw .fewAtRisk(needed: atRisk) }
    start = min(table.movements?.entries.times.first ?? 0, first)
    end = table.times[last]
    guard end > start, (end - start).isFinite else { throw .noTime }
    let kernels = HazardKernels(table, start: start, end: end)
    guard !kernels.times.isEmpty else { throw .noEvents }
    self.kernels = kernels
    eventCount = kernels.eventCount
    let length = end - start
    let chosen = bandwidth ?? HazardBandwidth(kernels, atRisk: table.atRisk(at:)).best
    self.bandwidth = min(max(chosen, length * Self.narrowest), length / 2)
  }

  /// The hazard at a time, for each unit of time; nil outside of the range.
  public func hazard(at time: Double) -> (value: Double, standardError: Double)? {
    guard time >= start, time <= end else { return nil }
    let (value, variance) = kernels.estimate(at: time, bandwidth: bandwidth)
    return (max(value, 0), variance.squareRoot())
  }

  /// So many times, evenly over the range, both ends among them; at least two.
  public func grid(_ count: Int) -> [Double] { kernels.grid(count) }
}

/// The jumps of a cumulative hazard within a range, and their smoothing.
struct HazardKernels: Sendable {
  let start: Double
  let end: Double
  /// The event times in the range.
  let times: [Double]
  let eventCount: Double
  /// The jumps, dᵢ/nᵢ.
  private let jumps: [Double]
  /// Their variances, dᵢ/nᵢ².
  private let squares: [Double]

  init(_ table: EventTable, start: Double, end: Double) {
    (self.start, self.end) = (start, end)
    let places = table.times.indices.filter {
      table.events[$0] > 0 && table.times[$0] >= start && table.times[$0] <= end
    }
    times = places.map { table.times[$0] }
    eventCount = places.reduce(0) { $0 + table.events[$1] }
    jumps = places.map { table.events[$0] / table.atRisk[$0] }
    squares = places.map { table.events[$0] / (table.atRisk[$0] * table.atRisk[$0]) }
  }

  /// The estimate, which may be negative near an end, and its variance.
  func estimate(at time: Double, bandwidth: Double) -> (value: Double, variance: Double) {
    let kernel = BoundaryKernel(at: time, bandwidth: bandwidth, start: start, end: end)
    let first = times.partitionPoint { $0 < time - bandwidth }
    var value = 0.0
    var variance = 0.0
    var place = first
    while place < times.count, times[place] <= time + bandwidth {
      let weight = kernel((time - times[place]) / bandwidth) / bandwidth
      value += weight * jumps[place]
      variance += weight * weight * squares[place]
      place += 1
    }
    return (value, variance)
  }

  func grid(_ count: Int) -> [Double] {
    let steps = max(count, 2) - 1
    return (0...steps).map { $0 == steps ? end : start + (end - start) * (Double($0) / Double(steps)) }
  }
}

/// Epanechnikov's kernel, and its like where an end of the range is nearer than the bandwidth.
///
///     K(z) = 12/(1 + q)⁴ · (z + 1) · (z (1 − 2q) + (3q² − 2q + 1)/2),   −1 ≤ z ≤ q
///
/// with q the distance to the left end in bandwidths, at most 1, where it is 3/4 (1 − z²); mirrored at the right end.
struct BoundaryKernel {
  /// The distance to the nearer end in bandwidths, from 0 to 1.
  let reach: Double
  /// 1 near the left end and inside; −1 near the right end.
  let direction: Double
  private let factor: Double

  init(at time: Double, bandwidth: Double, start: Double, end: Double) {
    let left = (time - start) / bandwidth
    let right = (end - time) / bandwidth
    direction = right < left ? -1 : 1
    reach = min(max(min(left, right), 0), 1)
    let width = 1 + reach
    factor = 12 / (width * width * width * width)
  }

  /// The weight of what is z bandwidths before the time.
  func callAsFunction(_ z: Double) -> Double {
    let z = z * direction
    // An event exactly at an end may lie beyond it by a rounding error.
    guard z >= -1, z <= reach + 1e-12 else { return 0 }
    return factor * (z + 1) * (z * (1 - 2 * reach) + (3 * reach * reach - 2 * reach + 1) / 2)
  }
}
