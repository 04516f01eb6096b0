/// How many subjects ended an endpoint for one reason.
public struct EndpointReason: Sendable, Hashable {
  /// The reason, in the words of the data; `nil` where none is recorded.
  public var words: String?

  /// Whether it is a reason of events, and not of censoring.
  public var isEvent: Bool

  /// The number of subjects.
  public var count: Int

  /// A reason and how often it occurs.
  public init(words: String?, isEvent: Bool, count: Int) {
    self.words = words
    self.isEvent = isEvent
    self.count = count
  }
}

extension Cohort {
  /// Why the times of an endpoint end, counted over the subjects who have one: the events first, each in the order of the levels,
  /// or else of the alphabet.
  ///
  /// - Parameter name: An endpoint of the dictionary.
  /// - Returns: The counts; none where the dictionary names no column of reasons.
  /// - Throws: What ``times(of:)`` throws, and ``CohortError/unknownColumn(_:table:nearest:)``.
  public func reasons(of name: String) throws(CohortError) -> [EndpointReason] {
    let times = try times(of: EndpointRequest(.named(name)))
    guard let source = times.definition.reason else { return [] }
    let column = try column(source)
    var counts: [Bool: [String?: Int]] = [:]
    for (row, position) in times.positions.enumerated() {
      let words = column.validity[Int(position)] ? column[Int(position)].description : nil
      counts[times.event[row], default: [:]][words, default: 0] += 1
    }
    var order: [String: Int] = [:]
    if case .category(let values) = column.storage {
      for (place, level) in values.levels.enumerated() { order[level] = place }
    }
    return [true, false].flatMap { isEvent in
      (counts[isEvent] ?? [:]).sorted { left, right in
        guard let first = left.key, let second = right.key else { return right.key == nil && left.key != nil }
        return (order[first] ?? 0, first) < (order[second] ?? 0, second)
      }.map { EndpointReason(words: $0.key, isEvent: isEvent, count: $0.value) }
    }
  }
}
