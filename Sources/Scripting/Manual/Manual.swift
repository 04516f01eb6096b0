public import Analyses

/// Help on what scripts are lent, as text, derived from the declarations.
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

  /// The entry on a function.
  public static func entry(_ function: FunctionDeclaration) -> String { ManualArticle(function).text }

  /// The entry on a module or a function; `nil` where there is none of that name.
  public static func entry(_ name: String, in modules: [ModuleDeclaration]) -> String? {
    if let module = modules.first(where: { $0.name == name }) { return ManualArticle(module).text }
    let functions = modules.flatMap(\.functions)
    return (functions.first { $0.name == name } ?? functions.first { $0.function == name }).map(entry)
  }

  /// The entry on what the host itself lends to scripts.
  ///
  /// - Parameter name: `workbench`, or one of its types by its own name, such as `cohort` or `workbench.Cohort`.
  /// - Returns: The entry; `nil` where there is none of that name.
  public static func hostEntry(_ name: String) -> String? {
    let wanted = name.lowercased()
    let declaration = HostDeclaration.all.first { $0.name.lowercased() == wanted || $0.holder == wanted }
    return declaration.map { ManualArticle($0).text }
  }

  /// The names under which ``hostEntry(_:)`` has entries, each with its summary.
  public static var hostEntries: [(name: String, summary: String)] {
    HostDeclaration.all.map { ($0.holder, $0.summary) }
  }

  /// The entry on the expression language.
  public static var expressions: String { ManualArticle.expressions.text }

  /// The entry on a script: what it answers, what it needs, and what can be set.
  public static func script(_ name: String, _ header: ScriptHeader, place: String? = nil) -> String {
    var lines = [name + (place.map { " (\($0))" } ?? ""), "  \(header.title)"]
    if !header.prose.isEmpty { lines += [""] + wrapped(header.prose, indent: 2) }
    if !header.needs.isEmpty { lines += ["", "  Needs: \(header.needs.map(\.words).joined(separator: ", "))"] }
    if !header.parameters.isEmpty { lines.append("") }
    for parameter in header.parameters {
      lines.append("  --param \(parameter.name)=… (\(parameter.remark))")
      lines += wrapped(parameter.prose, indent: 6)
    }
    return lines.joined(separator: "\n")
  }

  /// Names with what is said of them beside each, lines of at most a terminal's width.
  public static func aligned(_ pairs: [(name: String, summary: String)], indent: Int) -> [String] {
    let width = min(pairs.map(\.name.count).max() ?? 0, 44)
    let pad = String(repeating: " ", count: indent)
    return pairs.flatMap { name, summary -> [String] in
      let lines = wrapped(summary, indent: indent + width + 2)
      guard name.count <= width else { return [pad + name] + lines }
      let first = (lines.first ?? "").drop { $0 == " " }
      return [pad + name + String(repeating: " ", count: width - name.count + 2) + first] + lines.dropFirst()
    }
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

extension ScriptParameter {
  /// The parameter as the header of a script declares it.
  public var declaration: String { "\(name) (\(declared.joined(separator: ", "))): \(prose)" }

  /// Its kind, unit, range and default, as help shows them behind its name.
  public var remark: String { (declared + (fallback == nil ? ["must be given"] : [])).joined(separator: ", ") }

  private var declared: [String] {
    [kind.rawValue] + choices + [unit, range.source, fallback.map { "default \($0.plainSource)" }].compactMap(\.self)
  }
}

extension OpenRange {
  /// The range as the header of a script has it, `from 0 to 1`; `nil` where there is none.
  fileprivate var source: String? {
    let ends = [("from", from), ("above", above), ("to", to), ("below", below)]
    let words = ends.compactMap { name, number in number.map { "\(name) \(Argument.number($0).source)" } }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}

extension Argument {
  /// The value as it stands on a command line.
  fileprivate var plainSource: String {
    switch self {
    case .text(let text): text
    case .list(let values): values.map(\.plainSource).joined(separator: ", ")
    default: source
    }
  }
}
