public import Analyses
public import Cohorts
import Lua

/// Runs one script on one cohort: lends it the cohort and the analyses, and takes its report.
///
/// One host runs one script, on the thread that made it.
public final class ScriptHost {
  /// What a script is run with.
  public struct Options: Sendable {
    /// The parameters' values, in order.
    public var parameters: [Argument.Entry] = []
    /// The defaults to begin with.
    public var defaults = Defaults()
    /// The seed of the random generator.
    public var seed: UInt64 = 1
    /// The bytes that the script may hold in Lua.
    public var memoryLimit = 4 << 30
    /// The version of the workbench, as scripts see it.
    public var version = ""

    /// The default options.
    public init() {}
  }

  /// What came of a script.
  public struct Outcome: Sendable {
    /// What it has to show.
    public let report: Report
    /// The restrictions that led to the cohorts that it analysed, each once, in the order in which they were made.
    public let flow: [FlowStep]
    /// The variables that it derived, each with what from.
    public let derivations: [ReportProvenance.Fact]
    /// The defaults that were in force at its end.
    public let defaults: Defaults
  }

  /// The analyses that there are, with those that the script has declared.
  var registry: Registry
  let cohort: Cohort
  /// What it runs with; a session takes other parameters with each script that is loaded.
  var options: Options
  let lua: LuaState
  /// The defaults in force.
  var defaults: Defaults
  /// The restrictions that the script has made.
  private(set) var flow: [FlowStep] = []
  /// The variables that the script has derived.
  private(set) var derivations: [ReportProvenance.Fact] = []
  /// Whether it is noted where the time of the run goes.
  public var isTimed = false
  /// Where it went.
  public internal(set) var timings = ScriptTimings()
  /// How many calls of functions are under way, one within the other.
  var callDepth = 0

  /// The script's own analyses that are being computed, outermost first.
  var computations: [Computation] = []
  /// The environment that declares each of the script's analyses, by the name of the analysis.
  var declarers: [String: String] = [:]
  /// The bound that the script met while it computed an analysis.
  var stopped: LuaError?

  /// A host.
  ///
  /// - Throws: ``ScriptFailure`` where there is no memory for a Lua state.
  public init(cohort: Cohort, registry: Registry, options: Options) throws(ScriptFailure) {
    self.cohort = cohort
    self.registry = registry
    self.options = options
    defaults = options.defaults
    var limits = LuaOptions()
    limits.memoryLimit = options.memoryLimit
    limits.seed = options.seed
    do { lua = try LuaState(options: limits) } catch { throw ScriptFailure("\(error)") }
    lendModules()
    lua.unknownName = { [unowned self] in wordsOnUnknown($0, in: $1, seen: $2) }
    lua.fault = Self.fault
  }

  /// The manual in which a session looks up help, for the modules that there are.
  public var manual: ([ModuleDeclaration]) -> ManualBook = { _ in ManualBook(version: "", chapters: []) }

  /// Takes what the script prints, as whole lines.
  public var output: (String) -> Void {
    get { lua.output }
    set { lua.output = newValue }
  }

  /// Hears how far a long analysis is, on the thread of the script.
  public var progress: @Sendable (Surroundings.Progress) -> Void = { _ in }

  /// Hears what the user should know of a script that goes about its work in a slow way.
  public var warn: (String) -> Void = { _ in }
  /// What the user was warned of, so that it is said once.
  var warned: Set<String> = []

  /// What surrounds every call of an analysis.
  var surroundings: Surroundings { Surroundings(registry: registry, seed: options.seed, progress: progress) }

  /// The texts of the modules that the script may require beside those of the workbench, by name.
  public var modules: [String: String] = [:]

  /// The plugins that the script may require.
  public var plugins = PluginEnvironments()
  /// The plugins that were required, by themselves or by others, in the order of their keys.
  public var usedPlugins: [PluginBundle] { used.sorted().compactMap { plugins.bundles[$0] } }
  private var used: Set<String> = []

  /// What puts objects back that kernels may have changed in an entry, by their identity; each holds on to its object.
  var restoring: [ObjectIdentifier: () -> Void] = [:]
  /// Whether entries follow each other, of which one that fails changes nothing.
  var isSession = false

  /// What a test file is lent; `nil` where a script is run.
  var testing: TestSession?

  /// From now on this signal stops the script.
  ///
  /// - Returns: Whether the handler could be installed.
  public func stop(onSignal signal: Int32) -> Bool { lua.interrupt.stop(onSignal: signal) }

  /// Stops the script, from any thread.
  public var interrupt: @Sendable () -> Void { { [interrupt = lua.interrupt] in interrupt.stop() } }

  /// Writes the place of the script that runs, for the last words of a worker that crashes; it gives the length.
  public static var crashPlace: @convention(c) (UnsafeMutablePointer<CChar>?, Int) -> Int { LuaLibrary.crashPlace }

  /// The version of Lua that is linked.
  public static var luaVersion: String { LuaLibrary.version }

