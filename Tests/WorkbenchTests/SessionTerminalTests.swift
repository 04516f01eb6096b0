import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A session at a terminal of its own, as somebody sees it who types there.
@Suite("workbench repl, at a terminal", .serialized)
struct SessionTerminalTests {
  @Test("edits lines, completes, keeps a history that is its user's alone, and stops an entry with Ctrl-C")
  func typing() throws {
    let scratch = try Scratch()
    let desk = try Desk(["repl"], environment: ["XDG_STATE_HOME": scratch.url.path, "TERM": "xterm", "NO_COLOR": "1"])
    try desk.wait(for: "endpoints: ")
    try desk.wait(for: "> ")
    try desk.type("cohort.cout\u{1B}[Dn\r", until: "334\r\n")
    try desk.type("surviv\taal\t\u{15}40 + \t2\r", until: "42\r\n")
    try desk.type("\u{1B}[A\u{1B}[A\r", until: "334\r\n", times: 2)
    try desk.type("print 'on the way' while true do end\r", until: "on the way\r\n")
    try desk.interrupt(until: "stopped\r\n")
    try desk.type("\u{12}40\r", until: "42\r\n", times: 2)
    try desk.waitForPrompt()
    desk.type("\u{04}")
    #expect(try desk.status() == 0)
    let history = scratch.url.appendingPathComponent("workbench/history")
    #expect(try String(contentsOf: history, encoding: .utf8).hasPrefix("cohort.count\n40 +"))
    let mode = try FileManager.default.attributesOfItem(atPath: history.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(!desk.seen.contains("\u{1B}[1m"))
  }

  @Test("writes no sequence to a terminal that understands none")
  func dumb() throws {
    let desk = try Desk(["repl"], environment: ["TERM": "dumb"])
    try desk.wait(for: "> ")
    #expect(!desk.seen.contains("Tab"))
    try desk.type("6 * 7\n", until: "42")
    desk.type("for i = 1, 2 do\n")
    try desk.wait(for: ". ")
    try desk.interrupt(until: ". \r\n> ")
    try desk.type("8 * 8\n", until: "64")
    desk.type("\u{04}")
    #expect(try desk.status() == 0)
    #expect(!desk.seen.contains("\u{1B}"))
  }
}

#if canImport(Glibc) || canImport(Musl)
  // The C library has them under macros that its module does not set.
  @_silgen_name("posix_openpt") private func posix_openpt(_ flags: Int32) -> Int32
  @_silgen_name("grantpt") private func grantpt(_ side: Int32) -> Int32
  @_silgen_name("unlockpt") private func unlockpt(_ side: Int32) -> Int32
  @_silgen_name("ptsname") private func ptsname(_ side: Int32) -> UnsafeMutablePointer<CChar>?
#endif

/// A process at a terminal, and what stands on it.
private final class Desk {
  struct NotSeen: Error { let wanted, seen: String }

  private let process = Process()
  private let side: Int32
  private(set) var seen = ""
  private let hasEnded = DispatchSemaphore(value: 0)
  /// Longer than anything takes on a busy machine.
  private static let patience = 60.0

  init(_ arguments: [String], environment: [String: String]) throws {
    side = posix_openpt(O_RDWR | O_NOCTTY)
    try #require(side >= 0 && grantpt(side) == 0 && unlockpt(side) == 0)
    let name = String(cString: try #require(ptsname(side)))
    let other = open(name, O_RDWR | O_NOCTTY)
    try #require(other >= 0)
    var size = winsize(ws_row: 40, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(side, UInt(TIOCSWINSZ), &size)
    let handle = FileHandle(fileDescriptor: other, closeOnDealloc: true)
    process.executableURL = BuiltCommand("workbench").path
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = handle
    process.standardOutput = handle
    process.standardError = handle
    process.terminationHandler = { [hasEnded] _ in hasEnded.signal() }
    try process.run()
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    close(side)
  }

  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(side, $0.baseAddress, $0.count) }
  }

  func type(_ text: String, until wanted: String, times: Int = 1) throws {
    try waitForPrompt()
    type(text)
    try wait(for: wanted, times: times)
  }

  /// Waits until an entry can be written: until pasting is told apart again, where the terminal can do that at all.
  func waitForPrompt() throws {
    try wait(
      until: { seen in
        seen.components(separatedBy: "[?2004h").count > seen.components(separatedBy: "[?2004l").count
          || !seen.contains("[?2004")
      }, "a prompt")
  }

  /// Sends what a terminal sends at Ctrl-C while an entry is evaluated.
  func interrupt(until wanted: String) throws {
    kill(process.processIdentifier, SIGINT)
    try wait(for: wanted)
  }

  func wait(for wanted: String, times: Int = 1) throws {
    try wait(until: { seen in seen.components(separatedBy: wanted).count > times }, wanted)
  }

  private func wait(until isThere: (String) -> Bool, _ wanted: String) throws {
    let end = Date().addingTimeInterval(Self.patience)
    while !isThere(seen) {
      guard Date() < end, look(500) else { throw NotSeen(wanted: wanted, seen: seen) }
    }
  }

  /// Reads what there is; whether more can come.
  private func look(_ milliseconds: Int32) -> Bool {
    var watched = pollfd(fd: side, events: Int16(POLLIN), revents: 0)
    guard poll(&watched, 1, milliseconds) > 0 else { return true }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = read(side, &bytes, bytes.count)
    guard count > 0 else { return false }
    seen += String(decoding: bytes.prefix(count), as: UTF8.self)
    return true
  }

  func status() throws -> Int32 {
    let end = Date().addingTimeInterval(Self.patience)
    while look(100), process.isRunning, Date() < end {}
    guard Date() < end else { throw NotSeen(wanted: "its end", seen: seen) }
    guard hasEnded.wait(timeout: .now() + Self.patience) == .success else {
      throw NotSeen(wanted: "its end", seen: seen)
    }
    return process.terminationStatus
  }
}
