public import Analyses
public import Scripting

/// What a session begins with.
public struct SessionRequest: Sendable, Codable {
  /// The paths of the data, each a trial; none for the demonstration cohort.
  public var data: [String]
  /// The seed of the random generator.
  public var seed: UInt64
  /// The profile of defaults to begin with.
  public var profile: Profile
  /// The seconds that an entry may take.
  public var timeLimit: Double
  /// The most memory that the session may use, in bytes.
  public var memoryLimit: Int
  /// The plugins that entries may require.
  public var plugins: PluginEnvironments

  /// What a session begins with.
  public init(
    data: [String], seed: UInt64, profile: Profile = .r, timeLimit: Double, memoryLimit: Int,
    plugins: PluginEnvironments = PluginEnvironments()
  ) {
    self.data = data
    self.seed = seed
    self.profile = profile
    self.timeLimit = timeLimit
    self.memoryLimit = memoryLimit
    self.plugins = plugins
  }
}

/// A text that is evaluated: what somebody typed, or a script that was loaded.
struct Entered: Sendable, Codable {
  /// The text.
  var text: String
  /// The name that errors give it.
  var name = "input"
  /// What it may require beside the modules of the workbench and plugins, by name; `nil` where it requires nothing.
  var modules: [String: String]?
  /// The parameters that it was loaded with; `nil` where it was typed.
  var given: [RunRequest.Given]?

  /// The parameters of its header, with their values as defaults.
  var parameters: [ScriptParameter] {
    guard let given, let header = try? ScriptHeader(source: text, script: name),
      let values = try? header.values(given: given.map { ($0.name, $0.text) }, script: name)
    else { return [] }
    return zip(header.parameters, values).map { parameter, entry in
      var parameter = parameter
      parameter.fallback = entry.value
      return parameter
    }
  }
}

/// What the parent asks of a worker that holds a session.
enum SessionQuestion: Codable {
  /// To evaluate a text.
  case evaluate(Entered)
  /// What could follow a text.
  case complete(before: String)
  /// What the manual says of a name.
  case help(String)
  /// What variables the cohort has.
  case columns(width: Int)
  /// Which variables hold reports with something in them.
  case reports
}

/// What a worker that holds a session answers.
struct SessionAnswer: Codable {
  /// What is to be shown, in order.
  var shown: [Shown] = []
  /// Why the entry was not evaluated to its end.
  var failure: WorkerFailure?
  /// What could follow a text.
  var completion: SessionCompletion?
  /// Names that were asked for.
  var names: [String] = []
}

/// One value, as a prompt shows it.
public enum Shown: Sendable, Codable {
  /// What an analysis found.
  case result(AnalysisResult)
  /// A report that was filled.
  case report(Report)
  /// Lines of text.
  case text(String)
}
