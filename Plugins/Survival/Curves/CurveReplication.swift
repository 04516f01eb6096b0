import Analyses

/// One statistic of a Kaplan-Meier curve, prepared to be computed again and again for other counts of the same subjects.
///
/// The subjects of the group are put in the order of their times once. Then a quantile or the height at a time is one walk
/// along them, which ends where the answer is known. Follows ``KaplanMeier`` to the letter: the same products in the same
/// order, the same tolerance, the same rule on a plateau.
///
/// - Complexity: O(*n*) a call, without allocation.
struct CurveReplication: Replication {
  /// What of the curve is asked for.
  enum Question: Sendable {
    /// The time by which a share has had the event.
    case quantile(Double, PlateauRule, name: String)
    /// The height at a time.
    case survival(at: Double, BeyondLastObservation)
    /// The area under it up to a horizon.
    case restrictedMean(to: Double)
  }

  private let question: Question
  /// The distinct times at which somebody's observation ends, ascending.
  private let times: [Double]
  /// Where the subjects of each time begin among ``members``, and where the last end.
  private let starts: [Int32]
  /// The positions of the group's subjects in the order of their times, those with the event first among equals.
  private let members: [Int32]
  /// Where those without the event begin, for each time.
  private let censored: [Int32]

  let scratchCount = 0

  /// The replication of one row; nil where the row is no statistic of the curve, or where entry was delayed.
  init?(_ survival: SurvivalQuestion, _ row: RowRequest, style: CurveStyle) throws {
    guard let question = Question(row, style) else { return nil }
    try self.init(survival, group: row.place.group, question)
  }

  /// The replication of what is asked of the curve of a group; nil where there is no such group, or where entry was delayed.
  init?(_ survival: SurvivalQuestion, group name: String?, _ question: Question) throws {
    guard survival.followUp.entry == nil, let name, let group = survival.levels.firstIndex(of: name) else { return nil }
    self.question = question
    let axis = try TimeAxis(survival.followUp)
    let event = survival.followUp.event
    var members: [Int32] = []
    var (times, starts, censored): ([Double], [Int32], [Int32]) = ([], [], [])
    var late: [Int32] = []
    var place: Int32 = -1
    func close() {
      guard place >= 0 else { return }
      censored.append(Int32(members.count))
      members += late
      late = []
    }
    for row in axis.exitOrder where survival.codes[Int(row)] == Int32(group) {
      let position = survival.positions[Int(row)]
      if axis.exits[Int(row)] != place {
        close()
        place = axis.exits[Int(row)]
        times.append(axis.times[Int(place)])
        starts.append(Int32(members.count))
      }
      if event[Int(row)] { members.append(position) } else { late.append(position) }
    }
    close()
    starts.append(Int32(members.count))
    self.times = times
    self.starts = starts
    self.members = members
    self.censored = censored
  }

  func value(counts: [Int32], scratch: inout [Double]) -> Quantity {
    counts.withUnsafeBufferPointer { counts in
      var atRisk: Int32 = 0
      for member in members { atRisk &+= counts[Int(member)] }
      guard atRisk > 0 else { return .notEstimable("no subjects") }
      switch question {
      case .quantile(let share, let rule, let name):
        return Quantity(quantile(1 - share, rule, counts, atRisk), otherwise: "\(name) not reached")
      case .survival(let time, let rule):
        return Quantity(height(at: time, rule, counts, atRisk), otherwise: "beyond the last observation")
      case .restrictedMean(let horizon):
        return .number(area(to: horizon, counts, atRisk))
      }
    }
  }

  /// The events and the ends of observation at a time.
  @inline(__always)
  private func tally(_ place: Int, _ counts: UnsafeBufferPointer<Int32>) -> (events: Int32, ends: Int32) {
    let (first, middle, last) = (Int(starts[place]), Int(censored[place]), Int(starts[place + 1]))
    var events: Int32 = 0
    for member in first..<middle { events &+= counts[Int(members[member])] }
    var ends = events
    for member in middle..<last { ends &+= counts[Int(members[member])] }
    return (events, ends)
  }

  /// Where the curve falls to a height.
  private func quantile(
    _ height: Double, _ rule: PlateauRule, _ counts: UnsafeBufferPointer<Int32>, _ subjects: Int32
  ) -> Double? {
    var atRisk = subjects
    var survival = 1.0
    var reached: Double?
    for place in times.indices {
      let (events, ends) = tally(place, counts)
      if events > 0 {
        survival *= Double(atRisk - events) / Double(atRisk)
        if let start = reached, survival < height - Self.tolerance { return (start + times[place]) / 2 }
        if reached == nil, survival <= height + Self.tolerance {
          reached = times[place]
          if survival < height - Self.tolerance || rule == .start { return reached }
        }
      }
      atRisk -= ends
      guard atRisk == 0, let start = reached else {
        if atRisk == 0 { return nil }
        continue
      }
      switch rule {
      case .midpointToLastTime: return (start + times[place]) / 2
      case .midpointToNextEvent: return nil
      case .midpointElseStart, .start: return start
      }
    }
    return nil
  }

  /// The height of the curve at a time.
  private func height(
    at time: Double, _ rule: BeyondLastObservation, _ counts: UnsafeBufferPointer<Int32>, _ subjects: Int32
  ) -> Double? {
    var atRisk = subjects
    var survival = 1.0
    for place in times.indices {
      guard times[place] <= time else { return survival }
      let (events, ends) = tally(place, counts)
      if events > 0 { survival *= Double(atRisk - events) / Double(atRisk) }
      atRisk -= ends
      if atRisk == 0 { return rule == .notEstimable && times[place] < time && survival > 0 ? nil : survival }
    }
    return survival
  }

  /// The area under the curve from 0 to a horizon, the last height carried forward.
  private func area(to horizon: Double, _ counts: UnsafeBufferPointer<Int32>, _ subjects: Int32) -> Double {
    var atRisk = subjects
    var survival = 1.0
    var area = 0.0
    var last = 0.0
    for place in times.indices {
      guard times[place] <= horizon, atRisk > 0 else { break }
      let (events, ends) = tally(place, counts)
      if events > 0 {
        area += survival * (times[place] - last)
        last = times[place]
        survival *= Double(atRisk - events) / Double(atRisk)
      }
      atRisk -= ends
    }
    return area + survival * (horizon - last)
  }

  /// That of ``KaplanMeier``.
  private static let tolerance = 1.4901161193847656e-08
}

extension CurveReplication.Question {
  /// What a row asks of the curve; nil where it asks for something else.
  init?(_ row: RowRequest, _ style: CurveStyle) {
    switch (row.statistic, row.place.variable, row.place.time) {
    case ("median", nil, nil) where style.quantiles.contains(0.5):
      self = .quantile(0.5, style.plateau, name: "median")
    case ("quantile", let variable?, nil):
      guard let share = style.quantiles.first(where: { $0 != 0.5 && Argument.percent($0) == variable }) else {
        return nil
      }
      self = .quantile(share, style.plateau, name: "\(variable) quantile")
    case ("survival", nil, let time?) where style.times.contains(time):
      self = .survival(at: time, style.beyond)
    default: return nil
    }
  }
}
