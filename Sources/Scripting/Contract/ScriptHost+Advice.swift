import AnalysisTesting
public import Analyses
import Cohorts
import Lua

extension ScriptHost {
  /// From how many subjects on a function that is called for each of them, or a list of them all, is worth a word.
  static let manyRows = 100_000

  /// Says once a place that something goes over many subjects one by one, and what does the same at once.
  func warnOfRows(_ what: String, _ cohort: Cohort, _ instead: String) {
    guard cohort.count > Self.manyRows else { return }
    warnOnce("\(what) for \(cohort.count) subjects one by one; \(instead) goes over all at once, and many times faster")
  }

  /// Says once a place that the rows of a column are read one by one.
  func warnOfElements(_ name: String) {
    let what = name == "column" ? "column[…]" : name
    warnOnce(
      "\(what) reads more than \(Self.manyRows) rows one by one; operators (column + 1, column:gt(3)) and the functions of numerics "
        + "go over all at once, and many times faster")
  }

  private func warnOnce(_ words: String) {
    let place = lua.place.map { "\($0): " } ?? ""
    if warned.insert(place + words).inserted { warn(place + words) }
  }

  /// The promises of the contract that the analyses which the script has declared break; none where they keep them all.
  ///
  /// They are asked with their own examples on the cohort of the script, and on awkward ones made of it: nobody in it, one subject, no
  /// events, values missing. On the thread of the script.
  ///
  /// - Parameter isMeant: Whether the analysis of a full name is meant, and with it those of its module.
  /// - Returns: One line a broken promise: the analysis, and what it did.
  public func conformance(where isMeant: (String) -> Bool = { _ in true }) -> [String] {
    registry.declared.filter { $0.functions.contains { isMeant($0.name) } }.flatMap { plugin in
      let others = registry.plugins + registry.declared.filter { $0.name != plugin.name }
      return Conformance(cohort: cohort, beside: others).violations(of: plugin).map(\.description)
    }
  }

  /// What is declared of the analyses that the script has declared, module by module, for help and stubs.
  public var declaredModules: [ModuleDeclaration] { registry.declared.map(\.declaration) }
}
