import Cohorts
import OrderedCollections

/// The endpoints of several trials, by name, as endpoints of the pool.
///
/// Where a trial has the columns of an endpoint under other names than the first that declares it, it gets copies of them
/// under those names; where their conditions differ, each trial's own tells its events, in a column of flags.
struct EndpointUnion {
  /// The endpoints, in the order in which the trials declare them.
  private(set) var endpoints: OrderedDictionary<String, EndpointDefinition> = [:]
  /// The trials' cohorts, with the columns that endpoints read.
  private(set) var cohorts: [Cohort]
  /// What was decided, a sentence each.
  private(set) var notes: [String] = []
  private let trials: [String]

  /// Unites the endpoints of trials.
  ///
  /// - Parameters:
  ///   - cohorts: Their cohorts, of which all subjects are in.
  ///   - trials: Their names.
  ///   - faults: Takes what cannot be one: units, and ways to tell the event, that differ.
  init(_ cohorts: [Cohort], trials: [String], _ faults: inout FaultList) {
    self.cohorts = cohorts
    self.trials = trials
    for name in OrderedSet(cohorts.flatMap(\.dictionary.endpointNames)) {
      let having = cohorts.indices.filter { cohorts[$0].dictionary.endpoints[name] != nil }
      let lacking = cohorts.indices.filter { !having.contains($0) }.map { trials[$0] }
      if !lacking.isEmpty {
        notes.append(
          "\(lacking.joined(separator: ", ")) \(lacking.count == 1 ? "has" : "have") no endpoint \"\(name)\"")
      }
      unite(name, having, &faults)
    }
  }

  private mutating func unite(_ name: String, _ having: [Int], _ faults: inout FaultList) {
    guard let first = having.first, var united = cohorts[first].dictionary.endpoints[name] else { return }
    for index in having.dropFirst() {
      guard let other = cohorts[index].dictionary.endpoints[name] else { continue }
      guard fits(united, other, first, index, &faults) else { continue }
      for (what, one, another) in [("label", united.label, other.label), ("origin", united.origin, other.origin)]
      where one != another {
        notes.append(
          "the \(what) of endpoint \"\(name)\" is \"\(one)\" in \(trials[first]) and \"\(another)\" in \(trials[index]); "
            + "the first is used")
      }
      bringColumns(of: other, under: united, first, index, &faults)
    }
    if Self.conditions(having.compactMap { cohorts[$0].dictionary.endpoints[name] }).count > 1 {
      united.event = .indicator(column: flagEvents(name, having, &faults))
    }
    endpoints[name] = united
  }

  /// Whether two definitions are of one unit and one kind.
  private func fits(
    _ one: EndpointDefinition, _ other: EndpointDefinition, _ first: Int, _ index: Int, _ faults: inout FaultList
  ) -> Bool {
    var differing: [(String, String)] = []
    if one.unit != other.unit { differing.append((one.unit.rawValue, other.unit.rawValue)) }
    if one.event.kind != other.event.kind { differing.append((one.event.kind, other.event.kind)) }
    let parts = [
      ("day of origin", one.originDay, other.originDay), ("delayed entry", one.entry, other.entry),
      ("column of outcomes", one.outcome, other.outcome),
    ]
    for (words, mine, theirs) in parts where (mine == nil) != (theirs == nil) {
      differing.append((mine == nil ? "no \(words)" : "a \(words)", theirs == nil ? "no \(words)" : "a \(words)"))
    }
    for (mine, theirs) in differing {
      let fault = PoolingFault.endpoint(
        one.name, .init(trial: trials[first], has: mine), .init(trial: trials[index], has: theirs))
      faults.add(DataFault(.pooling(fault), file: trials[index]))
    }
    return differing.isEmpty
  }

  private static func conditions(_ definitions: [EndpointDefinition]) -> Set<String> {
    Set(definitions.compactMap { if case .condition(let source) = $0.event { source } else { nil } })
  }

  // MARK: - Columns

  /// Gives a trial the columns of its endpoint under the first trial's names.
  private mutating func bringColumns(
    of other: EndpointDefinition, under united: EndpointDefinition, _ first: Int, _ index: Int,
    _ faults: inout FaultList
  ) {
    for ((key, wanted), (_, own)) in zip(united.columns, other.columns) where wanted != own {
      let isFree = cohorts[index].stored.columns[wanted] == nil && cohorts[first].stored.columns[wanted] != nil
      guard isFree else {
        let fault = PoolingFault.endpointColumn(
          united.name, key: key, taken: wanted, .init(trial: trials[first], has: "\"\(wanted)\""),
          .init(trial: trials[index], has: "\"\(own)\""))
        faults.add(DataFault(.pooling(fault), file: trials[index]))
        continue
      }
      do {
        let cohort = cohorts[index]
        let column = try cohort.stored.columns[own] ?? cohort.evaluate(own).column
        let description = cohort.dictionary.columns[own] ?? ColumnDescription()
        cohorts[index] = try cohort.deriving(column, as: wanted, description: description)
        notes.append(
          "the \(key) of endpoint \"\(united.name)\" is \"\(wanted)\" in \(trials[first]); in \(trials[index]) it is read "
            + "from \"\(own)\"")
      } catch {
        faults.add(DataFault(.cannotCompute("\(error)"), file: trials[index]))
      }
    }
  }

  /// Computes in each trial its own condition, as a column of flags whose name is returned.
  private mutating func flagEvents(_ name: String, _ having: [Int], _ faults: inout FaultList) -> String {
    var column = name + "_event"
    while cohorts.contains(where: { $0.stored.columns[column] != nil }) { column += "_" }
    for index in having {
      guard case .condition(let source)? = cohorts[index].dictionary.endpoints[name]?.event else { continue }
      do {
        let (events, knownAt) = try cohorts[index].evaluate(source)
        let description = ColumnDescription(knownAt: knownAt, derivation: source)
        cohorts[index] = try cohorts[index].deriving(events, as: column, description: description)
        notes.append("the event of endpoint \"\(name)\" in \(trials[index]) is: \(source)")
      } catch {
        faults.add(DataFault(.cannotCompute("\(error)"), file: trials[index]))
      }
    }
    return column
  }
}

extension EndpointDefinition {
  /// The columns that it reads, by key, in one order.
  fileprivate var columns: [(key: String, name: String)] {
    var columns = [("time", time)]
    switch event {
    case .indicator(let column): columns.append(("event", column))
    case .censoring(let column): columns.append(("censoring", column))
    case .condition: break
    }
    for (key, column) in [("origin_day", originDay), ("entry", entry), ("outcome", outcome), ("reason", reason)] {
      if let column { columns.append((key, column)) }
    }
    return columns
  }
}

extension EndpointDefinition.Event {
  /// How the event is told, in words.
  fileprivate var kind: String {
    switch self {
    case .indicator: "a column that is 1 for an event"
    case .censoring: "a column that is 0 for an event"
    case .condition: "a condition for an event"
    }
  }
}
