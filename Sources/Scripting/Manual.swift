public import Analyses

/// Help on plugins, analyses and scripts, derived from their declarations.
public enum Manual {
  /// All modules and what they offer, a line each.
  public static func overview(_ modules: [ModuleDeclaration]) -> String {
    var lines = ["ANALYSES (workbench help NAME explains one)"]
    for module in modules {
      lines.append("  \(module.name): \(module.summary)")
      lines += aligned(module.functions.map { ($0.name, $0.summary) }, indent: 4)
    }
    lines += ["", "WHAT SCRIPTS ARE LENT BESIDE THEM"] + aligned(hostEntries, indent: 2)
    return lines.joined(separator: "\n")
  }

  /// The entry on a module or a function; `nil` where there is none of that name.
  public static func entry(_ name: String, in modules: [ModuleDeclaration]) -> String? {
    if let module = modules.first(where: { $0.name == name }) {
      return
        ([module.name, "  \(module.summary)", ""] + aligned(module.functions.map { ($0.name, $0.summary) }, indent: 2))
        .joined(separator: "\n")
    }
    let functions = modules.flatMap(\.functions)
    return (functions.first { $0.name == name } ?? functions.first { $0.function == name }).map(entry)
  }

  /// The entry on a function: what it does, what it takes with types, units and defaults, and what it gives.
  public static func entry(_ function: FunctionDeclaration) -> String {
    var lines = [function.name, "  \(function.summary)", ""]
    lines += wrapped(function.details, indent: 2)
    lines += ["", "ARGUMENTS"]
    for operand in function.operands {
      lines.append("  \(operand.name) (\(operand.luaType))")
      lines += wrapped(operand.prose, indent: 6)
    }
    for parameter in function.parameters {
      lines.append("  \(parameter.name) (\(parameter.expected)\(fallback(parameter)))")
      lines += wrapped(parameter.prose + (parameter.unit.map { " In \($0)." } ?? ""), indent: 6)
      for choice in parameter.choices { lines.append("        \"\(choice.name)\": \(choice.summary)") }
    }
    if !function.statistics.isEmpty {
      lines += ["", "STATISTICS"] + aligned(function.statistics.map { ($0.name, $0.meaning) }, indent: 2)
    }
    if !function.gives.isEmpty {
      lines += ["", "GIVES A COHORT WITH"]
      lines += aligned(function.gives.map { ("\($0.name) (\($0.kind.rawValue))", $0.meaning) }, indent: 2)
    }
    if function.kind == .kernel {
      lines += ["", "GIVES", "  \(function.result)"] + wrapped(function.meaning, indent: 6)
    }
    lines += ["", "EXAMPLE", "  \(function.call)", "", "Since \(function.since)."]
    return lines.joined(separator: "\n")
  }

  /// The entry on a script: what it answers, what it needs, and what can be set.
  public static func script(_ name: String, _ header: ScriptHeader, place: String? = nil) -> String {
    var lines = [name + (place.map { " (\($0))" } ?? ""), "  \(header.title)"]
    if !header.prose.isEmpty { lines += [""] + wrapped(header.prose, indent: 2) }
    if !header.needs.isEmpty { lines += ["", "  Needs: \(header.needs.map(\.words).joined(separator: ", "))"] }
    if !header.parameters.isEmpty { lines.append("") }
    for parameter in header.parameters {
      let unit = parameter.unit.map { ", \($0)" } ?? ""
      let fallback = parameter.fallback.map { ", default \(plain($0))" } ?? ", must be given"
      lines.append("  --param \(parameter.name)=… (\(parameter.kind.rawValue)\(unit)\(fallback))")
      lines += wrapped(parameter.prose, indent: 6)
    }
    return lines.joined(separator: "\n")
  }

  private static func fallback(_ parameter: ParameterDeclaration) -> String {
    switch parameter.fallback {
    case .required: "; required"
    case .none: ""
    case .value(let value): "; default \(value.source)"
    case .profile(let r, let sas): "; default \(r.source), under the SAS profile \(sas.source)"
    }
  }

  private static func plain(_ value: Argument) -> String {
    switch value {
    case .text(let text): text
    case .list(let values): values.map(plain).joined(separator: ", ")
    default: value.source
    }
  }

  private static func aligned(_ pairs: [(name: String, summary: String)], indent: Int) -> [String] {
    let width = pairs.map(\.name.count).max() ?? 0
    let pad = String(repeating: " ", count: indent)
    return pairs.map { pad + $0.name + String(repeating: " ", count: width - $0.name.count + 2) + $0.summary }
  }

  static func wrapped(_ text: String, indent: Int, width: Int = 96) -> [String] {
    let pad = String(repeating: " ", count: indent)
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        if !line.isEmpty, indent + line.count + 1 + word.count > width {
          lines.append(pad + line)
          line = ""
        }
        line += (line.isEmpty ? "" : " ") + word
      }
      lines.append(line.isEmpty ? "" : pad + line)
    }
    return lines
  }
}

extension ScriptHeader.Need {
  /// The need in words.
  public var words: String {
    switch self {
    case .endpoint(let name): "endpoint \(name)"
    case .column(let name): "column \(name)"
    case .table(let name): "table \(name)"
    }
  }
}
