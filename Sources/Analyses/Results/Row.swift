/// One statistic of a result, with everything that is needed to read it on its own.
public struct Row: Sendable, Hashable, Codable {
  /// The group of subjects that it describes; `nil` for all of them.
  public var group: String?

  /// The variable, model term or test that it belongs to.
  public var variable: String?

  /// The time at which it holds, in `unit` of the result's endpoint, such as a milestone.
  public var time: Double?

  /// The name of the statistic, such as `median` or `hazard_ratio`.
  public var statistic: String

  /// Its value, or why it has none.
  public var value: Quantity

  /// The unit of the value, such as `days`; `nil` for a bare number.
  public var unit: String?

  /// The method in full, such as "Kaplan-Meier, log-log interval (95%)".
  public var method: String?

  /// The number of subjects behind the value.
  public var n: Int?

  /// The number of subjects left out because something was missing.
  public var missing: Int?

  /// Anything else that a reader has to know of this value.
  public var note: String?

  /// A row.
  public init(
    _ statistic: String, _ value: Quantity, group: String? = nil, variable: String? = nil, time: Double? = nil,
    unit: String? = nil, method: String? = nil, n: Int? = nil, missing: Int? = nil, note: String? = nil
  ) {
    self.statistic = statistic
    self.value = value
    self.group = group
    self.variable = variable
    self.time = time
    self.unit = unit
    self.method = method
    self.n = n
    self.missing = missing
    self.note = note
  }
}
