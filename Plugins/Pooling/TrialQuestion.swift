import Analyses
import Cohorts

/// What is asked of the trials of a pooled cohort: one number of an analysis, in each trial and in all together.
struct TrialQuestion {
  /// The subjects whose trial is known.
  let cohort: Cohort
  /// The number of subjects whose trial is missing.
  let missing: Int
  /// The column that names the trial, and the words for it.
  let column: String
  let label: String
  /// The trials and their subjects.
  let trials: [(name: String, cohort: Cohort)]
  /// The analysis in each trial.
  let call: AnalysisCall
  /// The analysis over all trials: stratified by trial where its strata enter the number.
  let pooledCall: AnalysisCall
  /// Whether it is.
  let isStratified: Bool
  /// The row that is wanted.
  let row: RowRequest
  /// How the number is estimated.
  let estimation: Analysis.Estimation
  /// What the analysis gives of all trials together.
  let together: AnalysisResult

  /// Reads a question from the parameters that the analyses of this plugin share.
  ///
  /// - Throws: `ArgumentError`, above all what the analysis itself says of its arguments.
  init(_ cohort: Cohort, _ arguments: Arguments) throws {
    let parameters = PoolingParameters.self
    call = try arguments.call(parameters.called, with: parameters.given)
    let name = arguments[parameters.statistic]
    guard let estimation = try call.statistic(name).estimation else {
      throw Self.unpooled(name, of: call.analysis, asker: arguments.analysis)
    }
    self.estimation = estimation
    column = try cohort.trialColumn(arguments[parameters.trial], asker: arguments.analysis)
    label = cohort.dictionary.label(of: column)
    let grouping = try cohort.grouping(column)
    missing = grouping.missing
    let kept = (0..<Int32(cohort.count)).filter { grouping.codes[Int($0)] >= 0 }
    let people = missing > 0 ? cohort.part(kept) : cohort
    self.cohort = people
    trials = grouping.levels.indices.map { level in
      let members = (0..<Int32(cohort.count)).filter { grouping.codes[Int($0)] == Int32(level) }
      return (grouping.levels[level], cohort.part(members))
    }
    let stratified = estimation.usesStrata ? try call.stratified(by: column) : nil
    isStratified = stratified != nil
    pooledCall = stratified ?? call
    together = try pooledCall.perform(on: people)
    row = try RowRequest(name, arguments[parameters.of] ?? .init()).resolved(in: together, asker: arguments.analysis)
  }

  /// A statistic cannot be pooled; of an analysis that a script declares, what its author has to write.
  private static func unpooled(_ name: String, of analysis: Analysis, asker: String) -> ArgumentError {
    let known = analysis.statistics.filter { $0.estimation != nil }.map { "\"\($0.name)\"" }
    let others = known.isEmpty ? "" : "; those that have one: \(known.joined(separator: ", "))"
    let scales = Analysis.Scale.allCases.map(\.rawValue).joined(separator: ", ")
    let declaring =
      "; where \(analysis.name) is declared, say on which scale (\(scales)) \"\(name)\" is about normal, and which statistic is its "
      + "standard error on that scale, as in statistics = { { \"\(name)\", \"…\", scale = \"log\", standard_error = "
      + "\"log_\(name)_standard_error\" }, { \"log_\(name)_standard_error\", \"…\" } }"
    return .invalid(
      analysis: asker,
      reason: "\"\(name)\" of \(analysis.name) has no standard error to be pooled by\(others)"
        + (analysis.isConfined ? declaring : ""))
  }

  /// The number in one trial, or in some others.
  ///
  /// What the analysis cannot do on so few is a reason, and so is a comparison with another reference level than that of all
  /// trials together.
  func estimate(_ name: String, _ subjects: Cohort, by call: AnalysisCall) -> (TrialEstimate, AnalysisResult?) {
    guard subjects.count > 0 else { return (TrialEstimate(name, subjects: 0, without: "no subjects"), nil) }
    do {
      let result = try call.perform(on: subjects)
      if let other = otherReference(in: result) {
        let reason = "compared with \(other) here, which is not the reference level of all trials together"
        return (TrialEstimate(name, subjects: subjects.count, without: reason), result)
      }
      if isAtAnotherTime(in: result) {
        let reason = "taken to another time here; name the time, such as horizon = 365, in \"arguments\""
        return (TrialEstimate(name, subjects: subjects.count, without: reason), result)
      }
      return (TrialEstimate(name, result, row, estimation), result)
    } catch {
      return (TrialEstimate(name, subjects: subjects.count, without: "\(error)"), nil)
    }
  }

