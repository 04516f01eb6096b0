import Scripting

/// The entries of a session as parts of one text, in which each variable is declared once.
///
/// In a session a name is one variable throughout. So in the script a second `local` of a name assigns it; and a name that is
/// used before its `local`, that is assigned without one, or whose entry returns, is declared at the beginning.
struct SavedVariables {
  /// The texts of the entries, in order.
  private(set) var texts: [String] = []
  private var hoisted: [String] = []

  /// - Parameters:
  ///   - entries: The entries.
  ///   - known: What is declared before them.
  init(_ entries: [SessionEntry], known: [String]) {
    var seen = Set(known)
    var usedEarlier: Set<String> = []
    for entry in entries {
      let isWithin = entry.isReturning || entry.hasLabels
      var kept: Set<Int> = []
      for (place, names) in entry.declarations.enumerated() {
        let isNew = names.allSatisfy { !seen.contains($0) && !usedEarlier.contains($0) && !entry.used.contains($0) }
        if isNew, !isWithin, Set(names).count == names.count {
          kept.insert(place)
          seen.formUnion(names)
        } else {
          declare(names, &seen)
        }
      }
      declare(entry.declared, &seen)
      usedEarlier.formUnion(entry.used)
      texts.append(entry.assigning { !kept.contains($0) })
    }
  }

  private mutating func declare(_ names: [String], _ seen: inout Set<String>) {
    for name in names where seen.insert(name).inserted { hoisted.append(name) }
  }

  /// What has to be declared before all, where there is anything; what Lua has under a name stands until it is assigned.
  var declarations: [String] {
    let ofLua = Set(SessionEntry.names)
    let (new, lent) = (hoisted.filter { !ofLua.contains($0) }, hoisted.filter(ofLua.contains))
    return (new.isEmpty ? [] : ["local \(new.joined(separator: ", "))"])
      + (lent.isEmpty ? [] : ["local \(lent.joined(separator: ", ")) = \(lent.joined(separator: ", "))"])
  }
}
