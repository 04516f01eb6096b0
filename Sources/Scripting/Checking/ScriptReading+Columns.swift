import Analyses
import Cohorts
import LuaSyntax
import OrderedCollections

/// Names of columns, endpoints and tables in the code: noted for the header's sake, and looked up where there is a cohort.
extension ScriptReading {
  /// A column of the subjects.
  func column(_ written: String, at range: Range<Int>, of cohort: KnownCohort) {
    let name = ColumnName.alone(written)
    names.use(.column(name), at: range)
    guard let data = cohort.data, !cohort.mayHave(name) else { return }
    lookUp(name, at: range) { _ = try data.column(name) }
  }

  /// A column of the subjects or of a linked table.
  func anyColumn(_ written: String, at range: Range<Int>, of cohort: KnownCohort) {
    let name = ColumnName.alone(written)
    guard let data = cohort.data, !cohort.mayHave(name), ColumnName.isWord(name) else { return }
    guard !data.linked.values.contains(where: { $0.table.columns[name] != nil }) else { return }
    lookUp(name, at: range) { _ = try data.column(name) }
  }

  /// A column of the subjects, an expression over them, or a term of a model.
  func variable(_ source: String, at range: Range<Int>, of cohort: KnownCohort) {
    if isName(source, in: cohort) { return column(source, at: range, of: cohort) }
    if let term = modellingTerm(source, of: cohort) {
      for part in term.sources {
        if isName(part, in: cohort) {
          column(part, at: range, of: cohort)
        } else {
          expression(part, at: range, of: cohort) { _ = try $0.variable(part) }
        }
      }
      return
    }
    expression(source, at: range, of: cohort) { _ = try $0.variable(source) }
  }

  /// A term of a model that is more than a column or an expression; `nil` for any other text.
  private func modellingTerm(_ source: String, of cohort: KnownCohort) -> FormulaTerm? {
    let term = try? FormulaTerm(parsing: source) { name in cohort.data?.columnNames.contains(name) == true }
    return term?.isModelling == true ? term : nil
  }

  /// An endpoint by name, or a formula.
  func endpoint(_ text: String, at range: Range<Int>, of cohort: KnownCohort) {
    do throws(Formula.Fault) {
      var name = text
      if text.contains("~") {
        let formula = try Formula(parsing: text)
        name = formula.endpoint
        for term in formula.terms + formula.strata { variable(term, at: range, of: cohort) }
      }
      let request = try Formula.request(name)
      guard case .named(let endpoint) = request.source else {
        if let data = cohort.data, !cohort.isOpen, cohort.added.isEmpty {
          lookUp(name, at: range) { _ = try data.definition(of: request) }
        }
        return
      }
      names.use(.endpoint(endpoint), at: range)
      guard let data = cohort.data, !cohort.mayHave(endpoint) else { return }
      lookUp(endpoint, at: range) { _ = try data.definition(of: request) }
    } catch {
      report(.expression, .error, "\(CohortError.formula(text, reason: error.reason))", at: range)
    }
  }

  /// A linked table.
  func table(_ name: String, at range: Range<Int>, of cohort: KnownCohort) {
    names.use(.table(name), at: range)
    guard let data = cohort.data, !cohort.mayHave(name) else { return }
    lookUp(name, at: range) { _ = try data.linkedTable(name) }
  }

  func level(_ level: String, at range: Range<Int>, ofColumn name: String, of cohort: KnownCohort) {
    guard let data = cohort.data, !cohort.mayHave(name), let levels = try? data.groups(of: name).levels,
      !levels.contains(level)
    else { return }
    let error = CohortError.unknownLevel(
      level, column: name, levels: levels, nearest: Nearest.name(to: level, among: levels))
    report(.unknownLevel, .error, "\(error)", at: range)
  }

  // MARK: Expressions

