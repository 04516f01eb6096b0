public import Analyses
public import Cohorts

/// The covariates of a model as columns of numbers: numbers as they are, polynomials and splines as their parts, for a
/// category an indicator of each level but the reference, and for an interaction the products.
///
/// Levels are those that occur among the subjects of the analysis: one whose subjects were all left out has no term, and is
/// no reference. In an interaction a category has an indicator of every level where what is left of the interaction without it
/// is no effect of the model, as in R's `model.matrix`: `a:b` without `a` and `b` has a column for every pair of levels.
public struct CovariateDesign: Sendable {
  /// One column of the design.
  public struct Term: Sendable {
    /// The name in the result, such as `age`, `diagnosis: AML` or `diagnosis: AML × sex: male`.
    public let name: String
    /// The words under which it is shown, such as "Age" or "Diagnosis: AML".
    public let label: String
    /// The level that it is compared with, for a category.
    public let reference: String?
    /// The words for that level, where it is a code.
    var referenceLabel: String?
    /// One value for each row.
    public let values: [Double]
  }

  /// One effect: a variable or an interaction, with all of its columns.
  public struct Effect: Sendable {
    /// The name in the result, such as `diagnosis` or `diagnosis × sex`.
    public let name: String
    /// The words under which it is shown.
    public let label: String
    /// Its columns among the terms.
    public let columns: Range<Int>
    /// The variables whose product it is.
    public let variables: Set<Int>
  }

  /// The columns, in order.
  public private(set) var terms: [Term] = []
  /// The effects, in order.
  public private(set) var effects: [Effect] = []
  /// What was left out of the design, such as levels that nobody has.
  public private(set) var cautions: [Caution] = []
  /// How each variable became columns.
  public let encodings: [CovariateEncoding]
  /// What was asked for.
  public let covariates: Covariates

  /// Makes the columns for the subjects of an analysis.
  ///
  /// - Parameters:
  ///   - covariates: What was asked for.
  ///   - positions: The position in the cohort of each subject of the analysis.
  ///   - frequencies: How many subjects each stands for; `nil` for one each.
  ///   - rows: For each row the subject that it belongs to, by its place among the positions; `nil` where each has one row.
  ///   - exposures: For each exposure whether it has begun, row by row.
  /// - Throws: `CohortError` for a reference that is no level of its covariate.
  public init(
    _ covariates: Covariates, positions: [Int32], frequencies: [Double]? = nil, rows: [Int]? = nil,
    exposures: [[Double]] = []
  ) throws {
    self.covariates = covariates
    let columns = covariates.variables.map { variable -> Column? in
      guard case .column(let column, _) = variable.content else { return nil }
      return column.gathered(positions)
    }
    encodings = try zip(covariates.variables, columns).map { variable, column in
      try CovariateEncoding(
        variable, reference: covariates.references[variable.name], of: column, frequencies: frequencies)
    }
    cautions = encodings.flatMap(\.cautions)
    let places = rows?.map(Int32.init)
    let values = zip(covariates.variables, columns).map { variable, column -> Column in
      switch variable.content {
      case .exposure(let place): Column(.number(exposures.indices.contains(place) ? exposures[place] : []))
      case .column: places.flatMap { column?.gathered($0) } ?? column ?? Column(numbers: [])
      }
    }
    for effect in covariates.effects { try add(effect, values) }
  }

  private mutating func add(_ effect: [Int], _ values: [Column]) throws {
    let start = terms.count
    terms += try Self.products(effect, covariates, encodings, values) ?? []
    effects.append(
      Effect(
        name: covariates.name(of: effect), label: covariates.label(of: effect), columns: start..<terms.count,
        variables: Set(effect)))
  }

  /// The columns of an effect, those of its first variable varying fastest; `nil` for a level that did not occur.
  private static func products(
    _ effect: [Int], _ covariates: Covariates, _ encodings: [CovariateEncoding], _ values: [Column]
  ) throws -> [Term]? {
    var products: [Term] = []
    for (order, variable) in effect.enumerated() {
      let rest = Set(effect).subtracting([variable])
      let isComplete = !rest.isEmpty && !covariates.effects.contains { Set($0) == rest }
      let parts = encodings[variable].parts(isComplete: isComplete)
      guard let columns = try encodings[variable].values(parts, of: values[variable]) else { return nil }
      let terms = zip(parts, columns).map {
        Term(
          name: $0.name, label: $0.label, reference: effect.count == 1 ? $0.reference : nil,
          referenceLabel: $0.referenceLabel, values: $1)
      }
      products = order == 0 ? terms : terms.flatMap { term in products.map { $0.times(term) } }
    }
    return products
  }

  /// The columns for other values of the variables.
  ///
  /// - Parameter values: For each variable its values, in one order; for an exposure whether it has begun.
  /// - Returns: `nil` where a value is a level that nobody of the analysis has.
  /// - Throws: `CohortError` where values are too many to be groups.
  public func columns(for values: [Column]) throws -> [[Double]]? {
    var columns: [[Double]] = []
    for effect in covariates.effects {
      guard let terms = try Self.products(effect, covariates, encodings, values) else { return nil }
      columns += terms.map(\.values)
    }
    return columns
  }
}

extension CovariateDesign.Term {
  fileprivate func times(_ other: CovariateDesign.Term) -> CovariateDesign.Term {
    CovariateDesign.Term(
      name: "\(name) × \(other.name)", label: "\(label) × \(other.label)", reference: nil,
      values: zip(values, other.values).map { $0 * $1 })
  }
}

extension CovariateDesign {
  /// The reference level of each category, and the knots of each spline, as rows.
  public var referenceRows: [Row] {
    terms.compactMap { term in
      term.reference.map { Row("reference", .text($0), variable: term.name) }
    }
      + zip(covariates.variables, encodings).flatMap { variable, encoding in
        (encoding.knots ?? []).enumerated().map { place, knot in
          Row("knot", .number(knot), variable: "\(variable.name): knot \(place + 1)")
        }
      }
  }

  /// The words for each term, with what it is compared with.
  public var labels: [String] {
    terms.map { term in
      term.reference.map { "\(term.label) (against \(term.referenceLabel ?? $0))" } ?? term.label
    }
  }

  /// What was made of the variables, as sentences.
  public var methods: [String] {
    var methods: [String] = []
    let bases = covariates.variables.map(\.basis)
    if bases.contains(where: { if case .polynomial(_, false) = $0 { true } else { false } }) {
      methods.append("Polynomials are orthogonal over the subjects of the analysis.")
    }
    if bases.contains(where: { if case .spline = $0 { true } else { false } }) {
      methods.append(
        "Restricted cubic splines with knots at Harrell's quantiles of the subjects of the analysis (R's rms takes them of all known "
          + "values, also of subjects who lack another variable), linear beyond the outer knots.")
    }
    if bases.contains(where: { if case .splineAt = $0 { true } else { false } }) {
      methods.append("Restricted cubic splines with the knots that are named, linear beyond the outer ones.")
    }
    return methods
  }
}
