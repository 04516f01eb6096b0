import Analyses
import Cohorts

/// The covariates of a model as columns of numbers: numbers as they are, and for a category an indicator of each level
/// but the reference.
///
/// Levels are those that occur among the subjects of the analysis: one whose subjects were all left out has no term, and is
/// no reference.
struct CovariateDesign {
  /// One column of the design.
  struct Term {
    /// The name in the result, such as `age` or `diagnosis: AML`.
    let name: String
    /// The words under which it is shown, such as "Age" or "Diagnosis: AML".
    let label: String
    /// The level that it is compared with, for a category.
    let reference: String?
    /// One value for each subject of the question.
    let values: [Double]
  }

  /// The columns, in order.
  private(set) var terms: [Term] = []
  /// What was left out of the design, such as levels that nobody has.
  private(set) var cautions: [Caution] = []

  /// Makes the columns for the subjects of a question.
  ///
  /// - Throws: `CohortError` for a reference that is no level of its covariate.
  init(_ covariates: Covariates, for question: SurvivalQuestion) throws {
    for covariate in covariates.columns {
      let (column, source) = (covariate.column.gathered(question.positions), covariate.source)
      let reference = covariates.references[source.source]
      func add(_ values: [Double], reference: String? = nil) {
        terms.append(Term(name: source.source, label: source.label, reference: reference, values: values))
      }
      switch column.storage {
      case .number(let values): add(values)
      case .integer(let values): add(values.map(Double.init))
      case .flag(let values) where reference == nil: add(values.map { $0 ? 1 : 0 }, reference: "no")
      default:
        try addLevels(
          of: Grouping(column, named: source.source), source, reference, weights: question.followUp.weights.values)
      }
    }
  }

  private mutating func addLevels(
    of grouping: Grouping, _ source: ResolvedGroups.Source, _ reference: String?, weights: [Double]?
  ) throws {
    if let reference, !grouping.levels.contains(reference) {
      throw CohortError.unknownLevel(
        reference, column: source.source, levels: grouping.levels,
        nearest: Nearest.name(to: reference, among: grouping.levels))
    }
    var sizes = [Double](repeating: 0, count: grouping.levels.count)
    for (row, code) in grouping.codes.enumerated() { sizes[Int(code)] += weights?[row] ?? 1 }
    let occurring = grouping.levels.indices.filter { sizes[$0] > 0 }
    for empty in grouping.levels.indices where sizes[empty] == 0 && !grouping.codes.isEmpty {
      let isReference = grouping.levels[empty] == reference
      cautions.append(
        Caution(
          .emptyGroup,
          "\(source.label): nobody has the level \"\(grouping.levels[empty])\"; "
            + (isReference ? "another is the reference." : "it has no term.")))
    }
    guard let base = occurring.first(where: { grouping.levels[$0] == reference }) ?? occurring.first else { return }
    for level in occurring where level != base {
      terms.append(
        Term(
          name: "\(source.source): \(grouping.levels[level])", label: "\(source.label): \(grouping.levels[level])",
          reference: grouping.levels[base], values: grouping.codes.map { $0 == Int32(level) ? 1 : 0 }))
    }
  }
}