  /// An expression over the subjects' columns: whether it can be read, and whether it fits the cohort.
  ///
  /// - Parameters:
  ///   - source: The expression.
  ///   - range: Where it stands.
  ///   - cohort: The cohort.
  ///   - compute: What is done with it where all that it reads is known.
  func expression(
    _ source: String, at range: Range<Int>, of cohort: KnownCohort, _ compute: (Cohort) throws -> Void
  ) {
    if has(source, cohort) {
      names.use(.column(source), at: range)
      return fit([source], at: range, to: cohort, compute)
    }
    let expression: Expression
    do throws(ExpressionError) {
      if let data = cohort.data {
        expression = try data.expression(source)
      } else {
        expression = try Expression(parsing: source)
      }
    } catch {
      // Where there is no cohort, it is not known what names its columns have.
      if cohort.data == nil || cohort.isOpen, ColumnName.mayBeName(source) {
        return names.use(.column(source), at: range)
      }
      return report(.expression, .error, error.message, at: place(of: error, in: range))
    }
    for name in expression.columns { names.use(.column(name), at: range) }
    fit(expression.columns, at: range, to: cohort, compute)
  }

  /// An expression over the rows of a linked table.
  func rowExpression(
    _ source: String, at range: Range<Int>, table: String, of cohort: KnownCohort, _ compute: (Cohort) throws -> Void
  ) {
    let expression: RowExpression
    do throws(ExpressionError) { expression = try RowExpression(parsing: source) } catch {
      return report(.expression, .error, error.message, at: place(of: error, in: range))
    }
    guard cohort.data?.linked[table] != nil else { return }
    fit(expression.columns, at: range, to: cohort, compute)
  }

  private func fit(
    _ columns: [String], at range: Range<Int>, to cohort: KnownCohort, _ compute: (Cohort) throws -> Void
  ) {
    guard let data = cohort.data, !columns.contains(where: cohort.mayHave) else { return }
    do { try compute(data) } catch CohortError.expression(let error) {
      let missing = columns.filter { !data.columnNames.contains($0) }
      reportUnlessGuarded(missing, .expression, error.message, at: place(of: error, in: range))
    } catch {
      report(.data, .error, "\(error)", at: range)
    }
  }

  /// Where an error of an expression stands in the script, which holds the expression as a text.
  private func place(of error: ExpressionError, in range: Range<Int>) -> Range<Int> {
    let characters = Array(error.source)
    let start = range.lowerBound + 1 + String(characters.prefix(error.offset)).utf8.count
    let end = start + max(String(characters.dropFirst(error.offset).prefix(error.length)).utf8.count, 1)
    // Only where the text stands in the script as it is, without escapes.
    guard chunk.source.text(range).dropFirst().dropLast() == error.source, end <= range.upperBound else { return range }
    return start..<end
  }

  // MARK: Looking up

  /// Whether a text is the name of a column and not an expression: a word, what stands alone in backquotes, or exactly the name of
  /// one that the cohort has.
  private func isName(_ text: String, in cohort: KnownCohort) -> Bool {
    let name = ColumnName.alone(text)
    return ColumnName.isWord(name) || name != text || has(name, cohort)
  }

  private func has(_ name: String, _ cohort: KnownCohort) -> Bool {
    cohort.added.contains(name) || cohort.data?.columnNames.contains(name) == true
  }

  /// Looks a name up.
  private func lookUp(_ name: String, at range: Range<Int>, _ find: () throws -> Void) {
    do { try find() } catch let error as CohortError {
      reportUnlessGuarded([name], error.code, "\(error)", at: range)
    } catch { report(.data, .error, "\(error)", at: range) }
  }
}

extension CohortError {
  /// The kind of finding that it is.
  fileprivate var code: ScriptFinding.Code {
    switch self {
    case .unknownColumn: .unknownColumn
    case .unknownEndpoint: .unknownEndpoint
    case .unknownTable: .unknownTable
    case .unknownLevel: .unknownLevel
    case .expression, .formula: .expression
    default: .data
    }
  }
}
