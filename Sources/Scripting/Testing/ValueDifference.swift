import Analyses
import Cohorts
import Lua

/// By how much a number may differ from the one that is expected.
struct Tolerance {
  var relative = 0.0
  var absolute = 0.0

  static let exact = Tolerance()

  var isExact: Bool { relative == 0 && absolute == 0 }

  /// Whether both are the same, or finite and close; no part of an infinite number is a distance.
  func admits(_ found: Double, _ expected: Double) -> Bool {
    if found == expected { return true }
    guard found.isFinite, expected.isFinite else { return false }
    return abs(found - expected) <= max(absolute, relative * abs(expected))
  }

  /// Such as `relative 1e-09`; empty where numbers must be equal.
  var words: String {
    let parts = [("relative", relative), ("absolute", absolute)].filter { $0.1 > 0 }
    return parts.map { "\($0.0) \(Argument.number($0.1).source)" }.joined(separator: " or ")
  }
}

/// The first place in which two values differ.
struct ValueDifference {
  /// The way to it, such as `[3].median`; empty where the values themselves differ.
  var path = ""
  var found: String
  var expected: String
  /// More about it, in brackets.
  var remark = ""

  var failure: AssertionFailure {
    let place = path.isEmpty ? "" : " at \(path)"
    let more = remark.isEmpty ? "" : " (\(remark))"
    return AssertionFailure("expected \(expected), found \(found)\(place)\(more)", expected: expected, found: found)
  }

  /// The first difference, lists first, then named values in their order; `nil` where there is none.
  static func first(_ found: LuaValue, _ expected: LuaValue, _ tolerance: Tolerance) -> ValueDifference? {
    switch (found.comparable, expected.comparable) {
    case (.table(let found), .table(let expected)): return first(found, expected, tolerance)
    case (let found, let expected):
      if found.isAbsent, expected.isAbsent { return nil }
      if let one = found.number, let other = expected.number { return first(one, other, found, expected, tolerance) }
      return areEqual(found, expected) ? nil : ValueDifference(found: found.shown, expected: expected.shown)
    }
  }

  private static func areEqual(_ found: LuaValue, _ expected: LuaValue) -> Bool {
    if let one = EndpointObject.type.unwrap(found), let other = EndpointObject.type.unwrap(expected) {
      return one.request == other.request
    }
    return found == expected
  }

  private static func first(
    _ one: Double, _ other: Double, _ found: LuaValue, _ expected: LuaValue, _ tolerance: Tolerance
  ) -> ValueDifference? {
    // Whole numbers above 2^53 may differ, and be the same double.
    var distance = one - other
    if tolerance.isExact, let one = found.exactInteger, let other = expected.exactInteger {
      guard one != other else { return nil }
      let (exact, isTooLarge) = one.subtractingReportingOverflow(other)
      if !isTooLarge { distance = Double(exact) }
    } else {
      guard !tolerance.admits(one, other) else { return nil }
    }
    var difference = ValueDifference(found: found.shown, expected: expected.shown)
    guard one.isFinite, other.isFinite else { return difference }
    difference.remark = "difference \(Argument.number(distance).source)"
    if other != 0 { difference.remark += ", relative \(abs(distance / other).inTwoDigits)" }
    if !tolerance.words.isEmpty { difference.remark += "; allowed \(tolerance.words)" }
    return difference
  }

  private static func first(_ found: LuaTable, _ expected: LuaTable, _ tolerance: Tolerance) -> ValueDifference? {
    for (place, (one, other)) in zip(found.array, expected.array).enumerated() {
      if let difference = first(one, other, tolerance) { return difference.under("[\(place + 1)]") }
    }
    guard found.array.count == expected.array.count else {
      return ValueDifference(
        found: "a list of \(found.array.count)", expected: "a list of \(expected.array.count)",
        remark: "the first \(min(found.array.count, expected.array.count)) are the same")
    }
    for field in expected.fields {
      let other = found.fields.first { $0.key == field.key }?.value ?? .nil
      if let difference = first(other, field.value, tolerance) { return difference.under(field.key) }
    }
    for field in found.fields where !expected.fields.contains(where: { $0.key == field.key }) {
      if let difference = first(field.value, .nil, tolerance) { return difference.under(field.key) }
    }
    return nil
  }

  private func under(_ step: String) -> ValueDifference {
    var difference = self
    difference.path = step + path
    return difference
  }

  private func under(_ key: LuaValue) -> ValueDifference {
    guard let name = key.string else { return under("[\(key.words)]") }
    return under(name.isPlainName ? ".\(name)" : "[\(Argument.text(name).source)]")
  }
}

extension LuaValue {
  /// The value as it is compared: columns as lists of their values, results and reports as tables of what they hold.
  fileprivate var comparable: LuaValue {
    if let object = ColumnObject.type.unwrap(self) {
      return .table(LuaTable(object.column.values))
    }
    if let object = ResultObject.type.unwrap(self) { return object.result.comparable }
    if let object = ReportObject.type.unwrap(self) {
      let items = object.report.items.map { item -> LuaValue in
        switch item {
        case .heading(let text), .note(let text): .string(text)
        case .result(let result): result.comparable
        }
      }
      return .table(["title": .string(object.report.title), "items": .table(LuaTable(items))])
    }
    return self
  }

  /// The whole number that it is, whichever way Lua holds it.
  fileprivate var exactInteger: Int? {
    switch self {
    case .integer(let integer): integer
    case .number(let number): Int(exactly: number)
    default: nil
    }
  }

  /// The value in a message.
  fileprivate var shown: String {
    if case .string(let text) = self, text.count > 40 { return Argument.text(String(text.prefix(200))).source }
    if case .nil = self { return "nothing" }
    return words
  }
}

extension AnalysisResult {
  fileprivate var comparable: LuaValue {
    .table([
      "analysis": .string(analysis), "title": .string(title), "rows": .table(LuaTable(rows.map(\.lua))),
      "cautions": .table(LuaTable(cautions.map { .string($0.message) })),
    ])
  }
}
