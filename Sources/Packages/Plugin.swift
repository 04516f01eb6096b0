import LuaSyntax
public import Names

/// A plugin: its files, and what it says of itself.
public struct Plugin: Sendable, Hashable {
  /// Its files.
  public let tree: PackageTree
  /// What it says of itself.
  public let manifest: PluginManifest
  /// The SHA-256 digest of its files, in hexadecimal.
  public let sha256: String

  /// The plugin that these files are.
  ///
  /// - Parameters:
  ///   - tree: The files.
  ///   - source: What they come from, for faults.
  /// - Throws: `TOMLFaults` of its manifest, or ``PackageFault``.
  public init(_ tree: PackageTree, of source: String) throws {
    guard let bytes = tree[PluginManifest.fileName] else {
      throw PackageFault("\(source): there is no \(PluginManifest.fileName), so it is no plugin")
    }
    let manifest = try PluginManifest(bytes, name: "\(source)/\(PluginManifest.fileName)")
    guard tree[manifest.entry.description] != nil else {
      let files = tree.files.map(\.path.description)
      throw PackageFault(
        "\(source): the entry \"\(manifest.entry)\" is not among the files"
          + (Nearest.name(to: manifest.entry.description, among: files).map { "; did you mean \"\($0)\"?" } ?? ""))
    }
    self.tree = tree
    self.manifest = manifest
    sha256 = tree.sha256
  }

  /// Throws where it needs another workbench.
  public func check(workbench version: String) throws(PackageFault) {
    guard let version = Version(version, numbers: 1...3), !manifest.workbench.admits(version) else { return }
    throw PackageFault(
      "\(manifest.key.words) needs workbench \(manifest.workbench); this is \(version): take another version of the plugin, or of "
        + "the workbench")
  }

  /// Throws where a file that scripts may come to load is no Lua; nothing is run, and tests are nobody's but its own.
  public func checkSyntax() throws(PackageFault) {
    for file in tree.files where file.path.module != nil {
      if let fault = file.syntaxFault { throw PackageFault("\(manifest.key.words): \(fault)") }
    }
  }

  /// What it contributes by its manifest, but is nowhere in its Lua files.
  ///
  /// Nothing is run: a name counts as there where it stands as a word.
  public var missingContributions: [(kind: ContributionKind, name: String)] {
    var words: Set<Substring> = []
    for file in tree.files where file.path.module != nil {
      let text = String(decoding: file.bytes, as: UTF8.self)
      words.formUnion(text.split { !($0.isLetter || $0.isNumber || $0 == "_") })
    }
    return ContributionKind.allCases.flatMap { kind in
      (manifest.contributions[kind] ?? []).filter { name in
        !words.isSuperset(of: name.split { !($0.isLetter || $0.isNumber || $0 == "_") })
      }.map { (kind, $0) }
    }
  }
}

extension PackageTree.File {
  /// Why a Lua file is none, as `init.lua:2:1: expected …`; `nil` where it is.
  var syntaxFault: String? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return "\(path): is not UTF-8 text" }
    do throws(LuaSyntaxError) { _ = try LuaChunk(text) } catch { return "\(path):\(error)" }
    return nil
  }
}
