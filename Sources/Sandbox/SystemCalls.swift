#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The system's own words for an errno value.
func systemErrorText(_ code: Int32) -> String {
  guard let text = strerror(code) else { return "error \(code)" }
  return String(cString: text)
}

/// Calls until the system answers with something other than "interrupted by a signal".
///
/// - Returns: what the call returned, and errno where that is negative, else 0.
func uninterrupted(_ call: () -> Int) -> (result: Int, code: Int32) {
  while true {
    let result = call()
    guard result < 0 else { return (result, 0) }
    guard errno == EINTR else { return (result, errno) }
  }
}
