import Analyses
import Cohorts

/// The columns of a linear model: numbers as they are, categories as indicators of all levels but one.
struct ModelMatrix {
  /// A column of the matrix, and the variable and level that it stands for.
  struct Term {
    let name: String
    let values: [Double]
  }

  /// One variable with the columns that stand for it.
  private struct Variable {
    let name: String
    let terms: [Term]
  }

  /// The rows, from 0, that hold a value in every variable.
  let rows: [Int]
  /// The columns, in order.
  let terms: [Term]

  /// What is asked for beside the variables.
  struct Form {
    var hasIntercept = true
    /// Products of variables, each with their names.
    var interactions: [[String]] = []
    /// The level that is left out, by variable; the first without it.
    var references: [String: String] = [:]
  }

  /// What is wrong with a question, as a sentence.
  struct Fault: Error {
    let reason: String
  }

  init(_ variables: [(name: String, column: Column)], _ form: Form) throws(Fault) {
    let count = variables.first?.column.count ?? 0
    for variable in variables where variable.column.count != count {
      throw Fault(reason: "the columns should have as many rows, found \(count) and \(variable.column.count)")
    }
    let names = variables.map(\.name)
    if let twice = names.enumerated().first(where: { names.firstIndex(of: $1) != $0 }) {
      throw Fault(reason: "two columns are named \"\(twice.element)\"; give them names, as in { age = …, arm = … }")
    }
    for name in form.references.keys.sorted() where !names.contains(name) {
      throw Fault(reason: Self.unknown(name, "reference", names))
    }
    let rows = (0..<count).filter { row in variables.allSatisfy { $0.column.validity[row] } }
    self.rows = rows
    var coded: [Variable] = []
    for variable in variables {
      coded.append(
        Variable(
          name: variable.name,
          terms: try Self.terms(variable.name, variable.column, rows, reference: form.references[variable.name])))
    }
    var terms = form.hasIntercept ? [Term(name: "(Intercept)", values: [Double](repeating: 1, count: rows.count))] : []
    terms += coded.flatMap(\.terms)
    for interaction in form.interactions {
      var product: [Term] = []
      for (place, name) in interaction.enumerated() {
        guard let variable = coded.first(where: { $0.name == name }) else {
          throw Fault(reason: Self.unknown(name, "interactions", names))
        }
        product = place == 0 ? variable.terms : Self.product(product, variable.terms)
      }
      terms += product
    }
    self.terms = terms
  }

  private static func unknown(_ name: String, _ parameter: String, _ names: [String]) -> String {
    "\"\(parameter)\" names \"\(name)\", which is none of the columns"
      + (Nearest.name(to: name, among: names).map { "; did you mean \"\($0)\"?" }
        ?? ": \(names.joined(separator: ", "))")
  }

  /// The columns that stand for a variable.
  private static func terms(
    _ name: String, _ column: Column, _ rows: [Int], reference: String?
  ) throws(Fault) -> [Term] {
    switch column.storage {
    case .number, .integer, .flag:
      guard reference == nil else { throw Fault(reason: "\"\(name)\" has no levels to take as reference") }
      let numbers = Numbers(column)?.values ?? []
      return [Term(name: name, values: rows.map { numbers[$0] })]
    case .category, .text:
      let grouped = Grouped(column.restricted(to: rows))
      let levels = (0..<grouped.groups.count).map { grouped.groups[$0].description }
      let left = reference ?? levels.first
      if let reference, !levels.contains(reference) {
        throw Fault(
          reason: "\"\(name)\" has no level \"\(reference)\""
            + (Nearest.name(to: reference, among: levels).map { "; did you mean \"\($0)\"?" }
              ?? "; it has \(levels.map { "\"\($0)\"" }.joined(separator: ", "))"))
      }
      return levels.enumerated().filter { $0.element != left }.map { number, level in
        Term(name: "\(name)=\(level)", values: grouped.codes.map { $0 == number ? 1 : 0 })
      }
    case .date, .dateTime, .time:
      throw Fault(
        reason:
          "\"\(name)\" holds \(column.type.plural); take the days between two dates, as in cohort:column(\"a - b\")")
    }
  }

  /// Each column of the one times each of the other, the first going fastest.
  private static func product(_ first: [Term], _ second: [Term]) -> [Term] {
    second.flatMap { right in
      first.map { left in Term(name: "\(left.name):\(right.name)", values: zip(left.values, right.values).map(*)) }
    }
  }
}

extension Column {
  fileprivate func restricted(to rows: [Int]) -> Column {
    rows.count == count ? self : gathered(rows.map(Int32.init))
  }
}
