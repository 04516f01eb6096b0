import Analyses
import Cohorts
import Designs

/// A subject that there need not be, for whom a model predicts.
struct CovariateProfile {
  /// The values in words, such as "age = 30, diagnosis = AML".
  let name: String
  /// A value for each column of the model; `nil` where it has a level that nobody of the analysis has.
  let values: [Double]?
  /// The stratum that it lies in; `nil` where it does not say.
  let stratum: Int?

  /// Reads a profile.
  ///
  /// - Parameters:
  ///   - request: The columns with their values: each that a covariate reads, and those of the strata where one stratum alone
  ///     is wanted.
  ///   - question: The subjects of the model.
  ///   - design: The columns of the model.
  ///   - place: Its place in the list, from 1, for errors.
  ///   - analysis: In whose name errors are reported.
  /// - Throws: `ArgumentError` for a column that is missing or not needed, or a value of the wrong kind; `CohortError` for a
  ///   level that there is not.
  init(
    _ request: ProfileRequest, _ question: SurvivalQuestion, _ design: CovariateDesign, place: Int, for analysis: String
  ) throws {
    func invalid(_ reason: String) -> ArgumentError {
      .invalid(analysis: analysis, reason: "profile \(place) \(reason)")
    }
    let cohort = question.cohort
    let variables = design.covariates.variables
    let needed = try Self.columns(design.covariates.sources, cohort)
    let strata = question.strata?.sources ?? []
    let ofStrata = try Self.columns(strata, cohort)
    let given = request.values.map(\.name)
    if let missing = needed.first(where: { !given.contains($0) }) {
      throw invalid("gives no value for \"\(missing)\", on which the model depends")
    }
    let known = needed + ofStrata
    if let other = given.first(where: { !known.contains($0) }) {
      throw invalid(
        "names \"\(other)\", on which the model does not depend"
          + (Nearest.name(to: other, among: known).map { "; did you mean \"\($0)\"?" } ?? ""))
    }
    name = request.values.map { "\($0.name) = \(Self.words($0.value))" }.joined(separator: ", ")
    guard cohort.count > 0 else {
      (values, stratum) = (nil, nil)
      return
    }
    var one = cohort.part([0])
    for entry in request.values {
      let column = try Self.column(entry.value, like: cohort.column(entry.name), entry.name) {
        invalid("has \(entry.value.source) for \"\(entry.name)\", where \($0) belongs")
      }
      one = try one.deriving(column, as: entry.name, description: ColumnDescription(knownAt: .baseline))
    }
    let columns = try variables.map { variable -> Column in
      guard case .column(_, let source) = variable.content else { return Column(numbers: [0]) }
      let column = try one.resolve(ColumnRequest(source.source)).column
      guard column.validity.isComplete else { throw invalid("gives no value to \"\(source.source)\"") }
      return column
    }
    values = try design.columns(for: columns).map { columns in columns.compactMap(\.first) }
    stratum =
      strata.isEmpty || !ofStrata.allSatisfy(given.contains)
      ? nil : try Self.stratum(strata.map { ColumnRequest($0.source) }, of: one, question, given: invalid)
  }

  /// The columns that sources read, each once.
  private static func columns(_ sources: [ResolvedGroups.Source], _ cohort: Cohort) throws -> [String] {
    let names = Set(cohort.columnNames)
    var columns: [String] = []
    for source in sources {
      let read =
        names.contains(source.source) ? [source.source] : try Expression(parsing: source.source).columns
      for column in read where !columns.contains(column) { columns.append(column) }
    }
    return columns
  }

  private static func stratum(
    _ requests: [ColumnRequest], of one: Cohort, _ question: SurvivalQuestion, given invalid: (String) -> ArgumentError
  ) throws -> Int {
    let level = try requests.map { try Self.level(one.resolve($0).column, $0) }.joined(separator: ", ")
    guard let place = question.strata?.levels.firstIndex(of: level) else {
      throw invalid(
        "lies in the stratum \"\(level)\", and there are "
          + "\((question.strata?.levels ?? []).map { "\"\($0)\"" }.joined(separator: ", "))")
    }
    return place
  }

  private static func level(_ column: Column, _ request: ColumnRequest) throws -> String {
    let grouping = try Grouping(column, named: request.source)
    guard let code = grouping.codes.first, code >= 0 else { return "" }
    return grouping.levels[Int(code)]
  }

  /// A column of one value, of the kind that the cohort's has.
  private static func column(
    _ value: Argument, like column: Column, _ name: String, _ wrong: (String) -> ArgumentError
  ) throws -> Column {
    switch column.storage {
    case .number:
      guard let number = value.double, number.isFinite else { throw wrong("a number") }
      return Column(numbers: [number])
    case .integer:
      guard let number = value.double, let whole = Int(exactly: number) else { throw wrong("a whole number") }
      return Column(integers: [whole])
    case .flag:
      guard case .flag(let flag) = value else { throw wrong("true or false") }
      return Column(flags: [flag])
    case .category(let categories):
      guard case .text(let level) = value else { throw wrong("one of its levels") }
      guard categories.levels.contains(level) else {
        throw CohortError.unknownLevel(
          level, column: name, levels: categories.levels, nearest: Nearest.name(to: level, among: categories.levels))
      }
      return Column(categories: [level], levels: categories.levels)
    case .text:
      guard case .text(let text) = value else { throw wrong("a text") }
      return Column(texts: [text])
    case .date, .dateTime, .time: throw wrong("a number of days, derived as a column of its own,")
    }
  }

  private static func words(_ value: Argument) -> String {
    switch value {
    case .text(let text): text
    case .flag(let flag): flag ? "yes" : "no"
    default: value.source
    }
  }
}
