public import Analyses
public import Scripting

/// What the parent asks of a worker: one task, for which the process lives.
enum WorkerTask: Codable {
  /// To run a script on a cohort, and to send its report.
  case run(RunRequest)
  /// To run the tests of a file, and to tell of each.
  case test(TestRequest)
  /// To hold a session, and to answer what is asked of it.
  case session(SessionRequest)
  /// To load a plugin, and to tell what it declares.
  case declare(DeclarationRequest)
}

/// One script on one cohort.
public struct RunRequest: Sendable, Codable {
  /// The script's name, without folders.
  public var script: String
  /// Its text.
  public var source: String
  /// The folder whose files the script may require, read by the parent: module name to text.
  public var modules: [String: String]
  /// The plugins that the script may require.
  public var plugins: PluginEnvironments
  /// The paths of the data, each a trial; none for the demonstration cohort.
  public var data: [String]
  /// The script's parameters as they were given, by name.
  public var parameters: [Given]
  /// The profile of defaults to begin with.
  public var profile: Profile
  /// The seed of the random generator.
  public var seed: UInt64
  /// The seconds that the script may take, from when its cohort is loaded.
  public var timeLimit: Double
  /// The most memory that the script may use, in bytes.
  public var memoryLimit: Int
  /// Whether errors come with a traceback.
  public var trace: Bool
  /// Whether it is told where the time went.
  public var isTimed = false

  /// A request to run a script, whose header is read and whose parameters are checked here already.
  ///
  /// - Throws: `ScriptHeaderError`, `ScriptParameterError`, or what is wrong with a plugin that the script requires.
  public init(
    _ script: ScriptLibrary.Script, data: [String], parameters: [Given], profile: Profile, seed: UInt64,
    timeLimit: Double, memoryLimit: Int, trace: Bool, plugins: ProjectPlugins? = nil
  ) throws {
    let header = try ScriptLibrary.header(of: script)
    _ = try header.values(given: parameters.map { ($0.name, $0.text) }, script: script.name)
    self.script = script.name
    source = script.source
    modules = ScriptLibrary.modules(beside: script)
    let plugins = try plugins ?? ProjectPlugins(for: script)
    try plugins.check(script.source, modules: modules)
    self.plugins = plugins.environments
    self.data = data
    self.parameters = parameters
    self.profile = profile
    self.seed = seed
    self.timeLimit = timeLimit
    self.memoryLimit = memoryLimit
    self.trace = trace
  }

  /// A parameter as it was given.
  public struct Given: Sendable, Codable {
    /// Its name.
    public var name: String
    /// Its value.
    public var text: String

    /// A parameter as it was given.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }
}

extension RunRequest {
  /// The time limit as it stands in messages.
  var timeLimitWords: String { Self.words(seconds: timeLimit) }

  /// A time limit as it stands in messages.
  static func words(seconds: Double) -> String { "\(Argument.number(seconds).source) s" }

  /// The memory limit as it stands in messages.
  var memoryLimitWords: String { Self.words(bytes: memoryLimit) }

  /// A memory limit as it stands in messages.
  static func words(bytes: Int) -> String {
    let units = [("GiB", 30), ("MiB", 20), ("KiB", 10)]
    guard let (unit, shift) = units.first(where: { bytes % (1 << $0.1) == 0 }) else { return "\(bytes) bytes" }
    return "\(bytes >> shift) \(unit)"
  }
}

/// What a worker sends.
enum WorkerFrame: UInt8 {
  /// The cohort is loaded and the locks are in place: the clock starts.
  case ready = 1
  /// Text that the script printed.
  case print = 2
  /// The report and its provenance, as JSON.
  case report = 3
  /// Why there is no report, as JSON of a ``WorkerFailure``.
  case failure = 4
  /// A line of progress.
  case progress = 5
  /// What the user should know before they trust the run.
  case warning = 6
  /// Where the time went, as JSON of `ScriptTimings`; sent before the report or the failure.
  case timings = 7
  /// The name of a test that begins.
  case testBegan = 20
  /// What came of a test, as JSON of a `TestOutcome`.
  case testEnded = 21
  /// What became of the snapshots of a file of tests, as JSON, when all of them were run.
  case snapshots = 22
  /// The names of the tests of a file that will be run, as JSON, before the first begins.
  case testsFound = 23
  /// What a session answers, as JSON of a ``SessionAnswer``.
  case answer = 30
  /// What a plugin declares, as JSON of a `PluginDeclaration`.
  case declared = 40
}

/// Why a worker gives no report.
public struct WorkerFailure: Error, Sendable, Codable, CustomStringConvertible {
  /// What kind of failure it is; it decides the exit status.
  public enum Kind: String, Sendable, Codable {
    /// The script or an analysis failed.
    case script
    /// The data are not usable.
    case data
    /// The script needs something that the cohort does not have, or was given a wrong parameter.
    case usage
    /// The script ran over a bound.
    case bound
  }

  /// What kind of failure it is.
  public var kind: Kind
  /// The message, as it is shown.
  public var description: String

  /// A failure.
  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}

/// What a worker sends when all went well.
public struct WorkerReport: Sendable, Codable {
  /// What the script has to show.
  public var report: Report
  /// Where every number of it comes from.
  public var provenance: ReportProvenance
}
