internal import Analyses

/// How the numbers of a result were made: in sentences, and by the arguments that were in force.
struct FormattedMethods: Sendable, Hashable {
  /// An argument.
  struct Setting: Sendable, Hashable {
    var name: String
    var value: String

    /// The argument as it stands in a script.
    var words: String { "\(name) = \(value)" }
  }

  /// The name of the analysis.
  var analysis: String
  var sentences: [String]
  /// The arguments that the script gave.
  var given: [Setting]
  /// The arguments that it left at their defaults.
  var defaults: [Setting]

  /// The methods of a result; `nil` where it says nothing of them.
  ///
  /// A title that was given stands as the heading already.
  init?(_ result: AnalysisResult) {
    let settings = result.settings.filter { $0.name != "title" || $0.value != "\"\(result.title)\"" }
    guard !result.methods.isEmpty || !settings.isEmpty else { return nil }
    func formatted(_ settings: [AnalysisResult.Setting]) -> [Setting] {
      settings.map { Setting(name: $0.name.neutralised, value: $0.value.neutralised) }
    }
    analysis = result.analysis.neutralised
    sentences = result.methods.flatMap(paragraphs)
    given = formatted(settings.filter { !$0.isDefault })
    defaults = formatted(settings.filter(\.isDefault))
  }
}
