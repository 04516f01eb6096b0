import Analyses
import Cohorts

/// The scales by which grades were given, as far as they are recorded.
///
/// Where trials of a pool used different ones, their grades do not mean the same, and adding them up is said.
struct ScalesInUse {
  private let cohort: Cohort
  private let named: String?
  private let bySubject: String?
  private let analysis: String
  /// For each syndrome, the subjects by scale, and those of each trial.
  private var found: [(syndrome: String, scales: [(name: String, subjects: Int, trials: [String])])] = []
  private var missing: [(syndrome: String, events: Int)] = []

  init(_ cohort: Cohort, _ arguments: Arguments) {
    self.cohort = cohort
    named = arguments[SyndromeParameters.scale]
    bySubject = arguments[SyndromeParameters.scaleBySubject]
    analysis = arguments.analysis
  }

  /// Takes the rows of each syndrome.
  ///
  /// - Throws: `ArgumentError` for a scale that is none, `CohortError` for a column that is none.
  mutating func take(_ question: EventQuestion, terms: [(name: String, rows: [Int])]) throws {
    if let named {
      guard GradingScale(named: named) != nil else {
        let choices = GradingScale.allCases.map(\.rawValue)
        throw ArgumentError.notAChoice(
          "scale", analysis: analysis, found: named, choices: choices,
          nearest: Nearest.name(to: named, among: choices))
      }
    }
    let trials = try cohort.dictionary.trial.map { try cohort.grouping($0) }
    let codes: (Int) -> Int32
    let levels: [String]
    if let bySubject {
      let grouping = try cohort.grouping(bySubject)
      levels = grouping.levels
      codes = { grouping.codes[Int(question.subjects[$0])] }
    } else if let column = cohort.column(playing: .scale, inTable: question.events.name) {
      let read = try question.codes(column)
      levels = read.levels
      codes = { read.codes[$0] }
    } else {
      return
    }
    for (name, rows) in terms {
      var subjects = [Set<Int32>](repeating: [], count: levels.count)
      for row in rows where codes(row) >= 0 { subjects[Int(codes(row))].insert(question.subjects[row]) }
      let without = rows.filter { codes($0) < 0 }.count
      if without > 0 { missing.append((name, without)) }
      let scales = levels.indices.filter { !subjects[$0].isEmpty }.map { level in
        let codes = Set(subjects[level].compactMap { trials?.codes[Int($0)] }.filter { $0 >= 0 }).sorted()
        return (
          name: GradingScale(named: levels[level])?.rawValue ?? levels[level], subjects: subjects[level].count,
          trials: codes.compactMap { trials?.levels[Int($0)] }
        )
      }
      found.append((name, scales))
    }
  }

  /// Takes a syndrome that was graded from findings, by the consensus.
  mutating func takeDerived(_ prefix: String, as syndrome: SyndromeQuestion.Syndrome) {
    guard cohort.derivation(of: "\(prefix)_grade")?.contains("ASTCT consensus") == true else { return }
    let affected = syndrome.courses.filter { $0.happened == true }.count
    found.append((syndrome.name, [(GradingScale.astct.rawValue, affected, [])]))
  }

  /// The scale that the script says all grades were given by.
  private var said: GradingScale? { named.flatMap(GradingScale.init(named:)) }

  /// What is said of the scales.
  var methods: [String] {
    if let said {
      return cautions.isEmpty
        ? ["Grades were given by the scale \(said.rawValue), as the script says."]
        : ["Grades are taken as those of the scale \(said.rawValue), as the script says, though others are recorded."]
    }
    var only: [(scale: String, syndromes: [String])] = []
    for (syndrome, scales) in found where Set(scales.map(\.name)).count == 1 {
      guard let scale = scales.first?.name else { continue }
      if let place = only.firstIndex(where: { $0.scale == scale }) {
        only[place].syndromes.append(syndrome)
      } else {
        only.append((scale, [syndrome]))
      }
    }
    if only.isEmpty, found.allSatisfy({ $0.scales.isEmpty }) {
      return ["The scale that grades were given by is not recorded."]
    }
    return only.map { scale, syndromes in
      "Grades of \(syndromes.joined(separator: " and ")) were given by the scale \(scale)"
        + (words(scale, syndromes).map { ": \($0)" } ?? "") + "."
    }
  }

  /// What the grades of a scale rest on, syndrome by syndrome; `nil` where nothing is known of them.
  private func words(_ scale: String, _ syndromes: [String]) -> String? {
    let known = syndromes.compactMap { syndrome in
      GradingScale(named: scale)?.differs(inGradesOf: syndrome).map { (syndrome, $0) }
    }
    guard known.count > 1 else { return known.first?.1 }
    return known.map { "\($0.0) \($0.1)" }.joined(separator: "; ")
  }

  /// Whether grades of different scales are counted together, or of another than the script says.
  private func isMixed(_ scales: [String]) -> Bool {
    Set(scales).count > 1 || (said != nil && scales.contains { $0 != said?.rawValue })
  }

  /// The cautions for grades of different scales that are counted together.
  var cautions: [Caution] {
    found.filter { isMixed($0.scales.map(\.name)) }.map { syndrome, scales in
      let used = scales.map { scale in
        "\(scale.name) in \(scale.subjects)"
          + (scale.trials.isEmpty ? "" : " (\(scale.trials.joined(separator: ", ")))")
      }
      let known = scales.compactMap { GradingScale(named: $0.name) }
      let meanings = GradingScale.allCases.filter(known.contains).compactMap { scale in
        scale.differs(inGradesOf: syndrome).map { "\(scale.rawValue) grades \($0)." }
      }
      return Caution(
        .mixedScales,
        (["\(syndrome) was graded by different scales: \(used.joined(separator: ", ")) subjects."] + meanings + [
          "A grade of one is not a grade of another, and cannot be converted without the findings."
        ]).joined(separator: " "),
        remedy:
          "Show each scale on its own, or grade all from the findings by one (toxicity.derive_crs, toxicity.derive_icans)."
      )
    }
      + missing.map { syndrome, events in
        Caution(.missingValues, "The scale of \(events) events of \(syndrome) is not recorded.")
      }
  }
}
