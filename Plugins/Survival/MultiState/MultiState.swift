/// The Aalen-Johansen estimate of the probability of being in each of several states.
///
///     p(t) = p(0) ∏ H(tᵢ)   over times tᵢ ≤ t,   H_jk(tᵢ) = d_jkᵢ / n_jᵢ  (j ≠ k),   H_jj(tᵢ) = 1 − Σ d_jkᵢ / n_jᵢ
///
/// where d_jkᵢ of the n_jᵢ who are in state j just before tᵢ go to state k. States may be left and entered again. The initial
/// probabilities are the shares of the states among those under observation just before the first transition. Standard errors
/// are the infinitesimal jackknife by subject: they do not need the process to be Markov.
///
///     var p_s(t) = Σ over subjects (Σ over their rows wᵢ ∂ p_s(t)/∂wᵢ)²
///
/// - Complexity: O(*n* + *T* *S*²) for *T* times and *S* states; the standard errors at one time O(*n* *S* + *T* *S*³).
///
/// Aalen & Johansen (1978), *Scandinavian Journal of Statistics* 5, 141-150. Therneau, Crowson & Atkinson (2024),
/// *Multi-state models and competing risks*, vignette of R's survival.
public struct MultiState: Sendable {
  /// The states, in order.
  public let states: [String]
  /// The times at which rows end, ascending.
  public let times: [Double]
  /// For each state, those in it just before each time.
  public let atRisk: [[Double]]
  /// For each state, the probability of being in it just after each time.
  public let probability: [[Double]]
  /// The probability of each state at the beginning.
  public let initial: [Double]
  /// How many went from each state to each other.
  public let transitions: [[Double]]
  /// The number of subjects.
  public let subjectCount: Int

  let history: StateHistory
  let axis: TimeAxis
  let steps: [Step]
  /// The rows that the initial probabilities are counted from.
  let starters: [Int32]

  /// What happened to those in one state at one time.
  struct Departure {
    let state: Int
    /// Their number just before, and the probability of being among them.
    let atRisk: Double
    let probability: Double
    /// The shares of them that went to other states.
    let shares: [(to: Int, share: Double)]
  }

  /// The departures at one time.
  struct Step {
    /// The place of the time on the axis.
    let place: Int32
    let time: Double
    let departures: [Departure]
  }

  /// Estimates the probabilities.
  ///
  /// - Parameter history: the rows.
  /// - Throws: ``FollowUpError``.
  public init(_ history: StateHistory) throws {
    let axis = try TimeAxis(history.followUp)
    var sweep = StateSweep(history, axis)
    sweep.run()
    self.history = history
    self.axis = axis
    states = history.states
    subjectCount = history.subjectCount
    times = sweep.times
    atRisk = sweep.atRisk
    probability = sweep.probability
    initial = sweep.initial
    transitions = sweep.transitions
    steps = sweep.steps
    starters = sweep.starters
  }

  /// The probability of each state at a time.
  public func probabilities(at time: Double) -> [Double] {
    let place = times.partitionPoint { $0 <= time } - 1
    return place < 0 ? initial : probability.map { $0[place] }
  }

  /// The number known to be in each state at a time: start < t ≤ stop.
  ///
  /// Nobody is followed in a state that nobody leaves: of such a state, those who entered it before the time.
  public func inState(at time: Double) -> [Double] {
    var counts = [Double](repeating: 0, count: states.count)
    var entered = counts
    for row in history.stop.indices {
      let weight = history.weights.values?[row] ?? 1
      if history.start[row] < time, time <= history.stop[row] { counts[Int(history.state[row])] += weight }
      if history.next[row] >= 0, history.stop[row] < time { entered[Int(history.next[row])] += weight }
    }
    let followed = Set(history.state)
    return states.indices.map { followed.contains(Int32($0)) ? counts[$0] : entered[$0] }
  }
}