  /// Whether a result has the row at other times only, as where a horizon follows from the data.
  private func isAtAnotherTime(in result: AnalysisResult) -> Bool {
    guard row.place.time != nil, row.row(in: result) == nil else { return false }
    return result.rows.contains {
      $0.statistic == row.statistic && $0.group == row.place.group && $0.variable == row.place.variable
        && $0.time != nil
    }
  }

  /// The level that the row is compared with in a result, where that is another than in all trials together.
  private func otherReference(in result: AnalysisResult) -> String? {
    guard let variable = row.place.variable else { return nil }
    for expected in together.rows where expected.variable == variable && expected.group == nil {
      guard case .text(let level) = expected.value,
        let found = result.row(expected.statistic, variable: variable), case .text(let other) = found.value
      else { continue }
      if level != other { return other }
    }
    return nil
  }

  /// The number over all trials together.
  var pooled: TrialEstimate { TrialEstimate("All trials", together, row, estimation) }

  /// The words for the estimate over all trials together.
  var pooledLabel: String { isStratified ? "Stratified by \(label)" : "All subjects together, not stratified" }

  /// The number in a few words, such as "hazard ratio, Age" or "survival, at 180 days".
  var number: String {
    let name = row.statistic.split(separator: "_").joined(separator: " ")
    var place = row.place
    if Set(together.rows.compactMap(\.group)).count == 1 { place.group = nil }
    place.variable = place.variable.map { cohort.dictionary.label(of: $0) }
    let unit = place.time == nil ? nil : call.timeUnit(on: cohort)
    let words = place.words + (unit.map { " \($0.rawValue)" } ?? "")
    return words.isEmpty ? name : "\(name), \(words)"
  }

  /// How the number is written.
  var format: TableLayout.Format {
    switch estimation.scale {
    case .log: .ratio
    case .logit, .logLog, .complementaryLogLog: .proportion
    case .plain: unit == nil ? .statistic : .duration
    }
  }

  /// The unit of the number, where it has one.
  var unit: String? { row.row(in: together)?.unit }

  /// The cautions that bear on the number: of all trials together, and of single trials those of other kinds.
  ///
  /// What concerns several trials is one caution, and so is what is said of each in other numbers.
  func cautions(of results: [(trial: String, result: AnalysisResult?)]) -> [Caution] {
    var cautions = together.cautions(bearingOn: row)
    if missing > 0 {
      cautions.append(
        Caution(
          .missingValues, "\(missing) of \(missing + cohort.count) subjects are left out: without \(label)."))
    }
    let known = Set(together.cautions.map(\.kind)).intersection([
      .immortalTime, .asBaseline, .timingNotDeclared, .missingValues,
    ])
    var found: [(caution: Caution, trials: [String])] = []
    for (trial, result) in results {
      for caution in result?.cautions(bearingOn: row) ?? [] where !known.contains(caution.kind) {
        if let place = found.firstIndex(where: { $0.caution == caution }) {
          if found[place].trials.last != trial { found[place].trials.append(trial) }
        } else {
          found.append((caution, [trial]))
        }
      }
    }
    return (cautions + Self.merged(found, label: label)).each
  }

  /// One caution for those of one kind and remedy.
  private static func merged(_ found: [(caution: Caution, trials: [String])], label: String) -> [Caution] {
    var merged: [Caution] = []
    for (caution, trials) in found {
      let names = trials.map { "\"\($0)\"" }.joined(separator: ", ")
      let message = "In \(label) \(names): \(caution.message)"
      if let place = merged.firstIndex(where: { $0.kind == caution.kind && $0.remedy == caution.remedy }) {
        merged[place].message += " \(message)"
      } else {
        merged.append(Caution(caution.kind, message, remedy: caution.remedy))
      }
    }
    return merged
  }
}

extension [Caution] {
  /// Each caution once.
  var each: [Caution] {
    var seen: Set<Caution> = []
    return filter { seen.insert($0).inserted }
  }
}

extension Cohort {
  /// The column that names the trial: the one asked for, or else the dictionary's.
  ///
  /// - Throws: `ArgumentError.invalid` where there is neither, `CohortError` where there is no such column.
  func trialColumn(_ asked: String?, asker: String) throws -> String {
    guard let name = asked ?? dictionary.trial else {
      throw ArgumentError.invalid(
        analysis: asker,
        reason: "the dictionary names no trial column; name it in the dictionary, or here as in trial = \"study\"")
    }
    _ = try column(name)
    return name
  }
}
