import Analyses
import Lua

/// Analyses that the script itself declares with `workbench.analysis { … }`.
extension ScriptReading {
  /// The analysis that a table declares, which is then called like any other.
  ///
  /// - Parameters:
  ///   - value: What is declared.
  ///   - range: Where the call stands.
  ///   - isSound: Whether nothing has been found wrong with it yet.
  /// - Returns: The analysis; `nil` where not all is known that decides how it is called, or where it cannot be declared.
  func declared(by value: Known?, at range: Range<Int>, isSound: Bool) -> Known? {
    guard case .table(let table)? = value, let definition = table.withoutProse(Self.proseOfAnalysis).lua else {
      requiresUnknown = true
      return nil
    }
    // A name that stands in two branches is declared once in a run.
    guard !registry.declared.flatMap(\.analyses).contains(where: { $0.name == table["name"]?.value.text }) else {
      return nil
    }
    do {
      let analysis = try AnalysisDeclaration(.table(definition), registry: registry, version: "").declared
      try registry.declare(analysis)
      return .function(analysis.declaration)
    } catch {
      if isSound { report(.wrongArgument, .error, "\(error)", at: table.place(of: "\(error)") ?? range) }
      return nil
    }
  }

  /// What of a declaration only people read, part by part.
  private static let proseOfAnalysis: [String: KnownTable.Prose] = [
    "summary": .text, "details": .text, "since": .text, "example": .anything, "compute": .function,
    "parameters": .each(["prose": .text, "unit": .text]), "statistics": .each(["meaning": .text]),
  ]
}

extension KnownTable {
  /// A part of a table that people read, and no check.
  fileprivate enum Prose: Sendable {
    /// A text.
    case text
    /// A function that is called in a run alone.
    case function
    /// Anything that may be left out.
    case anything
    /// Tables with such parts.
    case each([String: Prose])
  }

  /// The table with other words where they are not known, so that the rest can be read.
  fileprivate func withoutProse(_ parts: [String: Prose]) -> KnownTable {
    var table = self
    table.entries = entries.compactMap { entry in
      guard let part = parts[entry.name] else { return entry }
      let known: Known
      switch (part, entry.value) {
      case (.text, let value) where value.lua == nil: known = .constant(.text("?"))
      case (.function, let value) where value.lua == nil: known = .closure(entry.valueRange)
      case (.anything, let value) where value.lua == nil: return nil
      case (.each(let inner), .table(var list)):
        list.items = list.items.map { item in
          guard case .table(let part) = item.value else { return item }
          return (.table(part.withoutProse(inner)), item.range)
        }
        known = .table(list)
      default: return entry
      }
      return Entry(name: entry.name, value: known, keyRange: entry.keyRange, valueRange: entry.valueRange)
    }
    return table
  }

  /// Where the parameter or statistic stands of which a message speaks by its number.
  fileprivate func place(of message: String) -> Range<Int>? {
    for (list, word) in [("parameters", "parameter "), ("statistics", "statistic ")] {
      guard let place = message.firstRange(of: ": \(word)"), case .table(let parts)? = self[list]?.value,
        let number = Int(message[place.upperBound...].prefix(while: \.isNumber)),
        parts.items.indices.contains(number - 1)
      else { continue }
      return parts.items[number - 1].range
    }
    return nil
  }
}
