import Foundation

/// The `git` program, held so that a repository cannot make it do anything but fetch: no hooks, no submodules, no filters, no
/// checkout, no prompts, and only the protocols of ``PluginSource``.
struct Git {
  /// A tag that names a version.
  struct Tag {
    let name: String
    let version: Version
  }

  /// The seconds that a command may take.
  private static let patience = 300.0

  private let folder: String

  /// Git, with a folder for its files.
  init(in folder: String) { self.folder = folder }

  /// The versions of a repository by its tags, `v1.2.0` or `1.2.0`.
  func tags(of url: String) throws(PackageFault) -> [Tag] {
    let listing = try run(["ls-remote", "--tags", "--refs", "--", url], about: url)
    var tags: [Tag] = []
    for line in String(decoding: listing, as: UTF8.self).split(separator: "\n") {
      guard let path = line.split(separator: "\t").last, path.hasPrefix("refs/tags/") else { continue }
      let name = String(path.dropFirst("refs/tags/".count))
      if let version = Version(name.hasPrefix("v") ? String(name.dropFirst()) : name, numbers: 3...3) {
        tags.append(Tag(name: name, version: version))
      }
    }
    return tags.sorted { ($0.version, $0.name) < ($1.version, $1.name) }
  }

  /// The files of a repository at a tag, and the commit that it names.
  ///
  /// They are read from Git's own objects, so that no link, filter or name is given to the file system.
  func files(of url: String, at tag: Tag) throws(PackageFault) -> (tree: PackageTree, leftOut: [String], commit: String)
  {
    let repository = "\(folder)/repository"
    _ = try run(
      [
        "clone", "--quiet", "--bare", "--depth", "1", "--single-branch", "--no-recurse-submodules", "--template=",
        "--branch", tag.name, "--", url, repository,
      ], about: url)
    let within = ["--git-dir", repository]
    let commit = String(
      decoding: try run(within + ["rev-parse", "--verify", "HEAD^{commit}"], about: url).filter { $0 != 10 },
      as: UTF8.self)
    var files: [PackageTree.File] = []
    var leftOut: [String] = []
    var total = 0
    let listing = try run(within + ["ls-tree", "-r", "-l", "-z", "--full-tree", commit], about: url)
    for record in listing.split(separator: 0) {
      let entry = try TreeEntry(record, of: url)
      guard !entry.isHidden, PackagePath.belongs(entry.path) || entry.mode == "120000" else {
        leftOut.append(entry.path)
        continue
      }
      let path = try entry.checkedPath(url)
      try PackageTree.check(size: entry.size, of: path, in: url)
      total += entry.size
      guard files.count < PackageTree.Bounds.files, total <= PackageTree.Bounds.all else {
        throw PackageFault(
          "\(url): a plugin may have \(PackageTree.Bounds.files) files and \(PackageTree.Bounds.all) bytes; this has more"
        )
      }
      files.append(.init(path, try run(within + ["cat-file", "blob", entry.object], about: url)))
    }
    return (try PackageTree(files, of: url), leftOut, commit)
  }

  /// A line of `git ls-tree -l`: `100644 blob 8d0e41… 1234	init.lua`.
  private struct TreeEntry {
    let mode: String
    let object: String
    let size: Int
    let path: String

    init(_ record: ArraySlice<UInt8>, of url: String) throws(PackageFault) {
      let halves = record.split(separator: 9, maxSplits: 1, omittingEmptySubsequences: false)
      let facts = (halves.first ?? []).split(separator: 32).map { String(decoding: $0, as: UTF8.self) }
      guard halves.count == 2, facts.count == 4, let path = String(validating: halves[1], as: UTF8.self) else {
        throw PackageFault("\(url): holds a name of a file that is no text")
      }
      (mode, object, self.path) = (facts[0], facts[2], path)
      size = Int(facts[3]) ?? 0
    }

    var isHidden: Bool { path.split(separator: "/").contains { $0.hasPrefix(".") } }

    func checkedPath(_ url: String) throws(PackageFault) -> PackagePath {
      guard mode != "120000" else { throw PackageFault("\(url): \"\(path)\" is a link; a plugin holds files alone") }
      guard mode == "100644" || mode == "100755" else {
        throw PackageFault("\(url): \"\(path)\" is no file; a plugin holds files alone")
      }
      do { return try PackagePath(path) } catch { throw PackageFault("\(url): \(error)") }
    }
  }

  // MARK: - Running it

  /// The settings that hold whatever the user's own say, and which these are not read.
  private static let settings = [
    "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.attributesFile=/dev/null", "fetch.fsckObjects=true",
    "submodule.recurse=false", "fetch.recurseSubmodules=false", "credential.helper=", "protocol.version=2", "gc.auto=0",
  ]

  private static let environment: [String: String] = {
    var environment = [
      "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "/bin/false", "SSH_ASKPASS": "/bin/false",
      "GIT_SSH_COMMAND": "ssh -oBatchMode=yes", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
      "GIT_ALLOW_PROTOCOL": "https:ssh:file", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0",
      "GIT_LFS_SKIP_SMUDGE": "1", "GCM_INTERACTIVE": "never",
    ]
    // What it takes to be found, to find keys, and to reach the network.
    let kept = [
      "PATH", "HOME", "TMPDIR", "SSH_AUTH_SOCK", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "SSL_CERT_FILE",
      "SSL_CERT_DIR",
    ]
    for name in kept { environment[name] = System.environment(name) }
    return environment
  }()

  /// Runs git, and gives what it writes.
  private func run(_ arguments: [String], about url: String) throws(PackageFault) -> [UInt8] {
    let (output, errors) = ("\(folder)/output", "\(folder)/errors")
    for file in [output, errors] { try System.replace(file, with: []) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + Self.settings.flatMap { ["-c", $0] } + arguments
    process.environment = Self.environment
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    let hasEnded = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in hasEnded.signal() }
    do {
      process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
      process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
      try process.run()
    } catch { throw PackageFault("\(url): git cannot be started: \(error)") }
    guard hasEnded.wait(timeout: .now() + Self.patience) == .success else {
      process.terminate()
      throw PackageFault("\(url): git was still at work after \(Int(Self.patience)) s, and was stopped")
    }
    guard process.terminationStatus == 0 else {
      let said = String(decoding: try System.read(errors, most: 1 << 20), as: UTF8.self)
      let lines = said.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("hint:") }
      throw PackageFault(
        process.terminationStatus == 127
          ? "\(url): there is no git program to fetch it with"
          : "\(url): cannot be fetched: \(lines.isEmpty ? "git says nothing" : lines.suffix(3).joined(separator: "; "))"
      )
    }
    return try System.read(output, most: PackageTree.Bounds.all)
  }
}
