import LuaSyntax
import Packages
public import Scripting

/// The plugins that scripts of a project may require: those that its lock file names, that are as it says, and that this user
/// trusts.
public struct ProjectPlugins: Sendable {
  /// What a worker is given of them.
  public let environments: PluginEnvironments
  /// What the user should know: plugins that lie there, but are not used.
  public let notes: [String]

  /// The plugins of the project in which a folder lies.
  ///
  /// - Parameters:
  ///   - folder: The folder; the working folder without it.
  ///   - isFrozen: Whether it is a fault where anything is not as the lock file says.
  /// - Throws: `TOMLFaults` where the lock file or the user's trust cannot be read, or `PackageFault`.
  public init(around folder: String? = nil, isFrozen: Bool = false) throws {
    let project = try PluginProject(around: folder, workbench: BuiltIn.version)
    if isFrozen { try project.checkFrozen() }
    notes = project.unlocked.map {
      "\($0) is not in \(LockFile.fileName), and is not used; to add it: workbench plugin add \($0)"
    }
    guard !project.members.isEmpty else {
      environments = PluginEnvironments()
      return
    }
    environments = Self.environments(of: project, TrustedPlugins.ofUser())
  }

  private static func environments(of project: PluginProject, _ trust: TrustedPlugins) -> PluginEnvironments {
    var environments = PluginEnvironments()
    for member in project.members {
      let isMain = project.lock.main(member.key.id) == member.key
      let refusal = refusal(of: member, in: project, trust)
      if let refusal {
        if isMain { environments.refusals[member.key.id.description] = refusal }
      } else if let plugin = member.plugin {
        environments.bundles[member.key.description] = PluginBundle(plugin, member.locked)
        if isMain { environments.forScript[member.key.id.description] = member.key.description }
      }
    }
    return environments
  }

  /// Why a plugin cannot be used; `nil` where it can.
  private static func refusal(
    of member: PluginProject.Member, in project: PluginProject, _ trust: TrustedPlugins
  ) -> PluginRefusal? {
    if let fault = member.fault { return PluginRefusal("plugin \(member.key.id) is broken: \(fault)") }
    let others = project.closure(of: [member.key]).subtracting([member.key]).sorted()
    for key in [member.key] + others {
      guard let needed = project.member(key),
        let fault = trust.refusal(of: needed, isMain: project.lock.main(key.id) == key)
      else { continue }
      let owner = key == member.key ? "" : "plugin \(member.key.id) needs \(key.words); "
      return PluginRefusal(owner + fault)
    }
    return nil
  }

  /// Throws where a script requires a plugin that cannot be had, so that this is told before data are read.
  ///
  /// A name that is put together while the script runs is not seen here; it is refused where it is required.
  ///
  /// - Parameters:
  ///   - script: The script.
  ///   - modules: The texts that it may require, by name.
  /// - Throws: `PluginRefusal`.
  func check(_ script: String, modules: [String: String]) throws {
    var (open, seen) = ([script], Set<String>())
    while let source = open.popLast() {
      for name in Self.required(by: source) where seen.insert(name).inserted {
        if let refusal = environments.refusals[name] { throw refusal }
        if let module = modules[name] { open.append(module) }
      }
    }
  }

  /// The names that a text requires, as far as they stand in it.
  static func required(by source: String) -> [String] {
    guard let chunk = try? LuaChunk(source) else { return [] }
    return chunk.globals.filter { $0.name == "require" }.compactMap { use in
      let rest = chunk.source.bytes[use.range.upperBound...].drop { [32, 9, 10, 13, 40].contains($0) }
      guard let quote = rest.first, quote == 34 || quote == 39 else { return nil }
      return String(decoding: rest.dropFirst().prefix { $0 != quote }, as: UTF8.self)
    }
  }
}

/// The plugins that this user trusts; none where that cannot be read, with the reason.
private struct TrustedPlugins {
  let store: TrustStore?
  let fault: String?

  static func ofUser() -> TrustedPlugins {
    do { return TrustedPlugins(store: try TrustStore.ofUser(), fault: nil) } catch {
      return TrustedPlugins(store: nil, fault: "\(error)")
    }
  }

  /// Why a plugin is not trusted; `nil` where it is.
  func refusal(of member: PluginProject.Member, isMain: Bool) -> String? {
    if store?.trusts(member.locked.sha256) == true { return nil }
    let name = isMain ? member.key.id.description : member.key.description
    return "plugin \(member.key.words) is not trusted; look at it, and trust it: workbench plugin trust \(name)"
      + (fault.map { " (nothing is: \($0))" } ?? "")
  }
}

extension PluginBundle {
  /// A plugin as the lock file approves it.
  init(_ plugin: Plugin, _ locked: LockFile.Entry) {
    let manifest = plugin.manifest
    var files: [String: String] = [:]
    for file in plugin.tree.files {
      if let module = file.path.module { files[module] = String(decoding: file.bytes, as: UTF8.self) }
    }
    self.init(
      key: manifest.key.description, id: manifest.id.description, version: manifest.version.description,
      sha256: plugin.sha256, capabilities: manifest.capabilities.filter(locked.capabilities.contains),
      entry: manifest.entry.module ?? "", files: files,
      dependencies: Dictionary(
        uniqueKeysWithValues: locked.dependencies.map { ($0.key.description, PluginKey($0.key, $0.value).description) })
    )
  }
}
