import Analyses
import Cohorts

/// How many a curve rests on: where the numbers at risk are so small that a step says little.
///
/// Few are fewer than ten at risk, or fewer than a tenth of the most that were ever at risk.
struct RiskSupport {
  /// Below how many at risk a curve is unsteady.
  let threshold: Double
  private let table: EventTable

  init(_ table: EventTable) {
    self.table = table
    threshold = max(10, (table.atRisk.max() ?? 0) / 10)
  }

  /// The place of the first time from which on never again enough are at risk.
  private var tail: Int { (table.atRisk.lastIndex { $0 >= threshold } ?? -1) + 1 }

  /// The time after which few are at risk to the end; nil where enough are at risk up to the last time.
  func unstableFrom(start: Double) -> Double? {
    let tail = tail
    guard tail < table.times.count else { return nil }
    return tail > 0 ? table.times[tail - 1] : start
  }

  /// Whether events fall into that part: whether the curve steps on few.
  var stepsInTail: Bool { table.events[tail...].contains { $0 > 0 } }

  /// The first event that falls on few at risk before enough have entered: its time, and the number at risk; nil
  /// where all enter together, or never enough are at risk.
  var earlyStep: (time: Double, atRisk: Double)? {
    guard table.movements != nil, let steady = table.atRisk.firstIndex(where: { $0 >= threshold }),
      let step = table.events[..<steady].firstIndex(where: { $0 > 0 })
    else { return nil }
    return (table.times[step], table.atRisk[step])
  }
}

extension EventTable {
  /// How many the curve of this table rests on.
  var support: RiskSupport { RiskSupport(self) }
}

extension CurveStatistics {
  /// Cautions where curves step on few at risk, at their ends or, under late entry, at their beginnings.
  static func supportCautions(of curves: [CurveStatistics]) -> [Caution] {
    guard let unit = curves.first?.endpoint.unit.rawValue else { return [] }
    func named(_ curve: CurveStatistics) -> String { "\"\(curve.label ?? curve.group)\"" }
    let tails = curves.compactMap { curve -> String? in
      guard curve.estimate.table.support.stepsInTail,
        let time = curve.estimate.table.support.unstableFrom(start: curve.estimate.origin)
      else { return nil }
      return time == curve.estimate.origin
        ? "\(named(curve)) throughout" : "\(named(curve)) after \(Argument.rounded(time).source) \(unit)"
    }
    let early = curves.compactMap { curve -> String? in
      curve.estimate.table.support.earlyStep.map {
        "\(named(curve)) with \(Argument.number($0.atRisk).source) at risk at \(Argument.rounded($0.time).source) \(unit)"
      }
    }
    var cautions: [Caution] = []
    if !tails.isEmpty {
      cautions.append(
        Caution(
          .unstableTail,
          "Steps rest on few subjects (fewer than ten at risk, or a tenth of the group): \(tails.joined(separator: ", ")).",
          remedy: "Read the curve up to there."))
    }
    if !early.isEmpty {
      cautions.append(
        Caution(
          .unstableTail,
          "With late entry the first steps rest on few subjects, and all that follows with them: "
            + "\(early.joined(separator: ", ")).",
          remedy: "Begin where enough are under observation: survival.milestones with given, for one."))
    }
    return cautions
  }
}
