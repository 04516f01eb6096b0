public import Analyses
public import Cohorts

/// The covariates of a model as they are asked for: the variables that were read, with their values for the whole cohort, and
/// the effects that are to be estimated of them.
public struct Covariates: Sendable {
  /// A variable: a column or an expression with what is made of it, or an exposure that begins on a day.
  public struct Variable: Sendable {
    /// Where its values come from.
    public enum Content: Sendable {
      /// A column, and what it was read from.
      case column(Column, ResolvedGroups.Source)
      /// An exposure, by its place among those that were named.
      case exposure(Int)
    }

    /// The name in the result, such as `age` or `rcs(age, 4)`.
    public let name: String
    /// The words under which it is shown.
    public let label: String
    /// What is made of its values.
    public let basis: FormulaTerm.Variable.Basis
    /// Where its values come from.
    public let content: Content

    /// The words for one of its levels.
    func words(for level: String) -> String {
      if case .column(_, let source) = content { source.words(for: level) } else { level }
    }
  }

  /// A part of the linear predictor whose coefficient is known to be one.
  public struct Offset: Sendable {
    /// Its values.
    public let column: Column
    /// What it was read from.
    public let source: ResolvedGroups.Source
  }

  /// The variables, each once.
  public private(set) var variables: [Variable] = []
  /// The effects in order, main effects first: for each the places of the variables whose product it is.
  public private(set) var effects: [[Int]] = []
  /// The parts of the linear predictor that are known.
  public private(set) var offsets: [Offset] = []
  /// What `strata()` named.
  public private(set) var strata: [ColumnRequest] = []
  /// What `cluster()` named.
  public private(set) var cluster: String?
  /// For categories, the level that the others are compared with.
  public let references: [String: String]

  private let analysis: String
  private let exposures: [String]
  private var stated: Set<Set<Int>> = []

  /// Reads covariates from a cohort.
  ///
  /// - Parameters:
  ///   - requests: Columns, expressions or terms of a model, as ``FormulaTerm`` describes.
  ///   - references: For categories, the level that the others are compared with; the first that occurs otherwise.
  ///   - exposures: The names of exposures that begin on a day; each is a main effect, and may be part of an interaction.
  ///   - cohort: The cohort.
  ///   - analysis: In whose name errors are reported.
  /// - Throws: `CohortError` for a column that does not exist, or a text, date or time as a covariate; `ArgumentError`
  ///   for a covariate named twice, a term that cannot be read, or a reference for none of them.
  public init(
    _ requests: [ColumnRequest], references: [String: String], exposures: [String] = [], in cohort: Cohort,
    for analysis: String
  ) throws {
    self.references = references
    self.analysis = analysis
    self.exposures = exposures
    let columns = Set(cohort.columnNames)
    for request in requests {
      try refuseSum(request.source, columns)
      let term: FormulaTerm
      do throws(Formula.Fault) {
        term = try FormulaTerm(parsing: request.source) { columns.contains($0) }
      } catch { throw invalid(error.reason) }
      try add(term, in: cohort)
    }
    for place in exposures.indices { try addEffect([exposureVariable(place)], isStated: false) }
    let most = effects.map(\.count).max() ?? 0
    effects = most > 1 ? (1...most).flatMap { size in effects.filter { $0.count == size } } : effects
    let names = Set(variables.map(\.name))
    for name in references.keys.sorted() where !names.contains(name) {
      throw invalid("\"reference\" names \"\(name)\", which is not among the covariates")
    }
  }

  private mutating func add(_ term: FormulaTerm, in cohort: Cohort) throws {
    switch term.role {
    case .strata(let names): strata += names.map(ColumnRequest.init)
    case .cluster(let name):
      guard cluster == nil else { throw invalid("cluster() is given twice") }
      cluster = name
    case .offset(let name):
      let (column, source) = try cohort.resolve(ColumnRequest(name))
      guard column.type.isNumeric else {
        throw CohortError.wrongType(column: name, expected: "a number to be an offset", found: column.type)
      }
      offsets.append(Offset(column: column, source: source))
    case .effects(let effects):
      for effect in effects {
        var places: [Int] = []
        for variable in effect { places.append(try place(of: variable, in: cohort)) }
        try addEffect(places, isStated: effects.count == 1)
      }
    }
  }

