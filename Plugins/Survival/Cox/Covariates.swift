import Analyses
import Cohorts

/// The covariates of a model as they are asked for: what each was read from, and its values for the whole cohort.
struct Covariates {
  /// A column or expression.
  struct Covariate {
    let column: Column
    let source: ResolvedGroups.Source
  }

  /// The covariates, in order.
  private(set) var columns: [Covariate] = []
  /// For categories, the level that the others are compared with.
  let references: [String: String]

  /// Reads covariates from a cohort.
  ///
  /// - Parameters:
  ///   - requests: Columns or expressions.
  ///   - references: For categories, the level that the others are compared with; the first that occurs otherwise.
  ///   - cohort: The cohort.
  /// - Throws: `CohortError` for a column that does not exist, or a text, date or time as a covariate; `ArgumentError`
  ///   for a covariate named twice, or a reference for none of them.
  init(_ requests: [ColumnRequest], references: [String: String], in cohort: Cohort) throws {
    self.references = references
    var names: Set<String> = []
    for request in requests {
      try Self.refuseFormula(request.source, in: cohort)
      let (column, source) = try cohort.resolve(request)
      guard names.insert(source.source).inserted else {
        throw Self.invalid("\"covariates\" names \"\(source.source)\" twice")
      }
      switch column.storage {
      case .number, .integer, .flag, .category: columns.append(Covariate(column: column, source: source))
      case .text, .date, .dateTime:
        throw CohortError.wrongType(
          column: source.source, expected: "a number, a flag or a category to be a covariate", found: column.type)
      }
    }
    for name in references.keys.sorted() where !names.contains(name) {
      throw Self.invalid("\"reference\" names \"\(name)\", which is not among the covariates")
    }
  }

  /// What R's formulas mean by + and * is not what an expression means by them.
  private static func refuseFormula(_ text: String, in cohort: Cohort) throws {
    for operation: Character in ["+", "*"] where !cohort.columnNames.contains(text) {
      let parts = text.split(separator: operation).map { $0.filter { $0 != " " } }
      guard parts.count > 1, parts.allSatisfy(cohort.columnNames.contains) else { continue }
      let list = parts.map { "\"\($0)\"" }.joined(separator: ", ")
      throw invalid(
        "the covariate \"\(text)\" would be one number, the \(operation == "+" ? "sum" : "product"); for "
          + "\(parts.count) covariates write { \(list) }, for the one derive a column")
    }
  }

  private static func invalid(_ reason: String) -> ArgumentError {
    .invalid(analysis: "survival.cox", reason: reason)
  }

  /// What they were read from, for the guard.
  var sources: [ResolvedGroups.Source] { columns.map(\.source) }

  /// Where each has a value.
  var presence: [(label: String, validity: Validity)] { columns.map { ($0.source.label, $0.column.validity) } }
}
