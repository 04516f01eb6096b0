import Analyses
import Statistics

/// The hazard ratios of subgroups as rows, a table, a forest plot and cautions.
struct SubgroupForest {
  let overall: SubgroupEffect
  let effects: [SubgroupEffect]
  let contrast: SubgroupContrast
  let level: Double

  static let statistics: [Analysis.Statistic] = [
    .init("n", "The number of subjects, frequency weights counted."), .init("events", "The number of events."),
    .init("n_reference", "The number of subjects in the group compared with."),
    .init("events_reference", "The number of events in the group compared with."),
    .init("n_compared", "The number of subjects in the group that is compared."),
    .init("events_compared", "The number of events in the group that is compared."),
    .init(
      "coefficient", "The log hazard ratio.",
      estimated: .on(.plain, standardError: "standard_error", usesStrata: true)),
    .init("standard_error", "Its standard error."),
    .init(
      "hazard_ratio", "The hazard ratio.", estimated: .on(.log, standardError: "standard_error", usesStrata: true)),
    .init("hazard_ratio_lower", "Its lower limit."),
    .init("hazard_ratio_upper", "Its upper limit."),
    .init("wald_p_value", "The two-sided p-value that the hazard ratio is one."),
    .init(
      "interaction_chi_squared",
      "The likelihood ratio statistic that the hazard ratio is the same at all levels of a factor."),
    .init("interaction_df", "Its degrees of freedom."), .init("interaction_p_value", "Its p-value."),
  ]

  /// All subjects first, then one factor after the other.
  var rows: [Row] {
    ([overall] + effects).flatMap { effect in
      effect.levels.flatMap { rows($0, effect) } + (effect.source == nil ? [] : interactionRows(effect))
    }
  }

  private func rows(_ part: SubgroupEffect.Level, _ effect: SubgroupEffect) -> [Row] {
    func row(_ statistic: String, _ value: Quantity, method: String? = nil) -> Row {
      Row(statistic, value, group: part.name ?? "All subjects", variable: effect.source, method: method)
    }
    func number(_ statistic: String, _ value: Double?, method: String? = nil) -> Row {
      row(statistic, Quantity(value, otherwise: part.reason), method: method)
    }
    let limits = part.estimate?.ratioLimits(level: level)
    let model = "Cox, \(effect.asked.ties.words)"
    let interval = "Wald interval, \(Argument.percent(level))"
    var rows = [row("n", .count(Int(part.subjects))), row("events", .count(Int(part.events)))]
    for (arm, name) in zip(part.arms, ["reference", "compared"]) {
      rows += [row("n_\(name)", .count(Int(arm.subjects))), row("events_\(name)", .count(Int(arm.events)))]
    }
    return rows + [
      number("coefficient", part.estimate?.value, method: model),
      number("standard_error", part.estimate?.standardError),
      number("hazard_ratio", part.estimate?.ratio, method: model),
      number("hazard_ratio_lower", limits?.lower, method: interval),
      number("hazard_ratio_upper", limits?.upper, method: interval), number("wald_p_value", part.estimate?.pValue),
    ]
  }

  /// Why there is no test of interaction.
  private static func objection(_ effect: SubgroupEffect) -> String {
    effect.asked.likelihoodObjection ?? "there is no interaction that can be estimated"
  }

  private func interactionRows(_ effect: SubgroupEffect) -> [Row] {
    func row(_ statistic: String, _ value: Quantity) -> Row {
      Row(statistic, value, variable: effect.source, method: "Likelihood ratio")
    }
    return [
      row("interaction_chi_squared", Quantity(effect.interaction?.statistic, otherwise: Self.objection(effect))),
      row("interaction_df", .count(effect.interaction?.degreesOfFreedom ?? 0)),
      row("interaction_p_value", Quantity(effect.interaction?.pValue, otherwise: Self.objection(effect))),
    ].resting(onAllOf: effect.asked.question)
  }

