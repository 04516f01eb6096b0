import Cohorts

extension AssessmentRule {
  /// The rule as numbered sentences.
  var prose: [String] {
    let sentences =
      ["Assessments without a day or a category are set aside."] + steps.flatMap { $0.sentences(vocabulary) }
    return sentences.enumerated().map { "\($0 + 1). \($1)" }
  }
}

extension AssessmentRule.Step {
  /// What the step does, as sentences.
  func sentences(_ vocabulary: ResponseVocabulary) -> [String] {
    func codes(_ isIn: (ResponseVocabulary.Level) -> Bool) -> String {
      Self.list(vocabulary.levels.filter(isIn).map(\.code))
    }
    switch self {
    case .startAfter(let day): return ["Assessments up to and including day \(Self.plain(day)) are set aside."]
    case .onePerDay(.refuse): return ["Assessments on one day must agree."]
    case .onePerDay(let rule):
      return [
        "Of several assessments on one day the \(rule.rawValue) counts; one that could not be evaluated counts only where no "
          + "other was made."
      ]
    case .endAt(let labels):
      let end = labels.count == 1 ? labels[0] : "the earliest of \(Self.list(labels))"
      return [
        "Assessments after \(end) are set aside; those on that day count. The first progression and the last assessment are sought "
          + "among all of them."
      ]
    case .endWithProgression: return ["Assessments after the first \(codes(\.isProgression)) are set aside."]
    case .confirm(let confirmation): return confirmation.sentences(vocabulary)
    case .stableFrom(let day):
      return [
        "\(codes(\.isStable)) \(vocabulary.levels.filter(\.isStable).count == 1 ? "counts" : "count") from day "
          + "\(Self.plain(day)) on; before it the disease counts as not evaluable."
      ]
    case .best:
      let order = vocabulary.levels.filter(\.isEvaluable) + vocabulary.levels.filter { !$0.isEvaluable }
      return [
        "The best category counts, in the order \(order.map(\.code).joined(separator: ", ")), and the first day on which it was "
          + "reached; a subject without an assessment has none."
      ]
    }
  }

  fileprivate static func list(_ names: [String]) -> String {
    names.count < 2 ? names.joined() : "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])"
  }

  fileprivate static func plain(_ number: Double) -> String { Value.number(number).description }
}

extension ResponseConfirmation {
  /// The confirmation as sentences.
  fileprivate func sentences(_ vocabulary: ResponseVocabulary) -> [String] {
    let partial = vocabulary.levels.filter { $0.isResponse && !$0.isComplete }
    let stable = vocabulary.levels.filter(\.isStable).map(\.code)
    var between = "but for at most \(mostNotEvaluable) that could not be evaluated"
    if mostNotEvaluable == 0 { between = "and none that could not be evaluated" }
    if mostStable > 0, !partial.isEmpty, !stable.isEmpty {
      between +=
        " and, where the response is not complete, at most \(mostStable) of \(AssessmentRule.Step.list(stable))"
    }
    let most = maximumDays.map { " and at most \(AssessmentRule.Step.plain($0))" } ?? ""
    var sentences = [
      "A response is confirmed by a later assessment of the same category or a better one, at least "
        + "\(AssessmentRule.Step.plain(minimumDays))\(most) days after it, with none but such categories between the two, "
        + "\(between). A response followed by a lesser one counts as the lesser one."
    ]
    if !partial.isEmpty, vocabulary.levels.contains(where: \.isComplete) {
      let names = AssessmentRule.Step.list(partial.map(\.code))
      sentences.append(
        afterComplete == .refuse
          ? "\(names) after a complete response \(partial.count == 1 ? "confirms" : "confirm") neither that response nor one before it; "
            + "what is found from then on is confirmed as any other."
          : "This holds for \(names) after a complete response, too.")
    }
    sentences.append(
      "A response that is not confirmed counts as \(unconfirmedAs.map { vocabulary.levels[$0].code } ?? "not evaluable")."
    )
    return sentences
  }
}
