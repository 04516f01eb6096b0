import Foundation

/// A folder with scripts and tests, in which `workbench` is run.
struct TestBench {
  let scratch: Scratch
  var folder: URL { scratch.url }

  init() throws { scratch = try Scratch() }

  /// Writes a file, and the folders above it.
  func write(_ path: String, _ text: String) throws {
    let file = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func run(_ arguments: String...) throws -> Command.End { try Command.run(arguments, in: folder) }

  /// Runs one file of tests, whose text begins with what most need.
  func test(_ body: String, _ arguments: String...) throws -> Command.End {
    try write("a_test.lua", Self.head + body)
    return try Command.run(["test", "a_test.lua"] + arguments, in: folder)
  }

  /// Four lines.
  static let head = """
    local testing = require "testing"
    local workbench = require "workbench"
    local missing = workbench.missing


    """
}

extension Command.End {
  /// The line that says what failed, without the two blanks before it.
  var failures: [String] {
    output.split(separator: "\n").filter { $0.contains(": FAILED ") }.map { String($0.dropFirst(2)) }
  }

  /// The last line.
  var verdict: String { String(output.split(separator: "\n").last ?? "") }
}
