import Foundation
import TestSupport

/// One run of the built `workbench`, which is waited for only so long.
///
/// It writes to files, so that nothing has to be read while it runs. Whatever happens, it is gone when this is.
final class Command {
  /// How a run ended, and what it wrote.
  struct End: Equatable {
    /// The exit status; 128 more than the number of the signal that ended it, where one did.
    let status: Int32
    let output: String
    let errors: String
  }

  /// It was still running after so long a wait that something is wrong.
  struct StillRunning: Error {}

  private let process = Process()
  private let scratch: Scratch
  private let hasEnded = DispatchSemaphore(value: 0)

  /// Starts `workbench` with these arguments.
  ///
  /// - Parameters:
  ///   - arguments: The arguments.
  ///   - folder: The working folder; an empty one without it.
  ///   - environment: What is set beside the environment of the tests.
  ///   - input: What it reads on standard input.
  /// - Throws: Where it cannot be started.
  init(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:], input: String? = nil
  ) throws {
    scratch = try Scratch()
    process.executableURL = BuiltCommand("workbench").path
    process.arguments = arguments
    process.currentDirectoryURL = try folder ?? scratch.folder("here")
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardOutput = try FileHandle(forWritingTo: scratch.write("output", ""))
    process.standardError = try FileHandle(forWritingTo: scratch.write("errors", ""))
    process.standardInput =
      try input.map { try FileHandle(forReadingFrom: scratch.write("input", $0)) } ?? FileHandle.nullDevice
    process.terminationHandler = { [hasEnded] _ in hasEnded.signal() }
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// Waits for its end.
  ///
  /// - Parameter seconds: How long at most: longer than it can take even on a busy machine.
  /// - Returns: How it ended, and what it wrote.
  /// - Throws: ``StillRunning``.
  func end(within seconds: Double = 120) throws -> End {
    guard hasEnded.wait(timeout: .now() + seconds) == .success else { throw StillRunning() }
    let signalled = process.terminationReason == .uncaughtSignal
    return End(
      status: process.terminationStatus + (signalled ? 128 : 0), output: try scratch.text("output"),
      errors: try scratch.text("errors"))
  }

  /// What it has written to standard output so far.
  var outputSoFar: String { (try? scratch.text("output")) ?? "" }

  /// What it has written to standard error so far.
  var errorsSoFar: String { (try? scratch.text("errors")) ?? "" }

  /// The number of its process.
  var id: Int32 { process.processIdentifier }

  /// Runs `workbench` to its end.
  static func run(
    _ arguments: [String], in folder: URL? = nil, environment: [String: String] = [:], input: String? = nil
  ) throws -> End {
    try Command(arguments, in: folder, environment: environment, input: input).end()
  }
}

/// A folder for the time of a test.
final class Scratch: Sendable {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("workbench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Makes a folder in it.
  func folder(_ name: String) throws -> URL {
    let folder = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  /// Writes a file in it.
  @discardableResult
  func write(_ name: String, _ text: String) throws -> URL {
    let file = url.appendingPathComponent(name)
    try Data(text.utf8).write(to: file)
    return file
  }

  /// The text of a file in it.
  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appendingPathComponent(name)), as: UTF8.self)
  }

  /// The names of all that lies in it, however deep.
  var names: [String] { (try? FileManager.default.subpathsOfDirectory(atPath: url.path).sorted()) ?? [] }
}