  /// One line for all subjects, then for each factor a heading with its test and a line for each level.
  var table: TableLayout {
    let lines = effects.flatMap { effect in
      [TableLayout.Line(effect.label, variable: effect.source)]
        + effect.levels.map { .init($0.label, group: $0.name, variable: effect.source, indent: 1) }
    }
    let arms: [TableLayout.Column] =
      contrast.levels.count == 2
      ? zip(contrast.levels, ["reference", "compared"]).flatMap { level, name -> [TableLayout.Column] in
        let words = contrast.words(for: level)
        return [
          .init("n", .value("n_\(name)"), .count, over: words),
          .init("Events", .value("events_\(name)"), .count, over: words),
        ]
      } : [.init("n", .value("n"), .count), .init("Events", .value("events"), .count)]
    return TableLayout(
      title: "Hazard ratios in subgroups", rowHeader: "Subgroup",
      lines: [.init("All subjects", group: "All subjects")] + lines,
      columns: arms + [
        .init(
          "Hazard ratio (\(Argument.percent(level)) CI)",
          .estimate("hazard_ratio", lower: "hazard_ratio_lower", upper: "hazard_ratio_upper"), .ratio),
        .init("p for interaction", .value("interaction_p_value"), .pValue),
      ])
  }

  /// The forest plot.
  func figure(title: String) -> Figure {
    let hasArms = contrast.levels.count == 2
    let counts: [Figure.Forest.Column] =
      hasArms
      ? contrast.levels.flatMap { level -> [Figure.Forest.Column] in
        [.init("n, \(contrast.words(for: level))", .count), .init("Events", .count)]
      } : [.init("n", .count), .init("Events", .count)]
    let lines = effects.flatMap { effect -> [Figure.Forest.Line] in
      let p = Quantity(effect.interaction?.pValue, otherwise: Self.objection(effect))
      let heading = Figure.Forest.Line(
        .heading, effect.label, cells: Array(repeating: nil, count: counts.count) + [p])
      return [heading] + effect.levels.map { line($0, .estimate, $0.label, indent: 1, hasArms) }
    }
    return Figure(
      title: title,
      .forest(
        Figure.Forest(
          rowHeader: "Subgroup", columns: counts + [.init("p for interaction", .pValue, side: .right)],
          lines: overall.levels.map { line($0, .pooled, overall.label, indent: 0, hasArms) } + lines,
          axis: Figure.Axis("Hazard ratio", scale: .log, format: .ratio), level: level, noEffect: 1,
          below: hasArms ? "Lower hazard: \(contrast.words(for: contrast.levels[1]))" : "",
          above: hasArms ? "Lower hazard: \(contrast.words(for: contrast.levels[0]))" : "")),
      notes: [
        "The area of a box grows with the precision of its estimate; p for interaction is of the likelihood ratio test that "
          + "the hazard ratio is the same at all levels of a factor."
      ])
  }

  private func line(
    _ part: SubgroupEffect.Level, _ kind: Figure.Forest.Line.Kind, _ label: String, indent: Int, _ hasArms: Bool
  ) -> Figure.Forest.Line {
    let counts = hasArms ? part.arms.flatMap { [$0.subjects, $0.events] } : [part.subjects, part.events]
    let limits = part.estimate?.ratioLimits(level: level)
    let weight = part.estimate?.standardError.flatMap { $0 > 0 ? 1 / ($0 * $0) : nil }
    return Figure.Forest.Line(
      kind, label, indent: indent, cells: counts.map { .count(Int($0)) },
      estimate: Quantity(part.estimate?.ratio, otherwise: part.reason),
      interval: Figure.Interval(
        Quantity(limits?.lower, otherwise: part.reason), Quantity(limits?.upper, otherwise: part.reason)),
      weight: weight)
  }

  /// What a reader must know before they believe a subgroup.
  var cautions: [Caution] {
    var cautions: [Caution] = []
    let small = effects.flatMap { effect in
      effect.levels.filter { $0.events < 10 }.map { "\"\(effect.label): \($0.name ?? "")\" (\(Int($0.events)))" }
    }
    if !small.isEmpty {
      cautions.append(
        Caution(
          .smallGroup,
          "Fewer than ten events in \(small.joined(separator: ", ")): a hazard ratio there says little."))
    }
    let missing = effects.compactMap { effect -> String? in
      let more = effect.asked.question.missing - overall.asked.question.missing
      return more > 0 ? "\(more) without \(effect.label)" : nil
    }
    if !missing.isEmpty {
      cautions.append(
        Caution(.missingValues, "Subjects left out of their factor alone: \(missing.joined(separator: ", "))."))
    }
    if effects.count > 1 {
      cautions.append(
        Caution(
          .multiplicity,
          "\(effects.count) factors are tested for interaction, without adjustment: were there none at all, "
            + "one in twenty tests would still fall below 0.05.",
          remedy:
            "Name the subgroups before looking at the data, and read the tests of interaction, not the p-values of subgroups."
        ))
    }
    return cautions
  }
}