  /// Runs a script.
  ///
  /// - Parameters:
  ///   - source: Its text.
  ///   - name: The name that its errors carry.
  /// - Returns: What it has to show: the report, or the one result, that it returns.
  /// - Throws: ``ScriptFailure``.
  public func run(_ source: String, name: String) throws(ScriptFailure) -> Outcome {
    let returned: [LuaValue]
    let begin = ContinuousClock.now
    beginTiming()
    defer {
      timings.total += (ContinuousClock.now - begin).seconds
      endTiming(source, name: name)
    }
    do { returned = try lua.run(LuaSource(name: name, text: source)) } catch {
      throw failure(error, of: name)
    }
    guard let value = returned.first, !value.isAbsent else {
      throw ScriptFailure("\(name): the script should end by returning its report, but it returns nothing")
    }
    if let report = ReportObject.type.unwrap(value) {
      return Outcome(report: report.report, flow: flow, derivations: derivations, defaults: defaults)
    }
    if let result = ResultObject.type.unwrap(value) {
      return Outcome(
        report: Report(title: result.result.title, items: [.result(result.result)]), flow: flow,
        derivations: derivations, defaults: defaults)
    }
    throw ScriptFailure("\(name): the script should return its report, but it returns \(value.kind)")
  }

  /// What Lua raised in a run, with the plugin in which that was.
  func failure(_ error: any Error, of script: String) -> ScriptFailure {
    ScriptFailure(
      error, script: script, in: (error as? LuaError)?.place.flatMap { plugins.owner(ofFile: $0.chunk) })
  }

  /// Notes a variable that the script derived.
  func note(derivation: ReportProvenance.Fact) {
    if !derivations.contains(derivation) { derivations.append(derivation) }
  }

  /// Notes a restriction that the script made; those within resamples are none of the cohort, and each would have other numbers.
  func note(_ step: FlowStep) {
    guard !computations.contains(where: \.isOfResample) else { return }
    if !flow.contains(step) { flow.append(step) }
  }

  private func lendModules() {
    lua.hostModule = { [unowned self] name, environment in try hostModule(name, for: environment) }
    lua.resolver = { [unowned self] name, environment in
      if let module = try plugins.module(name, for: environment) {
        used.insert(module.environment)
        return module
      }
      guard environment.isEmpty else { return nil }
      return modules[name].map { LuaModule(LuaSource(name: "\(name).lua", text: $0), environment: environment) }
    }
    lua.handedMany = { [unowned self] in warnOfElements($0) }
    lua.withheld = { [unowned self] in plugins.withheld(from: $0) }
    lua.moduleNames = { [unowned self] environment in
      ["workbench"] + (testing == nil ? [] : ["testing"]) + registry.plugins.map(\.name)
        + plugins.names(for: environment)
        + (environment.isEmpty ? modules.keys.sorted() : [])
    }
  }

  private func hostModule(_ name: String, for environment: String) throws -> LuaValue? {
    if name == "workbench" { return WorkbenchModule.type.wrap(WorkbenchModule(host: self, environment: environment)) }
    if name == TestingModule.declaration.name {
      guard let testing, environment.isEmpty else { throw TestingElsewhere() }
      return TestingModule.type.wrap(TestingModule(host: self, session: testing))
    }
    return registry.plugins.first { $0.name == name }.map {
      PluginModule.type.wrap(PluginModule(plugin: $0, host: self, environment: environment))
    }
  }
}

/// Why a script gave no report.
public struct ScriptFailure: Error, Sendable, CustomStringConvertible {
  /// A bound that a script can go over.
  public enum Bound: Sendable {
    /// Its time.
    case time
    /// Its memory.
    case memory
    /// The size of its report.
    case report
  }

  /// The bound that it went over, if it was that.
  public let bound: Bound?
  /// Whether the script required a plugin that it may not have.
  public let isRefusal: Bool
  /// Whether the cohort does not have what the script asked of it.
  public let isLack: Bool
  /// The place and the message.
  public let description: String
  /// The calls that were under way, innermost first, a line each.
  public let traceback: [String]

  init(
    _ description: String, over bound: Bound? = nil, isRefusal: Bool = false, isLack: Bool = false,
    traceback: [String] = []
  ) {
    self.bound = bound
    self.isLack = isLack
    self.isRefusal = isRefusal
    self.description = description
    self.traceback = traceback
  }

  /// What Lua raised, with the name of the script where it does not say where.
  ///
  /// - Parameters:
  ///   - error: What was raised.
  ///   - script: The name of the script.
  ///   - owner: The plugin in whose file that was, with its version; `nil` where it was in none.
  init(_ error: any Error, script: String, in owner: String? = nil) {
    guard let error = error as? LuaError else {
      self.init("\(script): \(error)")
      return
    }
    let place = error.place?.description ?? script
    let calls = error.traceback.map { "\($0.place): in \($0.function)" }
    switch error.kind {
    case .memory:
      self.init("\(place): stopped: the script went over its memory limit", over: .memory, traceback: calls)
    case .interrupted:
      self.init(
        "\(place): stopped: the script was still running after its time limit", over: .time, traceback: calls)
    case .host where error.cause is ReportFull:
      self.init("\(place): stopped: \(ReportFull())", over: .report, traceback: calls)
    case .syntax, .source, .runtime, .host:
      let words =
        (error.place == nil ? "\(script): \(error)" : error.description(at: error.exactPlace))
        + (owner.map { " (in plugin \($0))" } ?? "") + error.advice
      self.init(words, isRefusal: error.cause is PluginRefusal, isLack: error.cause is CohortError, traceback: calls)
    }
  }
}
