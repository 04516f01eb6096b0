import Analyses

/// What is said of counted events: titles, methods and cautions.
enum EventWords {
  /// A title, with what the events were narrowed to and the groups.
  static func title(_ words: String, _ question: EventQuestion) -> String {
    let groups = question.groups.isSplit ? " by \(question.groups.label)" : ""
    return ([words + groups] + question.narrowing).joined(separator: ", ")
  }

  /// How subjects are counted.
  static func counting(_ lines: EventLines, _ question: EventQuestion) -> [String] {
    let once = "A subject with several events of one line counts once"
    return [
      lines.isGraded
        ? "\(once), at the worst grade; a missing grade counts where no other is recorded."
        : "\(once). \"\(question.events.name)\" records no grades."
    ] + (lines.isGraded ? question.gradeMethods : [])
  }

  /// Which terms are shown, and in which order.
  static func choosing(_ lines: EventLines, order: EventOrder, minimum: Double) -> [String] {
    let grade = lines.fromGrade > 0 ? " at grade \(lines.fromGrade) or more" : ""
    let sorted =
      "Lines are in the order of \(order == .frequency ? "frequency\(grade) over all groups" : "the alphabet")."
    guard minimum > 0 else { return [sorted] }
    let percent = Argument.number(minimum).source
    let (terms, are) = lines.rare == 1 ? ("rarer term", "is") : ("rarer terms", "are")
    let rare = lines.rare > 0 ? "; \(lines.rare) \(terms) \(are) counted in organ classes and in any event alone" : ""
    return [sorted, "Terms are shown that occur\(grade) in at least \(percent)% of a group or of all subjects\(rare)."]
  }

  /// The caution for subjects of whose events no grade is recorded.
  static func cautions(_ lines: EventLines) -> [Caution] {
    let missing = lines.any.all.missing
    guard lines.isGraded, missing > 0 else { return [] }
    let have = missing == 1 ? "has" : "have"
    return [
      Caution(
        .missingValues,
        "\(missing) of \(lines.any.all.any) subjects with events \(have) no grade recorded of any: they count at any "
          + "grade, and not at grade 3 or more.")
    ]
  }
}
