public import Cohorts
import OrderedCollections

extension PluginEnvironments {
  /// The plugins that a script requires by constant names: itself, through modules beside it, or through other plugins.
  ///
  /// - Parameters:
  ///   - script: The text of the script.
  ///   - modules: The texts that it may require, by name.
  /// - Returns: The plugins that can be had, by their keys.
  public func required(by script: String, modules: [String: String]) -> [PluginBundle] {
    var open = ScriptCheck.requiredModules(in: script, with: modules).compactMap { forScript[$0] }
    return closure(&open)
  }

  /// What a cohort lacks of what the plugins need that a script requires by constant names, a sentence each.
  ///
  /// - Parameters:
  ///   - script: The text of the script.
  ///   - modules: The texts that it may require, by name.
  ///   - cohort: The cohort.
  /// - Returns: Who needs what, what the cohort has, and the nearest right thing.
  public func unmetNeeds(of script: String, modules: [String: String], in cohort: Cohort) -> [String] {
    required(by: script, modules: modules).flatMap { $0.unmetNeeds(in: cohort) }
  }

  /// A plugin that a script may require, and those that it requires itself.
  public func closure(of id: String) -> [PluginBundle] {
    var open = forScript[id].map { [$0] } ?? []
    return closure(&open)
  }

  private func closure(_ open: inout [String]) -> [PluginBundle] {
    var found: [String: PluginBundle] = [:]
    while let key = open.popLast() {
      guard found[key] == nil, let bundle = bundles[key] else { continue }
      found[key] = bundle
      open += bundle.dependencies.values
    }
    return found.sorted { $0.key < $1.key }.map(\.value)
  }
}

extension CohortNeeds {
  /// What a cohort lacks of it, a sentence each; none where it has everything.
  ///
  /// - Parameters:
  ///   - cohort: The cohort.
  ///   - owner: Who needs it, such as `plugin acme/grfs 1.2.0`.
  /// - Returns: Who needs what, what the cohort has, and the nearest right thing.
  public func unmet(in cohort: Cohort, by owner: String) -> [String] {
    let name = "cohort \"\(cohort.name)\""
    var unmet = columns.compactMap { Self.fault(of: $0, in: cohort.stored, name, owner) }
    for endpoint in endpoints {
      do { try ScriptHeader.Need.endpoint(endpoint).find(in: cohort) } catch {
        unmet.append("\(owner) needs endpoint \"\(endpoint)\", which \(name) does not have: \(error)")
      }
    }
    for table in tables {
      guard let link = cohort.linked[table.name] else {
        let known = Array(cohort.linked.keys)
        unmet.append(
          "\(owner) needs table \"\(table.name)\", which \(name) does not have"
            + Self.known(table.name, known, known.isEmpty ? "it has no linked tables" : "its linked tables"))
        continue
      }
      let place = "table \"\(table.name)\" of \(name)"
      unmet += table.columns.compactMap { Self.fault(of: $0, in: link.table, place, owner) }
    }
    return unmet
  }

  private static func fault(
    of need: Column, in table: Cohorts.Table, _ place: String, _ owner: String
  ) -> String? {
    guard let column = table.columns[need.name] else {
      let kind = need.type.map { " (\($0.rawValue))" } ?? ""
      return "\(owner) needs column \"\(need.name)\"\(kind), which \(place) does not have"
        + known(need.name, Array(table.columns.keys), "its columns")
    }
    // Of a column without any value nobody can tell the kind.
    guard let type = need.type, !column.type.serves(as: type), column.missingCount < column.count else { return nil }
    let sample = (0..<column.count).first { column.validity[$0] }.map { ", such as \(column[$0])" } ?? ""
    return "\(owner) needs column \"\(need.name)\" to be \(type.rawValue); in \(place) it is \(column.type.rawValue)"
      + sample
  }

  /// The nearest name, and what there is.
  private static func known(_ name: String, _ names: [String], _ words: String) -> String {
    let nearest = Nearest.name(to: name, among: names).map { "; did you mean \"\($0)\"?" }
    let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? " and \(names.count - 12) more" : "")
    let list = names.isEmpty ? words : "\(words): \(shown)"
    return nearest.map { "\($0) \(list.prefix(1).uppercased() + list.dropFirst())" } ?? "; \(list)"
  }
}

extension PluginBundle {
  /// What a cohort lacks of what the plugin needs, a sentence each.
  public func unmetNeeds(in cohort: Cohort) -> [String] { needs.unmet(in: cohort, by: "plugin \(id) \(version)") }
}
