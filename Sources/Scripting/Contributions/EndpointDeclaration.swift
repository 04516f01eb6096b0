import Analyses
import Cohorts
import Lua

/// What the definition of an endpoint may hold, for editors.
let endpointType =
  "{ name: string, time: string?, event: string?, censor: string?, label: string?, "
  + "unit: \"days\"|\"weeks\"|\"months\"|\"years\"|nil, origin: string?, origin_day: string?, entry: string?, "
  + "outcome: string?, first_of: (string|table)[]?, followed_until: string? }"

/// What of a cohort the definition of an endpoint names.
let endpointNames: [String: ParameterDeclaration.Named] = [
  "time": .column, "event": .variable, "censor": .column, "origin_day": .column, "entry": .column,
  "outcome": .variable, "first_of": .event, "followed_until": .column,
]

/// An endpoint as a script declares it: columns, or the first of several events.
struct EndpointDeclaration {
  private static let known = [
    "name", "time", "event", "censor", "label", "unit", "origin", "origin_day", "entry", "outcome", "first_of",
    "followed_until",
  ]

  /// Those that name columns.
  private static let columns: Set<String> = [
    "time", "event", "censor", "origin_day", "entry", "outcome", "followed_until",
  ]

  let name: String
  private let function: String
  private let texts: [String: String]
  private let composite: CompositeEndpoint?

  /// Reads a definition.
  ///
  /// - Parameters:
  ///   - arguments: The arguments of the function.
  ///   - function: Its name, for messages.
  /// - Throws: ``CallError`` or `ArgumentError` where it lacks something, or has what it may not have.
  init(_ arguments: [LuaValue], of function: String) throws {
    self.function = function
    var texts: [String: String] = [:]
    guard case .table(let table)? = arguments.first ?? .nil else {
      _ = try arguments.options(0, of: function)
      throw Self.incomplete([:], function)
    }
    var plain = table
    plain["first_of"] = nil
    for entry in try Argument.entries(plain, of: function) {
      guard Self.known.contains(entry.name) else {
        throw ArgumentError.unknown(
          entry.name, analysis: function, known: Self.known, nearest: Nearest.name(to: entry.name, among: Self.known))
      }
      guard case .text(let text) = entry.value else {
        throw ArgumentError.wrongKind(entry.name, analysis: function, expected: "a text", found: entry.value.source)
      }
      texts[entry.name] = Self.columns.contains(entry.name) ? ColumnName.alone(text) : text
    }
    self.texts = texts
    composite = try table["first_of"].map { value in
      try CompositeEndpoint(value, followedUntil: texts["followed_until"], at: function)
    }
    guard let name = texts["name"],
      composite != nil || texts["time"] != nil && (texts["event"] ?? texts["censor"]) != nil
    else { throw Self.incomplete(texts, function) }
    let isComposite = composite != nil
    if let other = ["time", "event", "censor", "outcome"].first(where: { isComposite && texts[$0] != nil }) {
      throw ArgumentError.invalid(
        analysis: function, reason: "\"\(other)\" follows from \"first_of\"; give one of the two")
    }
    self.name = name
    if let unit = texts["unit"], TimeUnit(rawValue: unit) == nil { throw Self.wrongUnit(unit, function) }
  }

  private static func incomplete(_ texts: [String: String], _ function: String) -> CallError {
    .wrongKind(
      function, argument: "the definition", expected: "at least name, time and event (or censor)",
      found: texts.isEmpty ? "nothing" : texts.keys.sorted().joined(separator: ", "))
  }

  private static func wrongUnit(_ unit: String, _ function: String) -> CallError {
    .wrongKind(
      function, argument: "\"unit\"", expected: "one of \(TimeUnit.allCases.map(\.rawValue).joined(separator: ", "))",
      found: "\"\(unit)\"")
  }

  /// The cohort with the endpoint.
  func added(to cohort: Cohort) throws -> Cohort {
    if let composite { return try composite.added(to: cohort, frame(TimeUnit.days)) }
    guard let time = texts["time"], let event = texts["event"] ?? texts["censor"] else { return cohort }
    for column in [time, texts["origin_day"], texts["entry"], texts["censor"]].compactMap({ $0 }) {
      _ = try cohort.column(column)
    }
    try checkUnit(of: time, in: cohort)
    let rule: EndpointDefinition.Event =
      texts["event"] == nil
      ? .censoring(column: event) : cohort.columnNames.contains(event) ? .indicator(column: event) : .condition(event)
    if case .condition(let condition) = rule { _ = try cohort.truth(of: condition) }
    if let outcome = texts["outcome"] { _ = try cohort.groups(of: outcome) }
    var definition = frame(cohort.recordedUnit(of: time))
    definition.time = time
    definition.event = rule
    return cohort.declaring(definition)
  }

  /// Refuses a unit that is not the one in which its times are recorded, and times whose unit nobody can tell.
  private func checkUnit(of time: String, in cohort: Cohort) throws {
    guard let unit = texts["unit"].flatMap(TimeUnit.init(rawValue:)) else {
      return try cohort.checkUnitCanBeTold(of: time)
    }
    for column in [time, texts["entry"]].compactMap(\.self) {
      guard let recorded = cohort.dictionary.timeUnit(of: column), recorded != unit else { continue }
      throw ArgumentError.invalid(
        analysis: function,
        reason:
          "\"\(column)\" is recorded in \(recorded.rawValue), but \"unit\" says \(unit.rawValue); leave \"unit\" out, or derive "
          + "the times with in_\(unit.rawValue)(\(ColumnName.inExpression(column)))")
    }
  }

  /// What is said of the endpoint beside its columns.
  private func frame(_ usualUnit: TimeUnit) -> EndpointDefinition {
    EndpointDefinition(
      name: name, label: texts["label"], time: "", event: .condition(""),
      unit: texts["unit"].flatMap(TimeUnit.init(rawValue:)) ?? usualUnit,
      origin: texts["origin"] ?? "start of observation", originDay: texts["origin_day"], entry: texts["entry"],
      outcome: texts["outcome"])
  }
}