/// Walks the times and counts who is in each state and who leaves it.
private struct StateSweep {
  private let history: StateHistory
  private let axis: TimeAxis
  private(set) var times: [Double] = []
  private(set) var atRisk: [[Double]]
  private(set) var probability: [[Double]]
  private(set) var initial: [Double]
  private(set) var transitions: [[Double]]
  private(set) var steps: [MultiState.Step] = []
  private(set) var starters: [Int32] = []
  private var current: [Double]
  /// Those in each state, by weight and in rows.
  private var weight: [Double]
  private var rows: [Int]

  init(_ history: StateHistory, _ axis: TimeAxis) {
    self.history = history
    self.axis = axis
    let count = history.states.count
    atRisk = Array(repeating: [], count: count)
    probability = atRisk
    initial = Array(repeating: 0, count: count)
    current = initial
    weight = initial
    rows = Array(repeating: 0, count: count)
    transitions = Array(repeating: initial, count: count)
  }

  private func weight(_ row: Int) -> Double { history.weights.values?[row] ?? 1 }

  mutating func run() {
    begin()
    let (entries, exits) = (axis.entryOrder ?? [], axis.exitOrder)
    var entered = 0
    var first = 0
    while first < exits.count {
      let place = axis.exits[Int(exits[first])]
      var last = first
      while last < exits.count, axis.exits[Int(exits[last])] == place { last += 1 }
      while entered < entries.count, let starts = axis.entries, starts[Int(entries[entered])] < place {
        let row = Int(entries[entered])
        weight[Int(history.state[row])] += weight(row)
        rows[Int(history.state[row])] += 1
        entered += 1
      }
      step(place, exits[first..<last])
      first = last
    }
  }

  /// The shares of the states among those under observation just before the first transition.
  private mutating func begin() {
    guard let starts = axis.entries else { return }
    let moves = history.next.indices.filter { history.next[$0] >= 0 }.map { axis.exits[$0] }
    guard let first = moves.min() ?? axis.exits.max() else { return }
    var total = 0.0
    for row in history.stop.indices where starts[row] < first && axis.exits[row] >= first {
      starters.append(Int32(row))
      initial[Int(history.state[row])] += weight(row)
      total += weight(row)
    }
    if total > 0 { initial = initial.map { $0 / total } }
    current = initial
  }

  private mutating func step(_ place: Int32, _ leaving: ArraySlice<Int32>) {
    times.append(axis.times[Int(place)])
    for state in weight.indices { atRisk[state].append(weight[state]) }
    var moved: [Int: [Double]] = [:]
    for row in leaving {
      let row = Int(row)
      let next = Int(history.next[row])
      guard next >= 0 else { continue }
      let state = Int(history.state[row])
      moved[state, default: Array(repeating: 0, count: weight.count)][next] += weight(row)
      transitions[state][next] += weight(row)
    }
    var departures: [MultiState.Departure] = []
    for (state, counts) in moved.sorted(by: { $0.key < $1.key }) where weight[state] > 0 {
      let shares = counts.indices.filter { counts[$0] > 0 }.map { (to: $0, share: counts[$0] / weight[state]) }
      departures.append(
        .init(state: state, atRisk: weight[state], probability: current[state], shares: shares))
    }
    move(departures, leavingRows: leaving)
    if !departures.isEmpty {
      steps.append(.init(place: place, time: axis.times[Int(place)], departures: departures))
    }
    for state in current.indices { probability[state].append(current[state]) }
    for row in leaving {
      let state = Int(history.state[Int(row)])
      rows[state] -= 1
      // An empty state holds nobody, not a rounding error.
      weight[state] = rows[state] == 0 ? 0 : weight[state] - weight(Int(row))
    }
  }

  private mutating func move(_ departures: [MultiState.Departure], leavingRows: ArraySlice<Int32>) {
    for departure in departures {
      let from = departure.probability
      var share = 0.0
      for (to, part) in departure.shares {
        current[to] += from * part
        share += part
      }
      // Where all leave a state nobody is left in it but who comes in.
      current[departure.state] -= abs(share - 1) < 1e-12 ? from : from * share
    }
  }
}
