import Terminals

/// Writes JSON as text: keys in the order given, two blanks for each level, doubles with the shortest digits that read back
/// as the same number.
package struct JSONWriter {
  /// A value.
  package indirect enum Value {
    case null
    case bool(Bool)
    case integer(Int)
    case unsigned(UInt64)
    case number(Double)
    case string(String)
    case array([Value])
    case object([(String, Value)])
    /// An array or object that stands on one line.
    case line(Value)
  }

  private(set) var text = ""

  /// The text of a value, with a line end after it.
  package static func text(_ value: Value) -> String {
    var writer = JSONWriter()
    writer.write(value, depth: 0, inline: false)
    return writer.text + "\n"
  }

  private mutating func write(_ value: Value, depth: Int, inline: Bool) {
    switch value {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .integer(let number): text += String(number)
    case .unsigned(let number): text += String(number)
    case .number(let number): write(number)
    case .string(let string): write(string)
    case .line(let value): write(value, depth: depth, inline: true)
    case .array(let values):
      list("[", "]", values, depth: depth, inline: inline) { $0.write($1, depth: $2, inline: inline) }
    case .object(let members):
      list("{", "}", members, depth: depth, inline: inline) { writer, member, depth in
        writer.write(member.0)
        writer.text += ": "
        writer.write(member.1, depth: depth, inline: inline)
      }
    }
  }

  private mutating func list<Element>(
    _ open: String, _ close: String, _ elements: [Element], depth: Int, inline: Bool,
    element: (inout JSONWriter, Element, Int) -> Void
  ) {
    text += open
    for (place, value) in elements.enumerated() {
      if place > 0 { text += inline ? ", " : "," }
      if !inline { newLine(depth + 1) }
      element(&self, value, depth + 1)
    }
    if !inline, !elements.isEmpty { newLine(depth) }
    text += close
  }

  private mutating func newLine(_ depth: Int) {
    text += "\n"
    for _ in 0..<depth { text += "  " }
  }

  /// A number that is not finite has no form in JSON, and is null; a negative zero is zero.
  private mutating func write(_ number: Double) {
    guard number.isFinite else {
      text += "null"
      return
    }
    text += number.shortest
  }

  /// A string, with everything escaped that is unsafe to show.
  private mutating func write(_ string: String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.isUnsafeToShow:
        for unit in String(scalar).utf16 { text += "\\u" + hexadecimal(unit) }
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  private func hexadecimal(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }
}

extension Double {
  /// The shortest digits that read back as the same number, whole numbers without a decimal point.
  var shortest: String {
    if self == 0 { return "0" }
    let text = description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
