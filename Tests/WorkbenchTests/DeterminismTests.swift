import Foundation
import Testing

/// Every shipped script, and every shipped plugin, gives the same bytes wherever and however it is run.
///
/// A worker inherits no environment (which its own tests show), and hashes with a seed of its own in each run; so that what differs here from run to run is
/// its hashing, the number of its threads, and all that surrounds the process that writes the report.
@Suite("The same bytes")
struct DeterminismTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Scripts")

  private static func names(in folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  private static let scripts = names(in: folder).filter { $0.hasSuffix(".lua") }
  private static let plugins = names(in: folder.appendingPathComponent("plugins"))

  /// What surrounds a run.
  private struct Circumstances {
    var environment: [String: String] = [:]
    var threads: Int?
  }

  private static let circumstances = [
    Circumstances(),
    Circumstances(
      environment: ["SWIFT_DETERMINISTIC_HASHING": "1", "LC_ALL": "C", "TZ": "Asia/Kolkata"], threads: 1),
    Circumstances(
      environment: ["LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8", "TZ": "America/St_Johns", "COLUMNS": "40"],
      threads: 2),
    Circumstances(
      environment: ["LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "SWIFT_DETERMINISTIC_HASHING": "1"], threads: 1),
    Circumstances(
      environment: [
        "LC_NUMERIC": "fr_FR.UTF-8", "LC_COLLATE": "cs_CZ.UTF-8", "LUA_INIT": "error 'no'",
        "LUA_PATH": "/nowhere/?.lua",
      ], threads: 3),
  ]

  /// What a run printed, and the files that it wrote, all formats of the report and its figures.
  private struct Written: Equatable {
    var printed: String
    var files: [String: Data]
  }

  /// Runs a script in a working folder, and with a folder for temporary files, of its own.
  private static func written(
    _ arguments: [String], _ circumstances: Circumstances, in folder: URL? = nil, state: [String: String] = [:]
  ) throws -> Written {
    let scratch = try Scratch()
    let environment = circumstances.environment.merging(state) { $1 }
      .merging(["TMPDIR": try scratch.folder("temporary").path]) { $1 }
    let out = try scratch.folder("out")
    let formats = ["terminal", "markdown", "html", "json", "csv"].flatMap { ["--format", $0] }
    let threads = circumstances.threads.map { ["--threads", "\($0)"] } ?? []
    let end = try Command.run(
      ["run"] + arguments + ["--out", out.path] + formats + threads, in: folder ?? scratch.folder("here"),
      environment: environment)
    #expect(end.status == 0, "\(end.errors)")
    let files = try names(in: out).map { ($0, try Data(contentsOf: out.appendingPathComponent($0))) }
    return Written(printed: end.output, files: Dictionary(files) { $1 })
  }

  private static func expectSame(_ runs: [Written]) {
    #expect(runs[0].files.count >= 5)
    for (place, run) in runs.enumerated().dropFirst() {
      #expect(run.printed == runs[0].printed)
      #expect(run.files.keys.sorted() == runs[0].files.keys.sorted())
      for (name, bytes) in runs[0].files {
        #expect(run.files[name] == bytes, "\(name) of run \(place + 1) differs from that of the first")
      }
    }
  }

  /// The first run is that of the script in the binary, by its name; the others are of the file.
  @Test("from every shipped script, five times", arguments: scripts)
  func ofScripts(_ name: String) throws {
    let path = Self.folder.appendingPathComponent(name).path
    let runs = try Self.circumstances.enumerated().map { place, circumstances in
      try Self.written([place == 0 ? String(name.dropLast(4)) : path], circumstances)
    }
    Self.expectSame(runs)
  }

  @Test("from every shipped plugin, five times")
  func ofPlugins() throws {
    let desk = try PluginDesk()
    try desk.have(Self.plugins.map { Self.folder.appendingPathComponent("plugins/\($0)").path })
    try desk.write(["report.lua": Self.script])
    for name in Self.plugins { #expect(Self.script.contains("require \"house/\(name)\"")) }
    let state = try desk.environment()
    Self.expectSame(
      try Self.circumstances.map { try Self.written(["report.lua"], $0, in: desk.project, state: state) })
  }

  private static let script = """
    --- What the plugins make of the demonstration cohort.
    local workbench = require "workbench"
    local grfs = require "house/grfs"
    local swimmer_by_depth = require "house/swimmer_by_depth"
    local win_ratio = require "house/win_ratio"

    local cohort = workbench.cohort()
    local report = workbench.report "Plugins"
    report:add(grfs.estimate(cohort, { last_contact = "os_days" }))
    report:add(swimmer_by_depth.plot(cohort, {
      depth = { "CR", "CRi", "PR", "NR", "PD" }, last = "os_days", ongoing = "os_event == 0",
      marks = { transplant = "transplant_day", relapse = "relapse_day", death = "death_day" },
    }))
    report:add(win_ratio.compare(cohort, { endpoints = { "os", "pfs" }, by = "sex" }))
    return report

    """
}