  private mutating func addEffect(_ places: [Int], isStated: Bool) throws {
    // In the order in which the variables came, as R has them.
    let places = places.sorted()
    let name = places.map { variables[$0].name }.joined(separator: ":")
    if isStated {
      if places.count == 1, case .exposure = variables[places[0]].content {
        throw invalid(
          "\"\(name)\" stands in \"covariates\" and in \"time_dependent\"; give each a name of its own")
      }
      guard stated.insert(Set(places)).inserted else { throw invalid("\"covariates\" names \"\(name)\" twice") }
    }
    if !effects.contains(where: { Set($0) == Set(places) }) { effects.append(places) }
  }

  private mutating func exposureVariable(_ place: Int) -> Int {
    if let known = variables.firstIndex(where: { if case .exposure(place) = $0.content { true } else { false } }) {
      return known
    }
    let name = exposures[place]
    variables.append(
      Variable(
        name: name, label: "\(name.prefix(1).uppercased() + name.dropFirst()), from its day on", basis: .plain,
        content: .exposure(place)))
    return variables.count - 1
  }

  private mutating func place(of asked: FormulaTerm.Variable, in cohort: Cohort) throws -> Int {
    if asked.basis == .plain, let exposure = exposures.firstIndex(of: asked.source) {
      return exposureVariable(exposure)
    }
    if let known = variables.firstIndex(where: { $0.name == asked.name }) { return known }
    let (column, source) = try cohort.resolve(ColumnRequest(asked.source))
    try check(column, for: asked)
    variables.append(
      Variable(
        name: asked.name, label: source.label, basis: asked.basis, content: .column(column, source)))
    return variables.count - 1
  }

  private func check(_ column: Column, for asked: FormulaTerm.Variable) throws {
    switch asked.basis {
    case .plain:
      switch column.type {
      case .number, .integer, .flag, .category: return
      case .text, .date, .dateTime, .time:
        throw CohortError.wrongType(
          column: asked.source, expected: "a number, a flag or a category to be a covariate", found: column.type)
      }
    case .polynomial, .spline, .splineAt:
      guard column.type.isNumeric else {
        throw CohortError.wrongType(
          column: asked.source, expected: "a number to be bent by \(asked.name)", found: column.type)
      }
    case .factor: return
    }
  }

  /// What R's formulas mean by + is not what an expression means by it.
  private func refuseSum(_ text: String, _ columns: Set<String>) throws {
    if let sum = SummedCovariates(text, isColumn: columns.contains) { throw sum.error(in: analysis) }
  }

  private func invalid(_ reason: String) -> ArgumentError { .invalid(analysis: analysis, reason: reason) }
}

extension Covariates {
  /// Whether there is no effect to estimate.
  public var isEmpty: Bool { effects.isEmpty }

  /// What they were read from, each once, for the guard.
  public var sources: [ResolvedGroups.Source] {
    var seen: Set<String> = []
    let read = variables.compactMap { if case .column(_, let source) = $0.content { source } else { nil } }
    return (read + offsets.map(\.source)).filter { seen.insert($0.source).inserted }
  }

  /// Where each has a value.
  public var presence: [(label: String, validity: Validity)] {
    variables.compactMap { variable in
      guard case .column(let column, let source) = variable.content else { return nil }
      return (source.label, column.validity)
    } + offsets.map { ($0.source.label, $0.column.validity) }
  }

  /// The words for an effect.
  public func label(of effect: [Int]) -> String {
    effect.map { variables[$0].basisLabel }.joined(separator: " × ")
  }

  /// The name of an effect in the result.
  public func name(of effect: [Int]) -> String { effect.map { variables[$0].name }.joined(separator: " × ") }
}

extension Covariates.Variable {
  /// The words for the variable with what is made of it.
  var basisLabel: String {
    switch basis {
    case .plain, .factor: label
    case .polynomial(let degree, _): "\(label), polynomial of degree \(degree)"
    case .spline(let knots): "\(label), spline with \(knots) knots"
    case .splineAt(let knots): "\(label), spline with \(knots.count) knots"
    }
  }
}

extension Column {
  /// The values as numbers, whatever stands where one is missing; `nil` for what is none.
  public var asNumbers: [Double]? {
    switch storage {
    case .number(let values): values
    case .integer(let values): values.map(Double.init)
    case .flag(let values): values.map { $0 ? 1 : 0 }
    case .category, .text, .date, .dateTime, .time: nil
    }
  }
}
