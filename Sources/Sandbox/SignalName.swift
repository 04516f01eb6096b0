#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A signal's number with its name, for messages: `signal 11 (SIGSEGV, invalid memory)`.
public struct SignalName: Equatable, Sendable, CustomStringConvertible {
  /// The signal's number on this system.
  public let number: Int32

  /// A signal by its number.
  public init(_ number: Int32) {
    self.number = number
  }

  /// The number, and the name and meaning where they are known.
  public var description: String {
    guard let known = Self.known[number] else { return "signal \(number)" }
    return "signal \(number) (\(known))"
  }

  private static let known: [Int32: String] = [
    SIGHUP: "SIGHUP, terminal closed",
    SIGINT: "SIGINT, interrupt",
    SIGILL: "SIGILL, failed check or invalid instruction",
    SIGTRAP: "SIGTRAP, failed check",
    SIGABRT: "SIGABRT, aborted",
    SIGBUS: "SIGBUS, invalid memory",
    SIGFPE: "SIGFPE, invalid arithmetic",
    SIGKILL: "SIGKILL, killed",
    SIGSEGV: "SIGSEGV, invalid memory or stack overflow",
    SIGPIPE: "SIGPIPE, nobody reads",
    SIGTERM: "SIGTERM, asked to end",
    SIGSYS: "SIGSYS, forbidden system call",
    SIGXCPU: "SIGXCPU, processor time used up",
    SIGXFSZ: "SIGXFSZ, file size limit",
  ]
}
