import OrderedCollections

/// By how much a variable is known later than the origin of an endpoint.
public struct Lateness: Sendable, Hashable {
  /// The number of subjects for whom it became known only after the origin.
  public var subjects: Int

  /// The number of subjects of the cohort.
  public var of: Int

  /// The median of the days from the origin on which it became known, among those subjects; `nil` where the days are
  /// not recorded.
  public var medianDay: Double?

  /// The columns that hold the day; empty where it is not recorded.
  public var dayColumns: [String]
}

extension Cohort {
  /// When a variable becomes known, as the dictionary tells; `nil` where it does not.
  ///
  /// 1. What is declared holds.
  /// 2. A column that holds the day on which another becomes known is itself known on that day: so is a condition such
  ///    as `is_missing(transplant_day)`.
  /// 3. The time of an endpoint, and whether its event happened, are known after the origin.
  public func knownAt(_ column: String) -> KnownAt? {
    if let declared = dictionary.columns[column]?.knownAt { return declared }
    for description in dictionary.columns.values {
      if case .onDay(let days) = description.knownAt, days.contains(column) { return .onDay([column]) }
    }
    return dictionary.endpoints.values.contains { $0.outcomeColumns.contains(column) } ? .afterOrigin : nil
  }

  /// When a variable becomes known, as it is written: `baseline`, `after_origin`, or the column of the day.
  ///
  /// - Throws: ``CohortError/unknownColumn(_:table:nearest:)``.
  public func knownAt(declared text: String) throws(CohortError) -> KnownAt {
    switch text {
    case "baseline": return .baseline
    case "after_origin": return .afterOrigin
    default:
      let day = ColumnName.alone(text)
      _ = try numbers(day)
      return .onDay([day])
    }
  }

  /// The cohort with a variable declared to become known no earlier than this.
  ///
  /// What it was derived from may make it later; a declaration cannot make it earlier.
  public func declaring(_ column: String, knownAt declared: KnownAt) -> Cohort {
    var description = dictionary.columns[column] ?? ColumnDescription()
    description.knownAt = description.knownAt.map { KnownAt.later($0, declared) ?? declared } ?? declared
    return describing(column, description)
  }

  /// Whether a variable becomes known only after the origin of an endpoint, and by how much.
  ///
  /// - Returns: `nil` where it is known at the origin, or where the dictionary does not say.
  public func lateness(of column: String, for endpoint: EndpointDefinition) throws(CohortError) -> Lateness? {
    guard let knownAt = knownAt(column) else { return nil }
    return try lateness(of: knownAt, for: endpoint)
  }

  /// Whether what is known at some time is known only after the origin of an endpoint, and by how much.
  ///
  /// What becomes known on a day is late if that day comes after the origin for anybody.
  ///
  /// - Returns: `nil` where it is known at the origin.
  public func lateness(of knownAt: KnownAt, for endpoint: EndpointDefinition) throws(CohortError) -> Lateness? {
    switch knownAt {
    case .baseline: return nil
    case .afterOrigin: return Lateness(subjects: count, of: count, medianDay: nil, dayColumns: [])
    case .onDay(let columns):
      var latest = [Double](repeating: -.infinity, count: count)
      for name in columns {
        let (days, validity) = try numbers(name)
        for position in 0..<count where validity[position] { latest[position] = max(latest[position], days[position]) }
      }
      if let originDay = endpoint.originDay {
        let (origins, validity) = try numbers(originDay)
        for position in 0..<count where validity[position] { latest[position] -= origins[position] }
      }
      let late = latest.filter { $0 > 0 }.sorted()
      guard !late.isEmpty else { return nil }
      let middle = (late[(late.count - 1) / 2] + late[late.count / 2]) / 2
      return Lateness(subjects: late.count, of: count, medianDay: middle, dayColumns: columns)
    }
  }
}

extension EndpointDefinition {
  /// The columns that hold what the endpoint is about to find out.
  public var outcomeColumns: [String] {
    return [outcome, reason].compactMap(\.self) + eventColumns
  }

  private var eventColumns: [String] {
    switch event {
    case .indicator(let column), .censoring(let column): [time, column]
    case .condition(let source):
      // Of several columns it cannot be told which is the outcome.
      (try? Expression(parsing: source)).map { $0.columns.count == 1 ? [time] + $0.columns : [time] } ?? [time]
    }
  }
}
