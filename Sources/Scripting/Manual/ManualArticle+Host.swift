import Analyses

extension ManualArticle {
  /// The article on what the host lends to scripts: a module, or a type of object.
  public init(_ declaration: HostDeclaration) {
    let holder = declaration.holder
    func isMethod(_ member: HostDeclaration.Member) -> Bool { member.signature != nil && !declaration.isModule }
    let members = declaration.members.map { member in
      Entry(
        declaration.form(of: member), topic: "\(holder)\(isMethod(member) ? ":" : ".")\(member.name)", member.prose,
        choices: (member.signature?.parameters ?? []).map { Entry.Choice("\($0.name) (\($0.luaType))", $0.prose) },
        code: member.example)
    }
    self.init(declaration.name, also: [holder], declaration.summary, [.entries(members, .member)])
    terms = declaration.members.flatMap { member in
      member.terms.map {
        NamedTerm(term: $0, entry: Entry("\(holder)\(isMethod(member) ? ":" : ".")\(member.name)", member.prose))
      }
    }
  }
}

extension HostDeclaration {
  /// The name of the variable by which the manual calls an object of the type: `cohort` for `workbench.Cohort`.
  var holder: String { (name.split(separator: ".").last ?? "").lowercased() }

  /// How a script writes a member, and the type that it has or gives.
  fileprivate func form(of member: Member) -> String {
    guard let signature = member.signature else { return "\(holder).\(member.name) (\(member.luaType))" }
    let names = signature.parameters.map(\.name).joined(separator: ", ")
    let call = holder + (isModule ? "." : ":") + member.name + "(\(names))"
    return member.luaType == "nil" ? call : "\(call) gives \(member.luaType)"
  }
}
