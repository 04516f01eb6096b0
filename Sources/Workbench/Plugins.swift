import Packages
public import Scripting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The plugins that scripts of a project may require: those that its lock file names, that are as it says, and that this user
/// trusts.
public struct ProjectPlugins: Sendable {
  /// What a worker is given of them.
  public let environments: PluginEnvironments
  /// What the user should know: plugins that lie there, but are not used.
  public let notes: [String]
  /// The plugins that scripts can require by name, or could were they trusted, in order.
  public let listed: [Listed]

  /// What can be said of a plugin without running it.
  public struct Listed: Sendable, Hashable {
    /// The id by which it is required.
    public let id: String
    /// What it is for, as one sentence; empty where it is broken.
    public let summary: String
    /// The full names of what it says that it contributes, such as `win_ratio.compare`.
    public let offers: [String]
    /// Why it cannot be required; `nil` where it can.
    public let refusal: String?
  }

  /// The plugins of the project in which a script lies or, where it lies in none, of that in which the command is given.
  ///
  /// - Parameters:
  ///   - script: The script; the working folder counts without one.
  ///   - isFrozen: Whether it is a fault where anything is not as the lock file says.
  /// - Throws: `TOMLFaults` where the lock file or the user's trust cannot be read, or `PackageFault`.
  public init(for script: ScriptLibrary.Script? = nil, isFrozen: Bool = false) throws {
    try self.init(of: Self.project(of: script), isFrozen: isFrozen)
  }

  /// The plugins of the project in which a folder lies.
  ///
  /// - Throws: As ``init(for:isFrozen:)``.
  public init(around folder: String) throws {
    try self.init(of: PluginProject(around: Self.absolute(folder), workbench: BuiltIn.version), isFrozen: false)
  }

  private init(of project: PluginProject, isFrozen: Bool) throws {
    if isFrozen { try project.checkFrozen() }
    notes = project.unlocked.map {
      "\($0) is not in \(LockFile.fileName), and is not used\(PluginProject.adding($0))"
    }
    guard !project.members.isEmpty else {
      (environments, listed, developed) = (PluginEnvironments(), [], nil)
      return
    }
    let environments = Self.environments(of: project, TrustedPlugins.ofUser())
    self.environments = environments
    listed = Self.listed(of: project, environments)
    developed = nil
  }

  /// The plugins of the project, and one that somebody works on, as it is in its folder: for its own tests.
  ///
  /// It needs no trust, as a script that is named needs none; but where the folder is one that the project has added, it must be
  /// as the lock file says, and trusted.
  ///
  /// - Parameters:
  ///   - folder: The plugin's folder.
  ///   - place: A folder of the project; the working folder without it.
  /// - Throws: `TOMLFaults` of its manifest, `PackageFault`, or `PluginRefusal`.
  public init(developing folder: String, around place: String? = nil) throws {
    let project = try PluginProject(around: place, workbench: BuiltIn.version)
    let trust = TrustedPlugins.ofUser()
    if let member = project.member(in: folder), let refusal = Self.refusal(of: member, in: project, trust) {
      throw refusal
    }
    let plugin = try Plugin(PackageFolder.read(folder, strictly: false).tree, of: folder)
    try plugin.check(workbench: BuiltIn.version)
    var environments = Self.environments(of: project, trust)
    let manifest = plugin.manifest
    var entry = LockFile.Entry(of: plugin, from: folder)
    for id in manifest.needed {
      let there = project.lock.versions(of: id).filter { version in
        manifest.dependencies[id]?.admits(version) == true
          && environments.bundles[PluginKey(id, version).description] != nil
      }
      guard let version = there.last else {
        throw environments.refusals[id.description]
          ?? PluginRefusal(
            "\(manifest.key.words) needs \(id) \(manifest.dependencies[id]?.description ?? ""), which this project does not have; "
              + "to add it: workbench plugin add …")
      }
      entry.dependencies[id] = version
    }
    let bundle = PluginBundle(plugin, entry)
    environments.bundles[manifest.key.description] = bundle
    developed = bundle
    environments.forScript[manifest.id.description] = manifest.key.description
    environments.refusals[manifest.id.description] = nil
    self.environments = environments
    notes = []
    listed = Self.listed(of: project, environments)
  }

  /// The plugin that somebody works on, where it is one's own tests or files that are meant; `nil` elsewhere.
  let developed: PluginBundle?

  private static func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
  }

  private static func listed(of project: PluginProject, _ environments: PluginEnvironments) -> [Listed] {
    project.members.filter { project.lock.main($0.key.id) == $0.key }.map { member in
      Listed(
        id: member.key.id.description, summary: member.plugin?.manifest.summary ?? "",
        offers: member.plugin?.manifest.contributions.values.flatMap(\.self).sorted() ?? [],
        refusal: environments.refusals[member.key.id.description]?.description)
    }
  }

  /// The paths that tell which plugins a script may require: the lock file, the folder of plugins, and what this user trusts.
  public static func places(for script: ScriptLibrary.Script) -> [String] {
    guard let root = try? project(of: script).root else { return [] }
    let folder = root == FileManager.default.currentDirectoryPath ? "" : root + "/"
    return [folder + LockFile.fileName, folder + "Plugins"] + ((try? TrustStore.pathOfUser()).map { [$0] } ?? [])
  }

  private static func project(of script: ScriptLibrary.Script?) throws -> PluginProject {
    if let folder = script?.folder {
      let project = try PluginProject(around: folder, workbench: BuiltIn.version)
      if project.isLocked { return project }
    }
    return try PluginProject(workbench: BuiltIn.version)
  }

  /// The folder of the plugin to which a file belongs, by the `plugin.toml` beside or above it; `nil` where there is none.
  public static func pluginFolder(around path: String) -> String? { PackageFolder.enclosing(path) }

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
    for name in ScriptCheck.requiredModules(in: script, with: modules).sorted() {
      if let refusal = environments.refusals[name] { throw refusal }
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
    return "plugin \(member.key.words) is not trusted; look at it, and trust it: \(member.trusting(as: name))"
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
      sha256: plugin.sha256, summary: manifest.summary,
      capabilities: manifest.capabilities.filter(locked.capabilities.contains),
      entry: manifest.entry.module ?? "", files: files,
      dependencies: Dictionary(
        uniqueKeysWithValues: locked.dependencies.map { ($0.key.description, PluginKey($0.key, $0.value).description) }),
      needs: manifest.needs)
  }
}
