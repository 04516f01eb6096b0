import Analyses

extension ManualArticle {
  /// The article on a plugin: how it is required, and what it offers.
  public init(_ plugin: PluginDeclaration) {
    let name = plugin.variable
    var blocks: [Block] = [.code("local \(name) = require \"\(plugin.id)\"")]
    switch plugin.content {
    case .function(let function): blocks.append(.entries([Entry(function.name, function.summary)], .article))
    case .members(let members, _):
      let declared = members.compactMap(\.function).map { Entry($0.name, $0.summary) }
      let others = members.filter { $0.function == nil }.map { "\(name).\($0.name)" }
      if !declared.isEmpty { blocks.append(.entries(declared, .article)) }
      if !others.isEmpty {
        let beside = declared.isEmpty ? "" : " beside them"
        blocks.append(.paragraph("It has\(beside) \(others.joined(separator: ", ")), of which its README tells."))
      }
    case .other: break
    }
    self.init(plugin.id, also: [name], plugin.summary, blocks)
  }
}

extension PluginDeclaration {
  /// The variable in which a script would keep it: the last part of its id, as Lua can write it.
  var variable: String {
    let last = id.split(separator: "/").last.map(String.init) ?? id
    return String(last.map { $0 == "-" ? "_" : $0 })
  }
}
