import Analyses
import Cohorts

/// The rows of an endpoint's times that stay in an analysis, as one thing after another is found missing.
struct AnalysedRows {
  /// Why subjects were left out, and how many, frequency weights counted.
  private(set) var left: [(reason: String, count: Int)] = []
  /// The rows that stay; `nil` while all do.
  private(set) var kept: [Int]?
  /// The number of subjects of the cohort, frequency weights counted.
  let subjects: Int
  private let times: EndpointTimes
  private let counts: (values: [Double], validity: Validity)?

  init(_ times: EndpointTimes, counts: (values: [Double], validity: Validity)?, subjects: Int) {
    self.times = times
    self.counts = counts
    self.subjects = Self.size(0..<subjects, counts)
    let lost = times.intercurrent.reduce(0) { $0 + $1.beforeEntry }
    if times.missing + lost > 0 {
      let present = Self.size((0..<times.count).map(times.position), counts)
      left.append(("without \(times.definition.label)", self.subjects - present))
    }
  }

  private static func size(
    _ positions: some Collection<Int>, _ counts: (values: [Double], validity: Validity)?
  ) -> Int {
    guard let counts else { return positions.count }
    return positions.reduce(0) { $0 + (counts.validity[$1] ? Int(counts.values[$1]) : 1) }
  }

  /// Keeps the rows for which something holds.
  mutating func keep(_ reason: String, _ holds: (Int) -> Bool) {
    let rows = kept ?? Array(0..<times.count)
    let lost = rows.filter { !holds($0) }
    guard !lost.isEmpty else { return }
    left.append((reason, Self.size(lost.map(times.position), counts)))
    kept = rows.filter(holds)
  }

  /// Keeps the rows whose subjects have a value.
  mutating func keep(_ reason: String, where validity: Validity) {
    guard !validity.isComplete else { return }
    let times = times
    keep(reason) { validity[times.position($0)] }
  }

  /// Keeps the rows whose subjects are in a group.
  mutating func keep(_ reason: String, where grouping: Grouping) {
    guard grouping.missing > 0 else { return }
    let times = times
    keep(reason) { grouping.codes[times.position($0)] >= 0 }
  }
}

extension EndpointTimes {
  /// The position in the cohort of the subject of a row.
  func position(_ row: Int) -> Int { Int(positions[row]) }
}

extension Array {
  /// The elements of these rows; all where there is no list of them.
  func at(_ rows: [Int]?) -> [Element] { rows.map { rows in rows.map { self[$0] } } ?? self }
}

extension [Int32] {
  /// The codes at positions in a cohort of so many subjects.
  func at(_ positions: [Int32], of count: Int) -> [Int32] {
    positions.count == count ? self : positions.map { self[Int($0)] }
  }
}

extension SurvivalQuestion {
  /// How much each subject of a cohort counts.
  struct Measure {
    private let values: [Double]
    let validity: Validity
    private let isFrequency: Bool

    /// More subjects than this are not counted exactly.
    private static let mostSubjects = 1e15

    /// - Throws: `CohortError.invalidWeight` for a frequency that is negative or not whole, or a case weight that is
    ///   negative; `CannotAnalyse` where both kinds are named, or frequencies too large to be counted.
    init(_ weighting: Weighting, in cohort: Cohort) throws {
      guard let name = weighting.frequency ?? weighting.cases else {
        (values, validity, isFrequency) = ([], Validity(allPresent: cohort.count), false)
        return
      }
      if weighting.frequency != nil, weighting.cases != nil {
        throw CannotAnalyse(
          "\"weights\" are frequencies and \"case_weights\" say how much a row counts: name one of them")
      }
      (values, validity) = try cohort.numbers(name)
      isFrequency = weighting.frequency != nil
      var total = 0.0
      for position in 0..<cohort.count where validity[position] {
        let value = values[position]
        let subject = cohort.subject(position)
        if isFrequency {
          guard value >= 0, value == value.rounded() else {
            throw CohortError.invalidWeight(column: name, subject: subject, value: value)
          }
          total += value
          guard total <= Self.mostSubjects else {
            throw CannotAnalyse(
              "the frequencies in \"\(name)\" stand for more than \(Argument.number(Self.mostSubjects).source) subjects, at subject "
                + "\"\(subject)\": more than can be counted exactly")
          }
        }
        if !isFrequency, !(value >= 0) {
          throw CohortError.negativeWeight(column: name, subject: subject, value: value)
        }
      }
    }

    /// The counts of identical subjects; `nil` where each row is one.
    var counts: (values: [Double], validity: Validity)? { isFrequency ? (values, validity) : nil }

    /// The weights of the subjects at some positions.
    func weights(at positions: [Int32]) throws -> Weights {
      guard !values.isEmpty else { return .none }
      let values = positions.map { self.values[Int($0)] }
      return isFrequency ? .frequency(try FrequencyWeights(values)) : .cases(try CaseWeights(values))
    }
  }

  /// Which subjects of a cohort depend on each other.
  struct Clusters {
    let label: String
    /// The cluster of each subject, from 0; -1 where it is missing.
    let codes: [Int32]

    init(_ name: String, in cohort: Cohort) throws {
      let column = try cohort.column(name)
      var code: [Value: Int32] = [:]
      codes = (0..<column.count).map { row in
        guard column.validity[row] else { return -1 }
        let next = Int32(code.count)
        return code[column[row]]
          ?? {
            code[column[row]] = next; return next
          }()
      }
      label = cohort.dictionary.label(of: name)
    }
  }

  /// The outcomes of an endpoint, where the question tells them apart.
  static func outcomes(_ event: Event, of times: EndpointTimes) throws -> Outcomes {
    let competing = times.intercurrent.filter { $0.event.strategy == .competing }.map(\.event.name)
    switch event {
    case .any:
      if !competing.isEmpty {
        throw CannotAnalyse(
          "\(times.definition.label): with a competing event there is no single curve of survival; use "
            + "survival.cumulative_incidence, or treat \(competing.joined(separator: ", ")) as \"censor\" or \"composite\""
        )
      }
    case .each where times.outcomes == nil:
      throw CannotAnalyse(
        "\(times.definition.label) has one kind of event; say which outcomes there are: outcome = a column that names them, or "
          + "intercurrent = { day_column = \"competing\" }")
    case .each, .cause: break
    }
    return times.outcomes ?? Outcomes(names: [times.definition.label], codes: times.event.map { $0 ? 1 : 0 })
  }

  /// Whether each row of an endpoint's times ends with the event that the question is about.
  static func events(_ event: Event, of times: EndpointTimes, _ outcomes: Outcomes) throws -> [Bool] {
    guard case .cause(let cause?) = event else { return times.event }
    guard let code = outcomes.code(of: cause) else {
      throw UnknownOutcome(cause, of: times.definition.label, among: outcomes.names)
    }
    return outcomes.codes.map { $0 == code }
  }
}

/// An outcome that an endpoint does not have.
struct UnknownOutcome: Error, Hashable, CustomStringConvertible {
  let name: String
  let endpoint: String
  let known: [String]

  init(_ name: String, of endpoint: String, among known: [String]) {
    self.name = name
    self.endpoint = endpoint
    self.known = known
  }

  var description: String {
    "\(endpoint) has no outcome \"\(name)\""
      + (Nearest.name(to: name, among: known).map { "; did you mean \"\($0)\"?" }
        ?? "; its outcomes: \(known.map { "\"\($0)\"" }.joined(separator: ", "))")
  }
}
