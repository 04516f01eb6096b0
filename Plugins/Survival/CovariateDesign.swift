import Analyses
import Cohorts

/// The covariates of a model as columns of numbers: numbers as they are, and for a category an indicator of each level
/// but the reference.
struct CovariateDesign {
  /// One column of the design.
  struct Term {
    /// The name in the result, such as `age` or `diagnosis: AML`.
    let name: String
    /// The words under which it is shown, such as "Age" or "Diagnosis: AML, against T-ALL".
    let label: String
    /// The level that it is compared with, for a category.
    let reference: String?
    /// One value for each subject of the cohort; what stands where it is missing means nothing.
    let values: [Double]
  }

  /// The columns, in order.
  private(set) var terms: [Term] = []
  /// What they were read from, for the guard and for counting what is missing.
  private(set) var sources: [(source: ResolvedGroups.Source, validity: Validity)] = []
  /// What was left out of the design, such as levels that nobody has.
  private(set) var cautions: [Caution] = []

  /// Reads covariates from a cohort.
  ///
  /// - Parameters:
  ///   - requests: Columns or expressions.
  ///   - references: For categories, the level that the others are compared with; the first that occurs otherwise.
  /// - Throws: `CohortError` for a column or level that does not exist, or a text, date or time as a covariate.
  init(_ requests: [ColumnRequest], references: [String: String], in cohort: Cohort) throws {
    for request in requests {
      let (column, source) = try cohort.resolve(request)
      sources.append((source, column.validity))
      switch column.storage {
      case .number(let values):
        terms.append(Term(name: source.source, label: source.label, reference: nil, values: values))
      case .integer(let values):
        terms.append(Term(name: source.source, label: source.label, reference: nil, values: values.map(Double.init)))
      case .flag where references[source.source] == nil:
        terms.append(
          Term(
            name: source.source, label: source.label, reference: "no",
            values: try Grouping(column, named: source.source).codes.map { $0 == 1 ? 1 : 0 }))
      case .flag, .category:
        try addLevels(of: Grouping(column, named: source.source), source, references[source.source])
      case .text, .date, .dateTime:
        throw CohortError.wrongType(
          column: source.source, expected: "a number, a flag or a category to be a covariate", found: column.type)
      }
    }
    for name in references.keys.sorted() where !requests.contains(where: { $0.source == name }) {
      throw CannotAnalyse("reference: \"\(name)\" is not among the covariates")
    }
  }

  private mutating func addLevels(
    of grouping: Grouping, _ source: ResolvedGroups.Source, _ reference: String?
  ) throws {
    if let reference, !grouping.levels.contains(reference) {
      throw CohortError.unknownLevel(
        reference, column: source.source, levels: grouping.levels,
        nearest: Nearest.name(to: reference, among: grouping.levels))
    }
    var sizes = [Int](repeating: 0, count: grouping.levels.count)
    for code in grouping.codes where code >= 0 { sizes[Int(code)] += 1 }
    let occurring = grouping.levels.indices.filter { sizes[$0] > 0 || grouping.levels[$0] == reference }
    let base = grouping.levels.firstIndex { $0 == reference } ?? occurring.first
    for empty in grouping.levels.indices where sizes[empty] == 0 {
      cautions.append(
        Caution(.emptyGroup, "\(source.label): nobody has the level \"\(grouping.levels[empty])\"; it has no term."))
    }
    guard let base else { return }
    for level in occurring where level != base {
      terms.append(
        Term(
          name: "\(source.source): \(grouping.levels[level])", label: "\(source.label): \(grouping.levels[level])",
          reference: grouping.levels[base], values: grouping.codes.map { $0 == Int32(level) ? 1 : 0 }))
    }
  }
}
