// What subject i contributes to the mean at t is Gᵢ − μ(t) Hᵢ, where G and H change in two ways only: all who are under
// observation by the same amount, or one subject at its own event. So their sums of squares and products can be kept up to
// date at each step, and the variance read off, without visiting every subject at every time.

/// The walk over time that a mean cumulative count and its variance come from.
struct MeanCountWalk {
  private(set) var times: [Double] = []
  private(set) var atRisk: [Int] = []
  private(set) var events: [Int] = []
  private(set) var means: [Double] = []
  private(set) var variances: [Double] = []

  private let history: RecurrentHistory
  private let leaving: [Int]
  /// How many are under observation.
  private var present: Int
  private var mean = 0.0
  private var alive = 1.0
  /// Each subject's G and H, less what everybody under observation has had.
  private var own: [(g: Double, h: Double)]
  private var shared = (g: 0.0, h: 0.0)
  /// Σ G and Σ H over those under observation.
  private var sum = (g: CompensatedSum(), h: CompensatedSum())
  /// Σ G², Σ GH and Σ H² over all.
  private var squares = (gg: CompensatedSum(), gh: CompensatedSum(), hh: CompensatedSum())

  init(_ history: RecurrentHistory) {
    self.history = history
    leaving = history.leaving
    present = history.ends.count
    own = Array(repeating: (0, 0), count: history.ends.count)
  }

  mutating func run() {
    var event = 0
    var left = 0
    while left < leaving.count {
      let nextEnd = history.ends[leaving[left]]
      let nextEvent = event < history.eventTimes.count ? history.eventTimes[event] : .infinity
      if nextEvent <= nextEnd {
        var last = event + 1
        while last < history.eventTimes.count, history.eventTimes[last] == nextEvent { last += 1 }
        count(event..<last, at: nextEvent)
        event = last
      } else {
        var last = left + 1
        while last < leaving.count, history.ends[leaving[last]] == nextEnd { last += 1 }
        end(leaving[left..<last])
        left = last
      }
    }
  }

  /// Events of one time.
  private mutating func count(_ range: Range<Int>, at time: Double) {
    let share = alive / Double(present)
    let rise = share * Double(range.count)
    moveAll(-rise / Double(present), 0)
    for place in range { move(Int(history.eventSubjects[place]), share, 0) }
    mean += rise
    times.append(time)
    atRisk.append(present)
    events.append(range.count)
    means.append(mean)
    variances.append(max(squares.gg.value - 2 * mean * squares.gh.value + mean * mean * squares.hh.value, 0))
  }

  /// Ends of follow-up at one time, some by death.
  private mutating func end(_ subjects: ArraySlice<Int>) {
    let deaths = subjects.filter { history.isTerminal[$0] }
    let survivors = present - deaths.count
    // Where all die at once nothing follows that their death could bear on.
    if !deaths.isEmpty, survivors > 0 {
      let share = 1 / Double(survivors)
      let hazard = Double(deaths.count) / Double(present)
      moveAll(-mean * hazard * share, -hazard * share)
      for subject in deaths { move(subject, mean * share, share) }
    }
    alive *= Double(survivors) / Double(present)
    for subject in subjects {
      sum.g.add(-(own[subject].g + shared.g))
      sum.h.add(-(own[subject].h + shared.h))
      present -= 1
    }
  }

  /// Adds to G and H of everybody under observation.
  private mutating func moveAll(_ g: Double, _ h: Double) {
    let n = Double(present)
    squares.gg.add(2 * g * sum.g.value + n * g * g)
    squares.gh.add(g * sum.h.value + h * sum.g.value + n * g * h)
    squares.hh.add(2 * h * sum.h.value + n * h * h)
    sum.g.add(n * g)
    sum.h.add(n * h)
    shared.g += g
    shared.h += h
  }

  /// Adds to G and H of one subject under observation.
  private mutating func move(_ subject: Int, _ g: Double, _ h: Double) {
    let before = (g: own[subject].g + shared.g, h: own[subject].h + shared.h)
    squares.gg.add(g * (2 * before.g + g))
    squares.gh.add(g * before.h + h * before.g + g * h)
    squares.hh.add(h * (2 * before.h + h))
    sum.g.add(g)
    sum.h.add(h)
    own[subject].g += g
    own[subject].h += h
  }
}
