import OrderedCollections
public import Analyses
public import Cohorts

/// Cohorts as data sometimes are: nobody in them or one, everybody censored, all events at one time, covariates that are
/// constant, missing or huge.
///
/// Each is a function of the cohort that it is made of, of its number and of the seed.
public struct AwkwardCohorts: Sendable {
  private let cohort: Cohort
  private let seed: UInt64

  /// Awkward cohorts of the subjects of another.
  ///
  /// - Parameters:
  ///   - cohort: The subjects, with the columns that will be asked for.
  ///   - seed: What all draws follow from.
  public init(of cohort: Cohort, seed: UInt64) {
    self.cohort = cohort
    self.seed = seed
  }

  /// The times of an endpoint.
  private enum Times: CaseIterable { case asTheyAre, tied, allOne, zero, huge, tiny, mixed, negative, missing }

  /// The events of an endpoint.
  private enum Events: CaseIterable { case asTheyAre, none, all, one }

  /// The values of any other column.
  private enum Values: CaseIterable { case asTheyAre, constant, missing, holes, huge, tiny, shifted, tied }

  /// The cohort of a number, and what was done to it in a few words.
  public func cohort(_ number: Int) throws(CohortError) -> (name: String, cohort: Cohort) {
    var draws = Draws(seed: seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
    let size = draws.one(of: [0, 1, 2, 3, 4, 7, 16, 40])
    var words = ["\(size) subjects"]
    var changed = cohort.part(Array(draws.order(of: cohort.count).prefix(size)).sorted())
    var done: Set<String> = [cohort.dictionary.subjectID]
    func put(_ numbers: [Double?], _ name: String) throws(CohortError) {
      changed = try changed.deriving(
        Column(numbers: numbers), as: name, description: cohort.dictionary.columns[name] ?? ColumnDescription())
    }
    for endpoint in cohort.dictionary.endpoints.values where done.insert(endpoint.time).inserted {
      let times = draws.one(of: Times.allCases)
      let events = draws.one(of: Events.allCases)
      words.append("times \(times), events \(events)")
      let ends = try shaped(changed.numbers(endpoint.time), times, &draws)
      try put(ends, endpoint.time)
      if case .indicator(let column) = endpoint.event, done.insert(column).inserted {
        try put(shaped(changed.numbers(column), events, &draws), column)
      }
      if let entry = endpoint.entry, done.insert(entry).inserted {
        let shares = ends.map { _ in draws.one(of: [0.0, 0, 0.5, 0.999]) }
        try put(zip(ends, shares).map { end, share in end.map { $0 * share } }, entry)
      }
    }
    for name in cohort.columnNames where done.insert(name).inserted && draws.below(3) == 0 {
      let values = draws.one(of: Values.allCases)
      words.append("\(name) \(values)")
      changed = try changed.deriving(
        shaped(changed.column(name), values, &draws), as: name,
        description: cohort.dictionary.columns[name] ?? ColumnDescription())
    }
    return (words.joined(separator: ", "), changed)
  }

  private func shaped(
    _ column: (values: [Double], validity: Validity), _ times: Times, _ draws: inout Draws
  ) -> [Double?] {
    column.values.indices.map { row in
      guard column.validity[row] else { return nil }
      let value = column.values[row]
      return switch times {
      case .asTheyAre: value
      case .tied: (value / 100).rounded(.up)
      case .allOne: 5
      case .zero: 0
      case .huge: value * 1e150
      case .tiny: value * 1e-150
      case .mixed: draws.one(of: [0, 1e-9, 0.5, value, 1e9])
      case .negative: row % 4 == 3 ? -value : value
      case .missing: nil
      }
    }
  }

  private func shaped(
    _ column: (values: [Double], validity: Validity), _ events: Events, _ draws: inout Draws
  ) -> [Double?] {
    let only = draws.below(max(column.values.count, 1))
    return column.values.indices.map { row in
      guard column.validity[row] else { return nil }
      return switch events {
      case .asTheyAre: column.values[row]
      case .none: 0
      case .all: 1
      case .one: row == only ? 1 : 0
      }
    }
  }

  private func shaped(_ column: Column, _ values: Values, _ draws: inout Draws) -> Column {
    func numbers(_ change: (Double) -> Double) -> Column {
      switch column.storage {
      case .number(let numbers): Column(.number(numbers.map(change)), validity: column.validity)
      default: column
      }
    }
    switch values {
    case .asTheyAre: return column
    case .constant: return column.gathered([Int32](repeating: 0, count: column.count))
    case .missing: return Column(column.storage, validity: Validity(allMissing: column.count))
    case .holes:
      return Column(
        column.storage, validity: Validity((0..<column.count).map { column.validity[$0] && draws.below(2) > 0 }))
    case .huge: return numbers { $0 * 1e150 }
    case .tiny: return numbers { $0 * 1e-150 }
    case .shifted: return numbers { $0 - 60 }
    case .tied: return numbers { ($0 / 40).rounded() }
    }
  }
}

extension Conformance {
  /// The promises that a plugin breaks on awkward cohorts: a result of finite numbers, or an error with words, and never a trap.
  ///
  /// - Parameters:
  ///   - plugin: Its analyses are asked with their own examples.
  ///   - rounds: How many cohorts each is asked on.
  ///   - seed: What the cohorts follow from.
  ///   - further: Arguments that are added to the examples, one at a time, where an analysis takes them.
  /// - Returns: One violation for each kind of fault of an analysis, with a cohort on which it shows.
  public func awkwardViolations(
    of plugin: any Plugin, rounds: Int, seed: UInt64, adding further: [Argument.Entry] = []
  ) -> [Violation] {
    let surroundings = surroundings(of: plugin)
    let cohorts = AwkwardCohorts(of: cohort, seed: seed)
    var found: OrderedDictionary<String, Violation> = [:]
    for round in 0..<rounds {
      guard let (name, subjects) = try? cohorts.cohort(round) else {
        return [Violation(subject: plugin.name, fault: "the cohort does not have the columns of its dictionary")]
      }
      for (place, analysis) in plugin.analyses.enumerated() {
        let takes = Set(analysis.parameters.map(\.declaration.name))
        let choices = [nil] + further.filter { takes.contains($0.name) }.map(Optional.some)
        let added = choices[(round * 7 + place) % choices.count]
        let arguments = analysis.example.filter { $0.name != added?.name } + [added].compactMap { $0 }
        let profile = round % 2 == 0 ? Profile.r : .sas
        let faults: [String]
        do {
          faults = Self.faults(
            of: try analysis.perform(
              on: subjects, with: arguments, defaults: Defaults(profile: profile), within: surroundings), by: analysis)
        } catch {
          faults =
            error is any CustomStringConvertible && "\(error)".contains(" ") ? [] : ["the error \(error) has no words"]
        }
        for fault in faults where found[analysis.name + fault] == nil {
          let with = added.map { ", with \($0.name) = \($0.value.source)" } ?? ""
          found[analysis.name + fault] = Violation(
            subject: analysis.name, fault: "on cohort \(round) (\(name))\(with): \(fault)")
        }
      }
    }
    return Array(found.values)
  }
}

/// Draws that follow from a seed (Vigna's SplitMix64).
private struct Draws {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((word ^ (word >> 31)) % UInt64(bound))
  }

  /// The numbers from 0 to `count - 1`, in some order.
  mutating func order(of count: Int) -> [Int32] {
    var order = (0..<Int32(count)).map { $0 }
    for place in order.indices.dropLast() { order.swapAt(place, place + below(count - place)) }
    return order
  }

  mutating func one<Value>(of values: [Value]) -> Value { values[below(values.count)] }
}
