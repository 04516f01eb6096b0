import Analyses
import Lua

/// Values of Lua in words, bounded in size.
struct SessionText {
  /// What Lua's `tostring` gives.
  let tostring: (LuaValue) throws -> String

  /// The most columns of a table that stands in one line.
  private static let width = 96
  /// The most lines of a value.
  private static let mostLines = 40
  /// The most entries of one table.
  private static let mostEntries = 30
  /// The most levels of tables.
  private static let mostLevels = 4
  /// The most characters of one text.
  private static let mostCharacters = 2000

  /// A value in words.
  func text(_ value: LuaValue) throws -> String {
    if case .table(let table) = value {
      let lines = try lines(table, level: 0)
      guard lines.count > Self.mostLines else { return lines.joined(separator: "\n") }
      return (lines.prefix(Self.mostLines) + ["… and \(lines.count - Self.mostLines) more lines"]).joined(
        separator: "\n")
    }
    return try scalar(value)
  }

  private func scalar(_ value: LuaValue) throws -> String {
    switch value {
    case .string(let text) where text.count > Self.mostCharacters:
      Argument.text(String(text.prefix(Self.mostCharacters))).source + "… (\(text.count) characters)"
    case .string(let text): Argument.text(text).source
    case .number(let number) where number == number.rounded() && abs(number) < 1e15: Argument.number(number).source
    case .function(let function): function.name.map { "function \($0)" } ?? "function"
    case .table(let table): table.isEmpty ? "{}" : "{ … }"
    default: try tostring(value)
    }
  }

  /// A table in one line where it has room, else a line an entry.
  private func lines(_ table: LuaTable, level: Int) throws -> [String] {
    guard !table.isEmpty else { return ["{}"] }
    guard level < Self.mostLevels else { return ["{ … }"] }
    var entries: [[String]] = []
    for value in table.array.prefix(Self.mostEntries) { entries.append(try self.entry(nil, value, level)) }
    for field in table.fields.prefix(max(Self.mostEntries - entries.count, 0)) {
      entries.append(try entry(field.key, field.value, level))
    }
    let left = table.count - entries.count
    if left > 0 { entries.append(["… and \(left) more"]) }
    let isFlat = entries.allSatisfy { $0.count == 1 }
    let flat = "{ \(entries.map { $0[0] }.joined(separator: ", ")) }"
    if isFlat, flat.count + 2 * level <= Self.width { return [flat] }
    return ["{"] + entries.flatMap { lines in (lines.dropLast() + ["\(lines.last ?? ""),"]).map { "  \($0)" } } + ["}"]
  }

  private func entry(_ key: LuaValue?, _ value: LuaValue, _ level: Int) throws -> [String] {
    var lines: [String]
    if case .table(let table) = value {
      lines = try self.lines(table, level: level + 1)
    } else {
      lines = [try scalar(value)]
    }
    if let key { lines[0] = "\(try name(key)) = \(lines[0])" }
    return lines
  }

  private func name(_ key: LuaValue) throws -> String {
    if case .string(let text) = key, text.isLuaName { return text }
    return "[\(try scalar(key))]"
  }
}

extension String {
  /// Whether a script can write it as a name.
  var isLuaName: Bool {
    guard let first = utf8.first, first == UInt8(ascii: "_") || first.isASCIILetter else { return false }
    return utf8.allSatisfy { $0 == UInt8(ascii: "_") || $0.isASCIILetter || (48...57).contains($0) }
  }
}

extension UInt8 {
  fileprivate var isASCIILetter: Bool { (97...122).contains(self | 0x20) }
}
