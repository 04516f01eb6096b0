import Analyses
import Cohorts
import Readers
import Sandbox
import Scripting

/// A plugin as a worker is asked what it declares.
struct DeclarationRequest: Sendable, Codable {
  /// Which of the plugins, by its key.
  var key: String
  /// The plugin, with those that it requires.
  var plugins: PluginEnvironments

  /// The seconds that a plugin may take to be loaded.
  static let timeLimit = 5.0
  /// The most memory that it may use, in bytes.
  static let memoryLimit = 512 << 20
}

/// What a worker does to know what a plugin declares: it locks itself in, and loads the plugin, whose analyses nobody asks for.
enum DeclarationTask {
  static func run(_ request: DeclarationRequest, _ channel: MessageChannel) throws {
    guard let bundle = request.plugins.bundles[request.key] else { return }
    // Plugins may look at the cohort that there is, so there is one.
    let cohort = try CohortSource(paths: []).load().cohort
    let declaration = try LargeStackThread.run(stackSize: ScriptWorker.stack) {
      var options = ScriptHost.Options()
      options.memoryLimit = DeclarationRequest.memoryLimit
      options.version = BuiltIn.version
      let host = try ScriptHost(cohort: cohort, registry: BuiltIn.registry(), options: options)
      host.plugins = request.plugins
      _ = host.stop(onSignal: WorkerProcess.deadlineSignal)
      try ScriptWorker.lockIn(
        memory: DeclarationRequest.memoryLimit + ScriptWorker.headroom(cohort), seconds: DeclarationRequest.timeLimit,
        channel)
      return try host.declaration(of: bundle)
    }
    try channel.send(Frame(kind: WorkerFrame.declared.rawValue, payload: try WireFormat.encode(declaration)))
  }
}
