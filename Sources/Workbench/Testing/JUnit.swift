import Scripting

/// The results of tests as JUnit XML, which build servers read.
public enum JUnit {
  /// The text of a document.
  public static func text(_ files: [TestFileOutcome]) -> String {
    let tests = files.reduce(0) { $0 + $1.tests.count }
    let failures = files.reduce(0) { $0 + $1.failed }
    let skipped = files.reduce(0) { $0 + $1.omitted }
    let seconds = files.reduce(0) { $0 + $1.seconds }
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<testsuites name=\"workbench\" tests=\"\(tests)\" failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\" time=\"\(time(seconds))\">",
    ]
    for file in files {
      lines.append(
        "  <testsuite name=\"\(escaped(file.path))\" tests=\"\(file.tests.count)\" failures=\"\(file.failed)\" errors=\"0\" "
          + "skipped=\"\(file.omitted)\" time=\"\(time(file.seconds))\">")
      for test in file.tests { lines += self.lines(test, in: file) }
      if !file.printed.isEmpty { lines.append("    <system-out>\(escaped(file.printed))</system-out>") }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>", ""]).joined(separator: "\n")
  }

  private static func lines(_ test: TestOutcome, in file: TestFileOutcome) -> [String] {
    let head =
      "    <testcase classname=\"\(escaped(file.path))\" name=\"\(escaped(test.name))\" time=\"\(time(test.seconds))\""
    if let omission = test.omission {
      return [head + ">", "      <skipped message=\"\(escaped(omission))\"/>", "    </testcase>"]
    }
    guard let failure = test.failure else { return [head + "/>"] }
    let text = ([failure.place ?? file.path] + failure.calls).joined(separator: "\n")
    return [
      head + ">",
      "      <failure message=\"\(escaped(failure.message))\" type=\"failure\">\(escaped(text))</failure>",
      "    </testcase>",
    ]
  }

  /// Seconds with three decimals, without a locale.
  static func time(_ seconds: Double) -> String {
    let thousandths = Int((max(seconds, 0) * 1000).rounded())
    let rest = String(thousandths % 1000)
    return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
  }

  /// A text as XML 1.0 may hold it (https://www.w3.org/TR/xml/#charsets): what it may not hold becomes a question mark.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\n": escaped += "&#10;"
      case "\t": escaped += "&#9;"
      case "\r": escaped += "&#13;"
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: escaped += "?"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
