import ArgumentParser
import Workbench

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension RunCommand {
  /// Runs a script, and again after every change of it, of the modules beside it, of the data, and of the project's plugins.
  ///
  /// A change while it runs stops that run, and starts the next. What goes wrong in a run is told, and the next change waited for.
  ///
  /// - Throws: Where there is nothing to watch, and where Ctrl-C stopped a run.
  func runAgainAndAgain(_ script: ScriptLibrary.Script) throws {
    guard script.folder != nil else {
      throw UsageFailure(
        description: "--watch needs a file that can change; \"\(script.name)\" is shipped with the workbench")
    }
    Self.hearInterrupts()
    let files = WatchedFiles(script: script.path, data: data, plugins: ProjectPlugins.places(for: script))
    var seen = files.state
    try runOnce(files, since: seen)
    while true {
      let changed = waitForChange(of: files, since: &seen)
      Console.note("\n" + Self.rule("\(Self.words(changed)) changed"))
      try runOnce(files, since: seen)
    }
  }

  /// Runs the script as it is now, and says how long it took; a change stops it.
  private func runOnce(_ files: WatchedFiles, since seen: WatchedFiles.State) throws {
    let begin = ContinuousClock.now
    var isOutdated = false
    do {
      try reportingFailures {
        do { try perform(ScriptLibrary.find(script), tick: Self.look(at: files, since: seen)) } catch is Outdated {
          isOutdated = true
          Console.endProgress()
        }
      }
    } catch let code as ExitCode {
      // 130 and above: a signal stopped it, and so the watching.
      if code.rawValue > 128 { throw code }
    }
    let time = Self.words(ContinuousClock.now - begin)
    Console.note(Self.rule(isOutdated ? "stopped after \(time)" : "took \(time); waiting for changes, Ctrl-C ends"))
  }

  /// Looks now and then whether the files are as they were, and throws ``Outdated`` where they are not.
  private static func look(at files: WatchedFiles, since seen: WatchedFiles.State) -> () throws -> Void {
    var last = ContinuousClock.now
    return {
      guard ContinuousClock.now - last > .milliseconds(300) else { return }
      last = .now
      if files.state != seen { throw Outdated() }
    }
  }

  /// Waits until something has changed and then stayed as it is for one look.
  private func waitForChange(of files: WatchedFiles, since seen: inout WatchedFiles.State) -> [String] {
    var changed: [String] = []
    while true {
      usleep(changed.isEmpty ? 300_000 : 100_000)
      let now = files.state
      let changes = now.changes(since: seen)
      if changes.isEmpty && !changed.isEmpty { return changed.sorted() }
      changed += changes.filter { !changed.contains($0) }
      seen = now
    }
  }

  /// Has Ctrl-C end this process, also where it was started by a program that ignores it: nothing else ends the watching.
  private static func hearInterrupts() {
    signal(SIGINT, SIG_DFL)
    var interrupts = sigset_t()
    sigemptyset(&interrupts)
    sigaddset(&interrupts, SIGINT)
    sigprocmask(SIG_UNBLOCK, &interrupts, nil)
  }

  /// What is run is no longer what is to be run.
  private struct Outdated: Error {}

  private static func rule(_ words: String) -> String {
    "── \(words) " + String(repeating: "─", count: max(76 - words.count, 3))
  }

  /// The first of some paths, and how many more there are.
  private static func words(_ paths: [String]) -> String {
    paths.prefix(2).joined(separator: ", ") + (paths.count > 2 ? " and \(paths.count - 2) more" : "")
  }

  private static func words(_ duration: Duration) -> String {
    let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    return "\(milliseconds / 1000).\(milliseconds % 1000 / 10 < 10 ? "0" : "")\(milliseconds % 1000 / 10) s"
  }
}
