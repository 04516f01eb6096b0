import Analyses
import Cohorts
import Statistics

/// Kernels of linear models.
enum Models {
  static let kernels = [modelMatrix, leastSquares]

  private static let variables = Operand.columnsByName(
    "columns", "The variables: a list of columns of a cohort, or columns by the names that they are to have.",
    example: #"{ cohort:column("age"), cohort:column("trial") }"#)
  private static let intercept = Parameter.flag("intercept", "Whether a column of ones comes first.", default: true)
  private static let interactions = Parameter<[String]>.texts(
    "interactions", "Products of variables, as \"age:arm\"; the variables themselves are in the matrix already.")
  private static let reference = Parameter<[String: String]>.levels(
    "reference", "The level that has no column of its own, by variable; without it the first that occurs.")

  static let modelMatrix = Kernel(
    "numerics.model_matrix", "The columns of a linear model: numbers as they are, categories as indicators.",
    details:
      "A category has a column for each level that occurs but the reference (treatment coding); flags are 0 and 1. Rows that miss "
      + "a value in any variable are left out: rows says which are left, and response:take(matrix.rows) makes a response fit.\n\n"
      + "Columns by name are in the order of the names. An interaction has a column for each pair of the columns of its variables.",
    operands: [variables.any], parameters: [intercept.any, interactions.any, reference.any],
    gives: .init(
      "{ columns: workbench.Column[], names: string[], rows: workbench.Column }",
      "The columns, what each stands for, such as \"(Intercept)\", \"age\" and \"arm=new\", and the numbers of the rows that are left."
    )
  ) { call in
    var form = ModelMatrix.Form(hasIntercept: call[intercept], references: call[reference])
    form.interactions = try call[interactions].map { text in
      let names = text.split(separator: ":").map { $0.trimmed }
      guard names.count > 1 else {
        throw call.wrong("\"interactions\" should name two variables or more, as \"age:arm\", found \"\(text)\"")
      }
      return names
    }
    let matrix: ModelMatrix
    do throws(ModelMatrix.Fault) { matrix = try ModelMatrix(call[variables], form) } catch {
      throw call.wrong(error.reason)
    }
    return .record([
      ("columns", .list(matrix.terms.map { .numbers($0.values) })),
      ("names", .list(matrix.terms.map { .text($0.name) })),
      ("rows", .integers(matrix.rows.map { $0 + 1 })),
    ])
  }

  private static let response = Operand.numbers("response", "The response.", example: #"cohort:column("dose")"#)
  private static let matrix = Operand.matrix(
    "matrix", "The columns of the model, or what numerics.model_matrix gives.",
    example: #"{ workbench.compute("1 + 0 * x", { x = cohort:column("dose") }), cohort:column("age") }"#)
  private static let weights = Operand.optionalNumbers(
    "weights", "What each row counts, above 0, as a variance that is so many times smaller; 1 without them.")

  static let leastSquares = Kernel(
    "numerics.least_squares", "The linear model that is nearest in the sum of squares.",
    details:
      "By Householder's reflections; cross products are never formed. Rows that miss the response, a weight or a value in any column "
      + "are left out. A column that depends on those before it (less than 1e-7 of it is left) has no coefficient, as in R's lm. An "
      + "intercept is a column like another.",
    operands: [response.any, matrix.any, weights.any],
    gives: .init(
      "{ coefficients: workbench.Column, standard_errors: workbench.Column, variance: workbench.Column[], residuals: workbench.Column, "
        + "fitted: workbench.Column, standard_deviation: number, degrees_of_freedom: integer, rank: integer, rows: workbench.Column }",
      "The coefficients with their errors and variance, of the rows that are left the residuals and fitted values, and the residual "
        + "standard deviation with its degrees of freedom.")
  ) { call in
    let (response, columns, weights) = (call[response], call[matrix], call[weights])
    for other in columns + [weights].compactMap(\.self) where other.count != response.count {
      throw call.wrong(
        "the columns should have as many rows as the response, found \(response.count) and \(other.count)")
    }
    let all = [response] + columns + [weights].compactMap(\.self)
    let rows = (0..<response.count).filter { row in all.allSatisfy { $0.validity[row] } }
    let roots = try weights.map { weights in
      try rows.map { row in
        guard weights.values[row] > 0, weights.values[row].isFinite else {
          throw call.wrong(
            "weights should be above 0, found \(Argument.number(weights.values[row]).source) in row \(row + 1)")
        }
        return weights.values[row].squareRoot()
      }
    }
    return LeastSquares(
      rows.map { response.values[$0] }, columns.map { column in rows.map { column.values[$0] } }, roots
    )
    .answer(rows: rows)
  }
}

/// A linear model by least squares.
private struct LeastSquares {
  let y: [Double]
  let columns: [[Double]]
  /// The roots of the weights, where there are any.
  let roots: [Double]?

  init(_ y: [Double], _ columns: [[Double]], _ roots: [Double]?) {
    self.y = y
    self.columns = columns
    self.roots = roots
  }

  private func scaled(_ values: [Double]) -> [Double] { roots.map { zip(values, $0).map(*) } ?? values }

  func answer(rows: [Int]) -> KernelValue {
    let decomposition = QRDecomposition(columns.map(scaled), rows: y.count)
    let coefficients = decomposition.solve(scaled(y))
    let scaledResiduals = decomposition.residuals(scaled(y))
    let residuals = roots.map { zip(scaledResiduals, $0).map(/) } ?? scaledResiduals
    let degrees = y.count - decomposition.rank
    let variance = degrees > 0 ? LaneSum.squares(scaledResiduals, about: 0).squares / Double(degrees) : .nan
    let inverse = decomposition.inverseCrossProduct
    let isKept = Set(decomposition.kept)
    let errors = columns.indices.map { isKept.contains($0) ? (variance * inverse[$0, $0]).squareRoot() : .nan }
    return .record([
      ("coefficients", .numbers(coefficients.map { $0 ?? .nan })), ("standard_errors", .numbers(errors)),
      (
        "variance",
        .list(
          columns.indices.map { i in
            .numbers(
              columns.indices.map { isKept.contains(i) && isKept.contains($0) ? variance * inverse[$0, i] : .nan })
          })
      ),
      ("residuals", .numbers(residuals)), ("fitted", .numbers(zip(y, residuals).map(-))),
      ("standard_deviation", .known(variance.squareRoot())), ("degrees_of_freedom", .integer(degrees)),
      ("rank", .integer(decomposition.rank)), ("rows", .integers(rows.map { $0 + 1 })),
    ])
  }
}

extension Substring {
  /// Without spaces at either end.
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
