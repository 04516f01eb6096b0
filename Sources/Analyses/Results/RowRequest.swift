import Cohorts

/// One row of a result: a statistic, and which of its rows.
public struct RowRequest: Sendable, Hashable {
  /// What tells the rows of one statistic apart.
  public struct Place: Sendable, Hashable {
    /// The group of subjects.
    public var group: String?
    /// The variable, model term or test.
    public var variable: String?
    /// The time at which it holds.
    public var time: Double?

    /// A place; what is left out is `nil`.
    public init(group: String? = nil, variable: String? = nil, time: Double? = nil) {
      self.group = group
      self.variable = variable
      self.time = time
    }

    init(_ row: Row) { self.init(group: row.group, variable: row.variable, time: row.time) }

    /// The place as a script writes it.
    public var source: String {
      let parts = [
        group.map { "group = \(Argument.text($0).source)" }, variable.map { "variable = \(Argument.text($0).source)" },
        time.map { "time = \(Argument.number($0).source)" },
      ]
      return "{ \(parts.compactMap { $0 }.joined(separator: ", ")) }"
    }

    /// The place in a few words; empty where there is only one.
    public var words: String {
      [variable, group, time.map { "at \(Argument.number($0).source)" }].compactMap { $0 }.joined(separator: ", ")
    }

    /// Whether a row stands here, as far as anything is said of it.
    func fits(_ row: Row) -> Bool {
      (group == nil || row.group == group) && (variable == nil || row.variable == variable)
        && (time == nil || row.time == time)
    }
  }

  /// The name of the statistic.
  public var statistic: String
  /// Which of its rows.
  public var place: Place

  /// A request.
  public init(_ statistic: String, _ place: Place = Place()) {
    self.statistic = statistic
    self.place = place
  }

  /// The row of a result that stands exactly here.
  public func row(in result: AnalysisResult) -> Row? {
    result.row(statistic, group: place.group, variable: place.variable, time: place.time)
  }

  /// The value of its row, or why there is none.
  public func value(in result: AnalysisResult) -> Quantity {
    row(in: result)?.value
      ?? .notEstimable(
        "\(result.analysis) gives no \(statistic)\(place == Place() ? "" : " of \(place.source)") here")
  }

  /// The request with all that tells its row apart, where only some of it was said.
  ///
  /// - Parameters:
  ///   - result: A result in which the row stands.
  ///   - asker: The full name of the analysis that asks, for messages.
  /// - Returns: The request of exactly one row; the same where these data give no row of the statistic at all.
  /// - Throws: ``ArgumentError/invalid(analysis:reason:)`` where none of its rows fits, or where several do.
  public func resolved(in result: AnalysisResult, asker: String) throws(ArgumentError) -> RowRequest {
    func invalid(_ reason: String) -> ArgumentError { .invalid(analysis: asker, reason: reason) }
    if let row = row(in: result) { return RowRequest(statistic, Place(row)) }
    let named = result.rows.filter { $0.statistic == statistic }
    guard !named.isEmpty else { return self }
    let fitting = named.filter(place.fits)
    if fitting.count == 1, let row = fitting.first { return RowRequest(statistic, Place(row)) }
    let choices = (fitting.isEmpty ? named : fitting).prefix(4).map { Place($0).source }.joined(separator: " or ")
    throw invalid(
      fitting.isEmpty
        ? "\(result.analysis) gives no \"\(statistic)\" of \(place.source); there is \(choices)"
        : "say which \"\(statistic)\" of \(result.analysis) is meant, such as \(choices)")
  }
}
