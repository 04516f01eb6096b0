import Foundation

/// The `git` program, held so that a repository cannot make it do anything but fetch: no hooks, no submodules, no filters, no
/// checkout, no prompts, no more than so many bytes, and only the protocols of ``PluginSource``.
///
/// The user's own settings hold where these say nothing, so that their proxies, certificates and credential helpers work.
struct GitProcess {
  /// A folder for what it writes.
  let folder: String

  /// The seconds that a command may take.
  private static let patience = 300.0
  /// The most bytes of a file that it may write, in the blocks of `ulimit`.
  private static let blocks = (256 << 20) / 512

  /// The settings that hold whatever others say.
  private static let settings = [
    "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.attributesFile=/dev/null", "core.autocrlf=false",
    "core.bigFileThreshold=8m", "fetch.fsckObjects=true", "submodule.recurse=false", "fetch.recurseSubmodules=false",
    "protocol.allow=never", "protocol.ext.allow=never", "protocol.https.allow=always", "protocol.ssh.allow=always",
    "protocol.file.allow=always", "protocol.version=2", "credential.interactive=false", "gc.auto=0",
    "maintenance.auto=false", "color.ui=false", "advice.detachedHead=false",
  ]

  private static var environment: [String: String] {
    var environment = [
      "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "", "SSH_ASKPASS": "", "SSH_ASKPASS_REQUIRE": "never",
      "GCM_INTERACTIVE": "never", "GIT_SSH_COMMAND": ssh, "GIT_ALLOW_PROTOCOL": "https:ssh:file",
      "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_LFS_SKIP_SMUDGE": "1", "GIT_NO_LAZY_FETCH": "1",
    ]
    // What it takes to be found, to find the user's settings and keys, and to reach the network.
    let kept = [
      "PATH", "HOME", "USER", "TMPDIR", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS",
      "SSH_AUTH_SOCK",
      "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "https_proxy", "HTTPS_PROXY", "all_proxy",
      "ALL_PROXY", "no_proxy", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH",
    ]
    for name in kept { environment[name] = System.environment(name) }
    return environment
  }

  /// The user's own `ssh`, which asks nobody anything.
  private static var ssh: String { (System.environment("GIT_SSH_COMMAND") ?? "ssh") + " -oBatchMode=yes" }

  /// Runs git, and gives what it writes.
  ///
  /// - Parameters:
  ///   - arguments: What it is told; nothing that comes from a repository or a user may begin with `-`.
  ///   - url: The repository that it is about, for faults.
  /// - Returns: What it wrote to standard output.
  /// - Throws: ``PackageFault`` where it cannot be started, fails, takes too long, or writes too much.
  func run(_ arguments: [String], about url: String) throws(PackageFault) -> [UInt8] {
    let (output, errors) = ("\(folder)/output", "\(folder)/errors")
    for file in [output, errors] { try System.replace(file, with: []) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments =
      ["-c", "ulimit -f \(Self.blocks) && exec git \"$@\"", "git"] + Self.settings.flatMap { ["-c", $0] } + arguments
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
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let said = String(decoding: (try? System.read(errors, most: 1 << 20)) ?? [], as: UTF8.self)
      throw Self.fault(of: process, said, url)
    }
    return try System.read(output, most: PackageTree.Bounds.all)
  }

  // MARK: - What went wrong

  private static func fault(of process: Process, _ said: String, _ url: String) -> PackageFault {
    let isTooLarge = process.terminationReason == .uncaughtSignal && process.terminationStatus == SIGXFSZ
    guard !isTooLarge, !["File too large", "died of signal \(SIGXFSZ)"].contains(where: said.contains) else {
      return PackageFault("\(url): holds more than \(blocks / 2048) MiB, which is far more than a plugin may have")
    }
    guard process.terminationStatus != 127 else {
      return PackageFault(
        "\(url): there is no git program to fetch it with; install git, or ask for the plugin as a file (\(Pack.ending))"
      )
    }
    let all = said.split(whereSeparator: \.isNewline).map(String.init).filter {
      !$0.hasPrefix("hint:") && $0.contains(where: \.isLetter)
    }
    // What git adds to every reason is said only where there is no other.
    let told = all.filter { line in !Self.refrain.contains { line.contains($0) } }
    let lines = told.isEmpty ? all : told
    return PackageFault(
      "\(url): cannot be fetched: \(lines.isEmpty ? "git says nothing" : lines.suffix(3).joined(separator: "; "))"
        + advice(on: said, url))
  }

  private static let refrain = [
    "Could not read from remote repository", "Please make sure you have the correct access rights",
    "and the repository exists.",
  ]

  /// What to do where the reason is that git would have had to ask, or that nothing can be reached.
  static func advice(on said: String, _ url: String) -> String {
    let signIn =
      "nobody is asked here. Sign in with git itself, which keeps it if a credential helper is set up, and try again: git "
    let causes: [(words: [String], advice: String)] = [
      (
        ["could not read Username", "could not read Password", "Authentication failed", "terminal prompts disabled"],
        "; the server asks who you are, and \(signIn)ls-remote \(url.quotedForShell)"
      ),
      (
        ["Permission denied (", "Too many authentication failures"],
        "; the server does not take the keys that ssh has: see that this works without a question, and try again: git ls-remote "
          + url.quotedForShell
      ),
      (
        ["Host key verification failed"],
        "; ssh does not know this server yet: let it, and try again: git ls-remote \(url.quotedForShell)"
      ),
      (
        ["Could not resolve host", "Failed to connect", "Connection refused", "Network is unreachable", "timed out"],
        "; the server cannot be reached from here. Plugins that are in the project already work without it"
      ),
      (
        ["detected dubious ownership"],
        "; the repository belongs to another user of this machine: git says above how to trust it"
      ),
    ]
    return causes.first { $0.words.contains(where: said.contains) }?.advice ?? ""
  }
}
