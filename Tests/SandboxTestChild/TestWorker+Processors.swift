#if os(Linux)
  import Foundation

  extension TestWorker {
    /// Tells the numbers of the processors that it may use, as "0-3".
    func tellProcessors() {
      let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
      for line in status.split(separator: "\n") where line.hasPrefix("Cpus_allowed_list:") {
        tell("processors" + line.dropFirst("Cpus_allowed_list:".count).filter { $0 != "\t" })
      }
    }
  }
#endif
