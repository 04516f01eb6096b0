/// The expected time in a state up to a horizon.
public struct TimeInState: Sendable, Equatable {
  /// The state.
  public let state: String
  /// The expected time in it, in the unit of the times.
  public let expected: Double
  /// Its standard error.
  public let standardError: Double
}

extension MultiState {
  /// The standard error of the probability of each state at a time.
  ///
  /// - Parameter time: the time.
  /// - Returns: the infinitesimal jackknife by subject, one for each state.
  /// - Complexity: O(*n* *S* + *T* *S*³).
  public func standardErrors(at time: Double) -> [Double] {
    var sweep = StateInfluence(self)
    return sweep.errors(at: time, integrated: false)
  }

  /// The expected time in each state from the origin to a horizon: the area under its probability.
  ///
  /// - Parameter horizon: the time up to which it is counted; beyond the last time the last probabilities are carried forward.
  /// - Returns: one for each state; together they make up the horizon.
  /// - Complexity: O(*n* *S* + *T* *S*³).
  public func timeInStates(to horizon: Double) -> [TimeInState] {
    var sweep = StateInfluence(self)
    let errors = sweep.errors(at: horizon, integrated: true)
    return states.indices.map { state in
      var area = 0.0
      var from = 0.0
      var height = initial[state]
      for (place, time) in times.enumerated() where time < horizon {
        area += height * max(time - from, 0)
        from = max(time, 0)
        height = probability[state][place]
      }
      return TimeInState(
        state: states[state], expected: area + height * max(horizon - from, 0), standardError: errors[state])
    }
  }
}

/// Walks the times backwards and gathers each subject's influence on the probabilities at one time, or on their integral up to
/// it.
///
///     ∂ p(t)/∂wᵢ = Σ over times u ≤ t  p_j(u−)/n_j(u) (e_new − H_j(u)) P(u, t)
///
/// for subject i in state j at u. All but who moves gain the same C_j from a time, so that a row gains the difference of C_j between
/// its end and its start; P(u, t), or its integral over t, is made on the way back without an inverse.
private struct StateInfluence {
  private let model: MultiState
  private let size: Int
  /// R_j: what a subject in state j after the current time still has before them.
  private var ahead: [Double]
  /// C_j.
  private var common: [Double]
  /// Of each subject.
  private var influence: [Double]

  init(_ model: MultiState) {
    self.model = model
    size = model.states.count
    ahead = Array(repeating: 0, count: size * size)
    common = ahead
    influence = Array(repeating: 0, count: (Int(model.history.subject.max() ?? -1) + 1) * size)
  }

  mutating func errors(at time: Double, integrated: Bool) -> [Double] {
    if !integrated { addToAhead(1) }
    let (history, axis) = (model.history, model.axis)
    guard let entryOrder = axis.entryOrder, let entries = axis.entries else { return ahead.prefix(size).map { _ in 0 } }
    var exit = axis.exitOrder.count
    var entry = entryOrder.count
    var last = time
    for step in model.steps.reversed() where step.time <= time && (!integrated || step.time < time) {
      if integrated { addToAhead(max(last - max(step.time, 0), 0)) }
      last = step.time
      // Rows that begin at or after the time have gathered all that they will.
      while entry > 0, entries[Int(entryOrder[entry - 1])] >= step.place {
        entry -= 1
        gather(Int(entryOrder[entry]), sign: 1)
      }
      var movers: [Int] = []
      while exit > 0, axis.exits[Int(axis.exitOrder[exit - 1])] >= step.place {
        exit -= 1
        let row = Int(axis.exitOrder[exit])
        gather(row, sign: -1)
        if axis.exits[row] == step.place, history.next[row] >= 0 { movers.append(row) }
      }
      take(step, movers)
    }
    while entry > 0 {
      entry -= 1
      gather(Int(entryOrder[entry]), sign: 1)
    }
    while exit > 0 {
      exit -= 1
      gather(Int(axis.exitOrder[exit]), sign: -1)
    }
    if integrated { addToAhead(max(last, 0)) }
    addInitial()
    return spread()
  }

  private mutating func addToAhead(_ amount: Double) {
    for state in 0..<size { ahead[state * size + state] += amount }
  }

  private func amount(_ row: Int) -> Double {
    model.history.weights.replicates ? 1 : model.history.weights.values?[row] ?? 1
  }

  /// Adds C of a row's state, or takes it away.
  private mutating func gather(_ row: Int, sign: Double) {
    let (subject, state) = (Int(model.history.subject[row]), Int(model.history.state[row]))
    let factor = sign * amount(row)
    for i in 0..<size { influence[subject * size + i] += factor * common[state * size + i] }
  }

  /// One time: what all in a state gain, what those gain who leave it, and what is ahead before it.
  private mutating func take(_ step: MultiState.Step, _ movers: [Int]) {
    var before = ahead
    for departure in step.departures {
      let state = departure.state
      let scale = departure.probability / departure.atRisk
      for i in 0..<size {
        var mean = ahead[state * size + i]
        for (to, share) in departure.shares { mean += share * (ahead[to * size + i] - ahead[state * size + i]) }
        before[state * size + i] = mean
        common[state * size + i] += scale * (ahead[state * size + i] - mean)
      }
    }
    for row in movers {
      let (state, next) = (Int(model.history.state[row]), Int(model.history.next[row]))
      guard let departure = step.departures.first(where: { $0.state == state }) else { continue }
      let scale = amount(row) * departure.probability / departure.atRisk
      let subject = Int(model.history.subject[row])
      for i in 0..<size {
        influence[subject * size + i] += scale * (ahead[next * size + i] - ahead[state * size + i])
      }
    }
    ahead = before
  }

  /// What a subject's share in the initial probabilities does.
  private mutating func addInitial() {
    guard model.initial.filter({ $0 > 0 }).count > 1 else { return }
    let total = model.starters.reduce(0) { $0 + (model.history.weights.values?[Int($1)] ?? 1) }
    for row in model.starters {
      let row = Int(row)
      let (subject, state) = (Int(model.history.subject[row]), Int(model.history.state[row]))
      for i in 0..<size {
        var mean = 0.0
        for other in 0..<size { mean += model.initial[other] * ahead[other * size + i] }
        influence[subject * size + i] += amount(row) * (ahead[state * size + i] - mean) / total
      }
    }
  }

  private func spread() -> [Double] {
    var copies = [Double](repeating: 1, count: influence.count / max(size, 1))
    if model.history.weights.replicates, let weights = model.history.weights.values {
      for (row, subject) in model.history.subject.enumerated() { copies[Int(subject)] = weights[row] }
    }
    return (0..<size).map { i in
      var sum = 0.0
      for subject in copies.indices {
        let value = influence[subject * size + i]
        sum += copies[subject] * value * value
      }
      return sum.squareRoot()
    }
  }
}
