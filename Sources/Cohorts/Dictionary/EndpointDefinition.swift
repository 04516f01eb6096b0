/// How a time-to-event endpoint is read from the columns of the subjects.
public struct EndpointDefinition: Sendable, Hashable {
  /// Which rows had the event.
  public enum Event: Sendable, Hashable {
    /// A column that is 1 (or yes) where the event happened and 0 (or no) where the subject was censored.
    case indicator(column: String)

    /// ADaM's censoring flag: 0 is the event, any other value a reason for censoring.
    case censoring(column: String)

    /// A condition in the expression language, such as `status == 2`.
    case condition(String)
  }

  /// The name by which scripts ask for it, such as `pfs`.
  public var name: String

  /// The words under which it is shown, such as "Progression-free survival".
  public var label: String

  /// The column of the time from the origin to the event or to censoring.
  public var time: String

  /// Which rows had the event.
  public var event: Event

  /// The unit of the time column.
  public var unit: TimeUnit

  /// What the time is counted from, in words, such as "CAR-T infusion".
  public var origin: String

  /// The column of the day on which the clock starts, on the same axis as the days of `known_at`; day 0 where `nil`.
  public var originDay: String?

  /// The column of the time at which a subject came under observation, where entry was delayed.
  public var entry: String?

  /// The column or expression that names which event it was, such as relapse or death, where there are several.
  public var outcome: String?

  /// The column that says in words why the time ends, for events and for censoring.
  public var reason: String?

  /// An endpoint.
  public init(
    name: String, label: String? = nil, time: String, event: Event, unit: TimeUnit = .days,
    origin: String = "start of observation", originDay: String? = nil, entry: String? = nil,
    outcome: String? = nil, reason: String? = nil
  ) {
    self.name = name
    self.label = label ?? name
    self.time = time
    self.event = event
    self.unit = unit
    self.origin = origin
    self.originDay = originDay
    self.entry = entry
    self.outcome = outcome
    self.reason = reason
  }
}
