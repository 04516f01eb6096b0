import Scripting

extension TestFileOutcome {
  /// The outcome as text: a line for the file, and one for each test that failed, with its place.
  public var text: String {
    guard interruptedBy == nil else { return "\(path): stopped\n" }
    var lines = printed.split(separator: "\n").map { "  | \($0)" }
    lines += tests.compactMap { test in
      test.failure.map { failure in
        let message = failure.message.split(separator: "\n", omittingEmptySubsequences: false)
        let first = "  \(failure.place ?? path): FAILED \"\(test.name)\": \(message.first ?? "")"
        return ([first] + message.dropFirst().map { "      \($0)" }).joined(separator: "\n")
      }
    }
    lines += tests.compactMap { test in test.omission.map { "  not run: \"\(test.name)\": \($0)" } }
    lines += written.map { "  wrote \($0)" } + notes.map { "  note: \($0)" }
    let counts =
      ["\(passed) passed"] + (failed > 0 ? ["\(failed) failed"] : [])
      + (omitted > 0 ? ["\(omitted) not run"] : [])
    return (["\(path): \(counts.joined(separator: ", "))"] + lines).joined(separator: "\n") + "\n"
  }

  /// Seconds in words, such as `0.412 s`.
  public static func time(_ seconds: Double) -> String { "\(JUnit.time(seconds)) s" }
}
