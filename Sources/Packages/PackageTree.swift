import Crypto

/// The files of a plugin, in the order of their paths' bytes.
///
/// Whatever they come from (a folder, a pack, a Git repository), only what has passed ``init(_:of:)`` is written anywhere.
public struct PackageTree: Sendable, Hashable {
  /// A file.
  public struct File: Sendable, Hashable {
    /// Where it stands in the plugin's folder.
    public let path: PackagePath
    /// What it holds.
    public let bytes: [UInt8]

    /// A file.
    public init(_ path: PackagePath, _ bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }

    /// The SHA-256 digest of what it holds, in hexadecimal.
    public var sha256: String { SHA256.hash(data: bytes).hexadecimal }
  }

  /// How large a plugin may be.
  public enum Bounds {
    /// The most files.
    public static let files = 500
    /// The most bytes of a file.
    public static let file = 4 << 20
    /// The most bytes of a Lua file, as of a script.
    public static let lua = 256 << 10
    /// The most bytes of `plugin.toml`.
    public static let manifest = 64 << 10
    /// The most bytes of all files.
    public static let all = 32 << 20

    /// The most bytes that a file of that name may have.
    public static func most(_ path: PackagePath) -> Int {
      path.description == PluginManifest.fileName ? manifest : path.description.hasSuffix(".lua") ? lua : file
    }
  }

  /// The files.
  public let files: [File]

  /// Files of a plugin, in any order.
  ///
  /// - Parameters:
  ///   - files: The files.
  ///   - source: What they come from, for faults.
  /// - Throws: ``PackageFault`` where a file does not belong to a plugin, or they are too many, too large or clash.
  public init(_ files: [File], of source: String) throws(PackageFault) {
    guard files.count <= Bounds.files else {
      throw PackageFault("\(source): has \(files.count) files; a plugin may have \(Bounds.files)")
    }
    var seen: [String: PackagePath] = [:]
    var total = 0
    for file in files {
      guard file.path.belongs else {
        throw PackageFault(
          "\(source): \"\(file.path)\" does not belong to a plugin; what does: \(PackagePath.belonging)")
      }
      try Self.check(size: file.bytes.count, of: file.path, in: source)
      total += file.bytes.count
      guard total <= Bounds.all else {
        throw PackageFault("\(source): the files have more than \(Bounds.all) bytes, which a plugin may have")
      }
      // Every beginning of a path counts too: `Lib/a.lua` and `lib/b.lua` lie in one folder on some systems, in two on others.
      var beginning = ""
      for part in file.path.description.split(separator: "/") {
        beginning += (beginning.isEmpty ? "" : "/") + part
        let isWhole = beginning == file.path.description
        let folded = beginning.lowercased()
        if let other = seen[folded], isWhole || !other.description.hasPrefix(beginning + "/") {
          throw PackageFault(
            other == file.path
              ? "\(source): \"\(file.path)\" is there twice"
              : "\(source): \"\(other)\" and \"\(file.path)\" are one file, or lie in one folder, where capitals do not count"
          )
        }
        seen[folded] = file.path
      }
    }
    self.files = files.sorted { $0.path < $1.path }
  }

  /// Throws where a file of a plugin is too large; asked before it is read.
  static func check(size: Int, of path: PackagePath, in source: String) throws(PackageFault) {
    let most = Bounds.most(path)
    guard size <= most else {
      throw PackageFault("\(source): \"\(path)\" has \(size) bytes; it may have \(most)")
    }
  }

  /// What a file holds; `nil` where there is none.
  public subscript(path: String) -> [UInt8]? { files.first { $0.path.description == path }?.bytes }

  /// The SHA-256 digest of all files, in hexadecimal.
  ///
  /// It is that of the line `workbench-tree/1`, and then of each file, in the order of the bytes of the paths: the path, a
  /// line feed, the number of its bytes in decimal digits, a line feed, its bytes. No path holds a line feed, so two different
  /// trees never give the same text.
  public var sha256: String {
    var hash = SHA256()
    hash.update(data: Array("workbench-tree/1\n".utf8))
    for file in files {
      hash.update(data: Array("\(file.path)\n\(file.bytes.count)\n".utf8))
      hash.update(data: file.bytes)
    }
    return hash.finalize().hexadecimal
  }

  /// What distinguishes this tree from another, file by file: added, changed, removed.
  public func difference(from old: [PackagePath: String]) -> [(path: PackagePath, change: String)] {
    let new = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.sha256) })
    return Set(old.keys).union(new.keys).sorted().compactMap { path in
      if old[path] == new[path] { return nil }
      return (path, old[path] == nil ? "new" : new[path] == nil ? "removed" : "changed")
    }
  }

  /// Whether this tree would be another one if each of its lines ended with a line feed alone.
  func differsInLineEnds(from old: [PackagePath: String]) -> Bool {
    files.map(\.path) == old.keys.sorted()
      && files.allSatisfy { file in
        old[file.path] == file.sha256 || old[file.path] == File(file.path, file.bytes.withoutReturns).sha256
      }
  }

  /// The digest of each file.
  public var digests: [PackagePath: String] {
    Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.sha256) })
  }
}

extension [UInt8] {
  /// The bytes without the carriage returns that stand before line feeds.
  fileprivate var withoutReturns: [UInt8] {
    indices.filter { !(self[$0] == 13 && $0 + 1 < count && self[$0 + 1] == 10) }.map { self[$0] }
  }
}

extension Digest {
  /// The digest in hexadecimal.
  var hexadecimal: String {
    map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
