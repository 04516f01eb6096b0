public import Analyses
import Packages
import Scripting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What holds for all files of a run of tests.
public struct TestSettings: Sendable {
  /// The paths of the data that `workbench.cohort()` gives; none for the demonstration cohort.
  public var data: [String] = []
  /// What the names of the tests that are run hold; all are run without it.
  public var filter: String?
  /// Whether snapshots are written rather than compared.
  public var isUpdating = false
  /// The profile of defaults to begin with.
  public var profile = Profile.r
  /// The seed of the random generator.
  public var seed: UInt64 = 1
  /// The seconds that a file may take.
  public var timeLimit = 60.0
  /// The most memory that a file may use, in bytes.
  public var memoryLimit = 4 << 30

  /// The usual settings.
  public init() {}
}

/// The tests of one file, as a worker is asked to run them.
struct TestRequest: Sendable, Codable {
  /// What is run.
  enum Work: Sendable, Codable {
    /// The tests of a file.
    case tests
    /// The conformance of the analyses of the plugin with this id.
    case conformance(plugin: String)
    /// The conformance of the analyses that the script declares.
    case declarations
  }

  var work: Work
  /// The test file as a run: its text, its modules, its bounds.
  var run: RunRequest
  var snapshots: [String: String]
  var isUpdating: Bool
  var filter: String?
}

extension TestRequest {
  /// A request for the tests of a file.
  ///
  /// - Throws: What is wrong with the plugin that it belongs to.
  init(_ file: TestFile, _ settings: TestSettings) throws {
    let plugins: ProjectPlugins
    let script: ScriptLibrary.Script
    switch file.content {
    case .tests(let found):
      script = found
      plugins = try file.plugin.map { try ProjectPlugins(developing: $0) } ?? ProjectPlugins(for: found)
      work = .tests
      snapshots = Self.snapshots(of: file)
    case .declarations(let found):
      script = found
      plugins = try ProjectPlugins(for: found)
      work = .declarations
      snapshots = [:]
    case .conformance:
      let folder = file.plugin ?? file.path
      plugins = try ProjectPlugins(developing: folder)
      let id = try Plugin(PackageFolder.read(folder, strictly: false).tree, of: folder).manifest.id.description
      script = ScriptLibrary.Script(
        name: PluginManifest.fileName, source: "return require \(Argument.text(id).source)", folder: nil)
      work = .conformance(plugin: id)
      snapshots = [:]
    }
    run = RunRequest(
      testing: script, modules: ScriptLibrary.modules(beside: script), plugins: plugins.environments, settings)
    isUpdating = settings.isUpdating
    filter = settings.filter?.lowercased()
  }

  private static func snapshots(of file: TestFile) -> [String: String] {
    let folder = file.folderOfSnapshots
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var snapshots: [String: String] = [:]
    for name in names where name.hasSuffix(".txt") && !name.hasPrefix(".") {
      guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")) else { continue }
      snapshots[String(name.dropLast(4))] = String(decoding: bytes, as: UTF8.self)
    }
    return snapshots
  }
}

extension TestFile {
  /// The folder of a path, with a slash at its end; empty for the working folder.
  var folderPrefix: String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }

  /// The folder of the snapshots of a test file.
  var folderOfSnapshots: String {
    "\(folderPrefix)\(Self.snapshotFolder)/\(path.dropFirst(folderPrefix.count).dropLast(4))"
  }
}

extension RunRequest {
  /// A run of a file of tests.
  init(
    testing script: ScriptLibrary.Script, modules: [String: String], plugins: PluginEnvironments,
    _ settings: TestSettings
  ) {
    self.script = script.name
    source = script.source
    self.modules = modules
    self.plugins = plugins
    data = settings.data
    parameters = []
    profile = settings.profile
    seed = settings.seed
    timeLimit = settings.timeLimit
    memoryLimit = settings.memoryLimit
    trace = false
  }
}
