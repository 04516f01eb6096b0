import Cohorts
import Lua
import LuaSyntax

/// What to do about an error that Lua raises by itself: which value it is about, as it is written, and what it may be.
extension LuaError {
  /// The advice, with what parts it from the message; empty where the message says all that is known.
  var advice: String {
    guard kind == .runtime, let advice = unavailable ?? adviceOnValues ?? adviceOnKinds else { return "" }
    return "; \(advice)"
  }

  /// The place with the character of an unknown name, where there is one.
  var exactPlace: Place? {
    guard kind == .runtime || kind == .host, let place,
      let name = message.firstMatch(of: #/^unknown name "(\w+)"/#)?.output.1,
      let column = line?.column(ofGlobal: String(name))
    else { return place }
    return place.at(column: column)
  }

  /// The line that it arose on, where its text is known.
  private var line: FaultyLine? {
    guard let text, let number = place?.line else { return nil }
    return FaultyLine(number, of: text)
  }

  /// A function of Lua that scripts are not lent.
  private var unavailable: String? {
    guard let field = message.firstMatch(of: #/call a nil value \(field '(\w+)'\)/#)?.output.1,
      let name = UnavailableNames.all.first(where: { $0.hasSuffix(".\(field)") }),
      let reason = UnavailableNames.reason(name)
    else { return nil }
    return "\(name) is not available to scripts: \(reason)"
  }
}

// MARK: - Values that are not there

extension LuaError {
  private var adviceOnValues: String? {
    if let value = message.firstMatch(of: #/^attempt to .* a (nil|missing) value(?: \((\w+) '([^']*)'\))?$/#)?.output {
      let isMissing = value.1 == "missing"
      guard let kind = value.2, let name = value.3 else { return isMissing ? nil : adviceOnNameless }
      return isMissing ? adviceOnMissing(name) : adviceOnNil(String(kind), String(name))
    }
    if let place = message.firstMatch(of: #/^string.format: value (\d+), .*, found (nil|missing)$/#)?.output,
      let number = Int(place.1)
    {
      return row == nil ? adviceOnFormatted(number, isMissing: place.2 == "missing") : nil
    }
    if let call = message.firstMatch(of: #/^bad argument #(\d+) to '(\w+)' \(.*, got nil\)$/#)?.output,
      let number = Int(call.1)
    {
      let given = line?.given(to: String(call.2), at: number) ?? []
      return given.isEmpty || given == ["nil"]
        ? "what is handed over is nil: a place or a name that is not there" : "\(given.alternatives) is nil"
    }
    guard message.wholeMatch(of: #/attempt to compare (?:\w+ with nil|nil with \w+|two nil values)/#) != nil, row == nil
    else {
      return nil
    }
    let sides = line?.operands { $0.isComparison } ?? []
    return sides.isEmpty ? nil : "\(sides.alternatives) is nil"
  }

  private func adviceOnNil(_ kind: String, _ name: String) -> String? {
    if row?.missingColumn == name { return nil }
    switch kind {
    case "field" where name == "?" || name == "integer index":
      return adviceOnPlaces ?? "nothing stands at that place: places begin at 1"
    case "field", "method": return adviceOnField(name)
    case "local", "upvalue":
      guard let local = line?.local(name) else { return nil }
      if local.isParameter { return "\(name) is a parameter, for which the call gave nothing" }
      return local.value.map { "\(name) is nil: line \(local.line) declares it as \($0)" }
        ?? "\(name), declared in line \(local.line), was given no value"
    default: return nil
    }
  }

  /// What is read from a table by a place: which, and where places begin and end.
  private var adviceOnPlaces: String? {
    let reached = line?.reached { if case .index = $0.form { true } else { false } } ?? []
    guard let first = reached.first else { return nil }
    if let zero = reached.first(where: { $0.isAtZero }) { return "\(zero.text) is nil: places begin at 1" }
    let owners = Set(reached.map(\.owner))
    let end = owners.count == 1 ? "#\(first.owner)" : "the length of the list"
    return "\(reached.map(\.text).alternatives) is nil: places begin at 1 and end at \(end)"
  }

  /// What is read from a table by a name: which, and the nearest name that a field has.
  private func adviceOnField(_ name: String) -> String? {
    guard let line else { return nil }
    let reached = line.reached { suffix in
      switch suffix.form {
      case .field(let word), .method(let word, _): word.text == name
      case .index(let key): if case .string(name) = key.form { true } else { false }
      case .call: false
      }
    }
    guard !reached.isEmpty else { return nil }
    let texts = reached.map { $0.isMethod ? "\($0.owner):\(name)" : $0.text }
    let owners = reached.map(\.owner).alternatives
    let nearest = Nearest.name(to: name, among: line.fields.filter { $0 != name })
    return "\(texts.alternatives) is nil: \(owners) has nothing of the name"
      + (nearest.map { "; did you mean \"\($0)\"?" } ?? ", or it was given no value")
  }

  private func adviceOnMissing(_ name: Substring) -> String {
    let reached = line?.reached { if case .index = $0.form { true } else { false } } ?? []
    let which = reached.isEmpty ? "a value" : reached.map(\.text).alternatives
    return "\(which) is missing: ask first, as in if x ~= workbench.missing then … end"
  }

  /// What string.format is given at a place after its text.
  private func adviceOnFormatted(_ number: Int, isMissing: Bool) -> String? {
    // A method's text stands before it.
    let given = line?.given(to: "format", at: number + 1) ?? []
    guard let line, given.count == 1, let value = given.first, value != "nil" else { return nil }
    if isMissing { return "\(value) is missing: ask first, as in if x ~= workbench.missing then … end" }
    let reached = line.reached { _ in true }.first { $0.text == value }
    guard let reached else { return "\(value) is nil" }
    switch reached.suffix.form {
    case .index(let key):
      if case .string(let name) = key.form { return adviceOnField(name) }
      if reached.isAtZero { return "\(value) is nil: places begin at 1" }
      return "\(value) is nil: places begin at 1 and end at #\(reached.owner)"
    case .field(let word): return adviceOnStatistic(word.text) ?? adviceOnField(word.text)
    case .call, .method: return "\(value) gave nil"
    }
  }

  /// A statistic that could not be computed, which a result has as nil.
  private func adviceOnStatistic(_ name: String) -> String? {
    let reached = line?.reached { if case .field(let word) = $0.form { word.text == name } else { false } } ?? []
    guard let first = reached.first, first.owner.contains(".groups") || first.owner.contains(".terms") else {
      return nil
    }
    return "\(first.text) could not be computed: test it before use, as in x and (\"%.1f\"):format(x) or \"none\""
  }

  /// A value without a name: what a call gave.
  private var adviceOnNameless: String? {
    let sides = line?.operands { !$0.isComparison && $0 != .and && $0 != .or } ?? []
    return sides.isEmpty ? nil : "\(sides.alternatives) is nil"
  }
}

// MARK: - Values of another kind

extension LuaError {
  private var adviceOnKinds: String? {
    if message.hasPrefix("attempt to add a 'string'")
      || message.hasPrefix("attempt to ") && message.hasSuffix("' with a 'string'")
    {
      return "texts are joined with .."
    }
    if message.hasPrefix("attempt to call "), message.contains("(for iterator") {
      return
        "a list is walked with for place, value in ipairs(list) do … end, and numbers are counted with for i = 1, 10 do … end"
    }
    if message.hasPrefix("attempt to compare number with string")
      || message.hasPrefix("attempt to compare string with number")
    {
      return "a text is no number: tonumber(x) makes one of it"
    }
    if message.hasPrefix("attempt to perform bitwise operation on a boolean") {
      return "\"and\" and \"or\" are written as words"
    }
    if message.hasPrefix("attempt to perform arithmetic on a table value") {
      return "a list is reckoned with value by value; a whole column, as in cohort:column \"age\" + 1"
    }
    if message.firstMatch(
      of: #/^attempt to call an? (?!nil|number|string|boolean|table|function|thread|userdata)\w+ value/#) != nil
    {
      return "a text, brackets or braces behind a value call it, also on the next line; [[…]] is a text"
    }
    guard
      let call = message.firstMatch(of: #/^attempt to call a (number|string|boolean|table) value \(\w+ '(\w+)'\)$/#)?
        .output
    else {
      return nil
    }
    let name = String(call.2)
    let reached = line?.reached { if case .field(let word) = $0.form { word.text == name } else { false } } ?? []
    return "\(reached.first?.text ?? name) is a \(call.1) and no function: write it without brackets"
  }
}

extension FaultyLine.Reached {
  /// Whether it is read at the place 0.
  fileprivate var isAtZero: Bool {
    if case .index(let key) = suffix.form, case .integer(0) = key.form { true } else { false }
  }

  fileprivate var isMethod: Bool { if case .method = suffix.form { true } else { false } }
}

extension LuaBinaryOperator {
  fileprivate var isComparison: Bool { [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(self) }
}

extension [String] {
  /// `a`, `a or b`, `a, b or c`.
  fileprivate var alternatives: String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " or " + last
  }
}
