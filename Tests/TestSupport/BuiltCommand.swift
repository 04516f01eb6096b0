public import Foundation

/// A command of this package, run as a user runs it.
public struct BuiltCommand: Sendable {
  /// How a run ended, and what it wrote.
  public struct Run: Sendable {
    /// The exit status; 128 more than the number of the signal that ended it, where one did.
    public let status: Int32
    /// What it wrote to standard output.
    public let output: String
    /// What it wrote to standard error.
    public let errors: String
  }

  /// Where it is.
  public let path: URL

  /// The command of that name, beside the test bundle in the build folder.
  public init(_ name: String) {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
      path = (bundle ?? Bundle.main.bundleURL).deletingLastPathComponent().appendingPathComponent(name)
    #else
      path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appendingPathComponent(name)
    #endif
  }

  /// Runs it to its end.
  ///
  /// - Parameters:
  ///   - arguments: The arguments.
  ///   - folder: The working folder; the one of the tests without it.
  ///   - environment: The whole environment; that of the tests without it.
  /// - Returns: How it ended, and what it wrote.
  /// - Throws: Where it cannot be started.
  public func run(_ arguments: [String], in folder: URL? = nil, environment: [String: String]? = nil) throws -> Run {
    let process = Process()
    process.executableURL = path
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = environment
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    // Files, not pipes: nothing has to be read while it runs.
    let output = scratch.appendingPathComponent("output")
    let errors = scratch.appendingPathComponent("errors")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let signalled = process.terminationReason == .uncaughtSignal
    return Run(
      status: process.terminationStatus + (signalled ? 128 : 0), output: try Self.text(output),
      errors: try Self.text(errors))
  }

  private static func text(_ file: URL) throws -> String { String(decoding: try Data(contentsOf: file), as: UTF8.self) }
}
