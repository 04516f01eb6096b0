public import Names
public import TOML

/// The `workbench.lock` of a project: which plugins it uses, exactly.
///
/// The same plugins give the same bytes: entries and keys are in order, and nothing in it tells of when or where it was written.
public struct LockFile: Sendable, Hashable {
  /// The name of the file.
  public static let fileName = "workbench.lock"

  /// The form that is written, and the only one that is read.
  static let form = "1"

  /// A plugin, as it was approved.
  public struct Entry: Sendable, Hashable {
    /// Where it comes from.
    public var source: String
    /// The commit, where it comes from Git.
    public var commit: String?
    /// The digest of its files; see ``PackageTree/sha256``.
    public var sha256: String
    /// What it may do.
    public var capabilities: [Capability]
    /// The versions of the plugins that it gets where it requires them.
    public var dependencies: [PluginID: Version]
    /// The digest of each file, to tell which one differs.
    public var files: [PackagePath: String]

    /// A plugin as it would be added.
    public init(of plugin: Plugin, from source: String, commit: String? = nil) {
      self.init(
        source: source, commit: commit, sha256: plugin.sha256, capabilities: plugin.manifest.capabilities,
        dependencies: [:], files: plugin.tree.digests)
    }

    init(
      source: String, commit: String?, sha256: String, capabilities: [Capability],
      dependencies: [PluginID: Version], files: [PackagePath: String]
    ) {
      self.source = source
      self.commit = commit
      self.sha256 = sha256
      self.capabilities = capabilities
      self.dependencies = dependencies
      self.files = files
    }
  }

  /// The plugins.
  public var entries: [PluginKey: Entry] = [:]

  /// A lock file of no plugins.
  public init() {}

  /// The plugins, in order.
  public var keys: [PluginKey] { entries.keys.sorted() }

  /// The versions of a plugin, in order.
  public func versions(of id: PluginID) -> [Version] { keys.filter { $0.id == id }.map(\.version) }

  /// The version of a plugin that scripts get: the highest.
  public func main(_ id: PluginID) -> PluginKey? { versions(of: id).last.map { PluginKey(id, $0) } }

  /// Where a plugin lies in its project: the one that scripts get under its name, others with their versions.
  public func folder(of key: PluginKey) -> String {
    "Plugins/\(key.id)" + (main(key.id) == key ? "" : "@\(key.version)")
  }

  /// How commands name a plugin: by its id, and where scripts do not get it, by its version too.
  public func name(of key: PluginKey) -> String { main(key.id) == key ? key.id.description : key.description }

  // MARK: - Writing

  /// The text of the file.
  public var text: String {
    var text = TOMLText()
    text.comment("The plugins of this project, exactly. Written by \"workbench plugin\"; keep it with the project.")
    text.add("form", Self.form)
    for key in keys {
      guard let entry = entries[key] else { continue }
      let path = ["plugins", key.description]
      text.open(path)
      text.add("source", entry.source)
      text.add("commit", entry.commit)
      text.add("sha256", entry.sha256)
      text.add("capabilities", entry.capabilities.map(\.rawValue))
      if !entry.dependencies.isEmpty {
        text.open(path + ["dependencies"])
        for id in entry.dependencies.keys.sorted() { text.add(id.description, entry.dependencies[id]?.description) }
      }
      text.open(path + ["files"])
      for file in entry.files.keys.sorted() { text.add(file.description, entry.files[file]) }
    }
    return text.text
  }
}

extension LockFile {
  /// Reads a lock file.
  ///
  /// - Throws: `TOMLFaults` with all that is wrong in it, each at its line and column.
  public init(_ bytes: [UInt8], name: String = fileName) throws(TOMLFaults) {
    var reading = LockReading(root: TOMLSection(root: try TOMLDocument(name: name, bytes: bytes)))
    entries = reading.entries()
    try reading.faults.throwIfAny()
  }
}

/// A lock file as it is read; faults are gathered.
private struct LockReading {
  let root: TOMLSection
  var faults = TOMLFaults()

  mutating func entries() -> [PluginKey: LockFile.Entry] {
    root.allow(["form", "plugins"], &faults)
    let form = root.text("form", &faults)
    guard form?.text == LockFile.form else {
      let words = "the lock file is of another form than \"\(LockFile.form)\", which this workbench reads"
      let fault = TOMLFault.Kind.syntax(words)
      faults.add(form.map { root.document.fault(fault, at: $0.range) } ?? TOMLFault(fault, file: root.name))
      return [:]
    }
    guard let plugins = root.section("plugins", as: "[plugins]", &faults) else { return [:] }
    var entries: [PluginKey: LockFile.Entry] = [:]
    for name in plugins.keys {
      guard let range = plugins.keyRange(name),
        let section = plugins.section(name, as: "[plugins.\"\(name)\"]", &faults)
      else { continue }
      if let key = make(range, { () throws(PackageFault) in try PluginKey(name) }) {
        entries[key] = entry(section, range)
      }
    }
    return entries
  }

  private mutating func entry(_ section: TOMLSection, _ range: Range<Int>) -> LockFile.Entry? {
    section.allow(["source", "commit", "sha256", "capabilities", "dependencies", "files"], &faults)
    for key in ["source", "sha256"] where !section.keys.contains(key) {
      faults.add(root.document.fault(.missingKey(key, table: section.name), at: range))
    }
    let source = section.text("source", &faults)
    let commit = section.text("commit", &faults)
    let sha256 = section.text("sha256", &faults)
    let capabilities = (section.texts("capabilities", &faults) ?? []).compactMap { text, range in
      make(range) { () throws(PackageFault) in
        guard let capability = Capability(rawValue: text) else { throw PackageFault("\"\(text)\" is no capability") }
        return capability
      }
    }
    let dependencies = table(section, "dependencies") { (id, version) throws(PackageFault) in
      (try PluginID(id), try Version(version))
    }
    let files = table(section, "files") { (path, digest) throws(PackageFault) in (try PackagePath(path), digest) }
    guard let source, let sha256 else { return nil }
    return LockFile.Entry(
      source: source.text, commit: commit?.text, sha256: sha256.text,
      capabilities: Capability.allCases.filter(capabilities.contains),
      dependencies: Dictionary(dependencies) { $1 }, files: Dictionary(files) { $1 })
  }

  /// The texts of a table, each made into something with its key.
  private mutating func table<Content>(
    _ section: TOMLSection, _ key: String, _ content: (String, String) throws(PackageFault) -> Content
  ) -> [Content] {
    guard let table = section.section(key, as: "\(section.name.dropLast()).\(key)]", &faults) else { return [] }
    return table.keys.compactMap { name in
      guard let (text, range) = table.text(name, &faults) else { return nil }
      return make(range) { () throws(PackageFault) in try content(name, text) }
    }
  }

  private mutating func make<Content>(
    _ range: Range<Int>, _ content: () throws(PackageFault) -> Content
  ) -> Content? {
    do { return try content() } catch {
      faults.add(root.document.fault(.syntax(error.description), at: range))
      return nil
    }
  }
}
