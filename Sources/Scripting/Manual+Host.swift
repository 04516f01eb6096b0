import Analyses

extension Manual {
  /// The entry on what the host itself lends to scripts.
  ///
  /// - Parameter name: `workbench`, or one of its types by its own name, such as `cohort` or `workbench.Cohort`.
  /// - Returns: The entry; `nil` where there is none of that name.
  public static func hostEntry(_ name: String) -> String? {
    let wanted = name.lowercased()
    return HostDeclaration.all.first { $0.name.lowercased() == wanted || $0.holder == wanted }.map(entry)
  }

  /// The names under which ``hostEntry(_:)`` has entries, each with its summary.
  public static var hostEntries: [(name: String, summary: String)] {
    HostDeclaration.all.map { ($0.holder, $0.summary) }
  }

  private static func entry(_ declaration: HostDeclaration) -> String {
    var lines = [declaration.name] + wrapped(declaration.summary, indent: 2) + [""]
    for member in declaration.members {
      lines.append("  \(form(member, of: declaration))")
      lines += wrapped(member.prose, indent: 6)
      for parameter in member.signature?.parameters ?? [] {
        lines += wrapped("\(parameter.name) (\(parameter.luaType)): \(parameter.prose)", indent: 8)
      }
    }
    return lines.joined(separator: "\n")
  }

  /// How a script writes a member, and the type that it has or gives.
  private static func form(_ member: HostDeclaration.Member, of declaration: HostDeclaration) -> String {
    guard let signature = member.signature else { return "\(declaration.holder).\(member.name) (\(member.luaType))" }
    let names = signature.parameters.map(\.name).joined(separator: ", ")
    let call = declaration.holder + (declaration.isModule ? "." : ":") + member.name + "(\(names))"
    return member.luaType == "nil" ? call : "\(call) gives \(member.luaType)"
  }
}

extension HostDeclaration {
  /// The name of the variable by which the manual calls an object of the type: `cohort` for `workbench.Cohort`.
  var holder: String { (name.split(separator: ".").last ?? "").lowercased() }
}
