import RealModule

/// The bandwidth at which a smoothed hazard has the smallest integrated mean squared error.
///
///     MSE(t, b) = (∫ K(z) h(t − bz) dz − h(t))² + 1/b · ∫ K²(z) h(t − bz)/n(t − bz) dz
///
/// summed over 51 times of the range, with a pilot estimate in the place of h and the number at risk n. The pilot's bandwidth
/// is a share of the range, 1/(8 d^0.2) with d events; 25 bandwidths are tried, evenly from a fifth of the pilot's to
/// twenty times it, as far as they are not more than half the range. All that is as in R's muhaz, whose own pilot and
/// quadrature differ in the last digits.
///
/// - Complexity: O(*k*) in the event times, O(log *k*) for each of the places of the quadrature.
///
/// Müller & Wang (1994), *Biometrics* 50, 61-76, doi:10.2307/2533197.
struct HazardBandwidth {
  /// The bandwidths that are tried.
  let candidates: [Double]
  /// The sum of the mean squared errors, for each of them.
  let errors: [Double]

  private static let minimisationTimes = 51
  private static let pilotTimes = 201
  /// The intervals of Simpson's rule over the kernel.
  private static let quadratureSteps = 512

  /// The best of them; the smallest where several are.
  var best: Double {
    var best = 0
    for place in errors.indices where errors[place] < errors[best] { best = place }
    return candidates[best]
  }

  init(_ kernels: HazardKernels, atRisk: (Double) -> Double) {
    let length = kernels.end - kernels.start
    let pilotBandwidth = length / (8 * Self.root(kernels.eventCount))
    let pilot = Pilot(kernels, bandwidth: pilotBandwidth, count: Self.pilotTimes)
    let candidates = (0..<25).map { pilotBandwidth * (0.2 + 0.825 * Double($0)) }.filter { $0 <= length / 2 }
    let grid = kernels.grid(Self.minimisationTimes)
    self.candidates = candidates
    errors = candidates.map { bandwidth in
      grid.reduce(0) { sum, time in
        sum + Self.error(at: time, bandwidth, kernels, pilot, atRisk)
      }
    }
  }

  /// d^0.2, and 1 for less than one event.
  private static func root(_ events: Double) -> Double { .pow(max(events, 1), 0.2) }

  /// The mean squared error at one time.
  private static func error(
    at time: Double, _ bandwidth: Double, _ kernels: HazardKernels, _ pilot: Pilot, _ atRisk: (Double) -> Double
  ) -> Double {
    let kernel = BoundaryKernel(at: time, bandwidth: bandwidth, start: kernels.start, end: kernels.end)
    let step = (1 + kernel.reach) / Double(quadratureSteps)
    var mean = 0.0
    var variance = 0.0
    for place in 0...quadratureSteps {
      let z = kernel.direction * (-1 + step * Double(place))
      let simpson = place == 0 || place == quadratureSteps ? 1.0 : place.isMultiple(of: 2) ? 2 : 4
      let weight = kernel(z)
      let there = min(max(time - bandwidth * z, kernels.start), kernels.end)
      let hazard = pilot[there]
      mean += simpson * weight * hazard
      variance += simpson * weight * weight * hazard / max(atRisk(there), 1)
    }
    let bias = mean * step / 3 - pilot[time]
    return bias * bias + variance * step / 3 / bandwidth
  }

  /// A hazard that is known at even times, and straight between them.
  private struct Pilot {
    private let start: Double
    private let step: Double
    private let values: [Double]

    init(_ kernels: HazardKernels, bandwidth: Double, count: Int) {
      start = kernels.start
      step = (kernels.end - kernels.start) / Double(count - 1)
      values = kernels.grid(count).map { max(kernels.estimate(at: $0, bandwidth: bandwidth).value, 0) }
    }

    subscript(time: Double) -> Double {
      let place = min(max((time - start) / step, 0), Double(values.count - 1))
      let left = min(Int(place), values.count - 2)
      return values[left] + (place - Double(left)) * (values[left + 1] - values[left])
    }
  }
}
