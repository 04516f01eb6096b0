import Foundation
import Survival
import TestSupport

/// The rows that an analysis of the reference uses, prepared from its data as its inputs say.
struct ReferenceRows {
  let table: ReferenceTable
  /// Rows of the table, after the filter and without missing values.
  let rows: [Int]
  let inputs: JSONValue

  init(_ analysis: ReferenceAnalysis, _ table: ReferenceTable) {
    self.table = table
    inputs = analysis.inputs
    let filtered = (0..<table.count).filter { row in
      (analysis.inputs["filter"]?.elements ?? []).allSatisfy { Self.holds($0, table, row) }
    }
    let used = Self.usedColumns(analysis.inputs).map(table.texts)
    let entry = analysis.inputs["entry"]?.text.map(table.numbers)
    let time = analysis.inputs["time"]?.text.map(table.numbers)
    rows = filtered.filter { row in
      guard used.allSatisfy({ $0[row] != nil }) else { return false }
      guard let entry, let time else { return true }
      return entry[row] < time[row]
    }
  }

  /// Whether a row of the table passes all conditions of a filter.
  static func passes(_ analysis: ReferenceAnalysis, _ table: ReferenceTable, _ row: Int) -> Bool {
    (analysis.inputs["filter"]?.elements ?? []).allSatisfy { holds($0, table, row) }
  }

  private static func holds(_ condition: JSONValue, _ table: ReferenceTable, _ row: Int) -> Bool {
    guard let column = condition["column"]?.text, let text = table.texts(column)[row] else { return false }
    let values = condition["value"]?.elements ?? []
    let matches = values.contains { isEqual(text, $0) }
    let number = Double(text) ?? .nan
    let bound = values.first?.number ?? .nan
    return switch condition["op"]?.text {
    case "==", "in": matches
    case "!=": !matches
    case ">": number > bound
    case ">=": number >= bound
    case "<": number < bound
    case "<=": number <= bound
    default: false
    }
  }

  static func isEqual(_ text: String, _ value: JSONValue) -> Bool {
    if let number = value.number { return Double(text) == number }
    return value.text == text
  }

  private static func usedColumns(_ inputs: JSONValue) -> [String] {
    var names = ["time", "entry", "weights", "id", "cluster"].compactMap { inputs[$0]?.text }
    names += ["event", "group", "strata"].compactMap { inputs[$0]?["column"]?.text }
    for term in inputs["terms"]?.elements ?? [] {
      names += [term["column"]?.text].compactMap { $0 } + (term["interaction"]?.texts ?? [])
    }
    return names
  }

  func numbers(_ name: String) -> [Double] {
    let column = table.numbers(name)
    return rows.map { column[$0] }
  }

  func texts(_ name: String) -> [String] {
    let column = table.texts(name)
    return rows.map { column[$0] ?? "" }
  }

  var event: [Bool] {
    let values = inputs["event"]?["values"]?.elements ?? []
    let reverse = inputs["reverse"]?.flag ?? false
    return texts(inputs["event"]?["column"]?.text ?? "").map { text in
      values.contains { Self.isEqual(text, $0) } != reverse
    }
  }

  /// The places of the values among the levels; levels are text, values may be written otherwise.
  func codes(_ name: String) -> (codes: [Int32], levels: [String])? {
    guard let column = inputs[name]?["column"]?.text else { return nil }
    let levels = inputs[name]?["levels"]?.elements.map(Self.level) ?? []
    return (texts(column).map { Int32(levels.firstIndex(of: $0) ?? -1) }, levels)
  }

  /// Numbers for the values that occur in a column, where no levels are given.
  func occurringCodes(_ name: String) -> (codes: [Int32], count: Int)? {
    guard let column = inputs[name]?["column"]?.text else { return nil }
    let codes = clusterCodes(column)
    return (codes, Int(codes.max() ?? -1) + 1)
  }

  static func level(_ value: JSONValue) -> String {
    if let number = value.number { return number == number.rounded() ? String(Int(number)) : String(number) }
    return value.text ?? ""
  }

  /// Numbers for the distinct values of a column, by first appearance.
  func clusterCodes(_ name: String) -> [Int32] {
    var seen: [String: Int32] = [:]
    return texts(name).map { text in
      if let code = seen[text] { return code }
      let code = Int32(seen.count)
      seen[text] = code
      return code
    }
  }

  func followUp(weights: Weights) throws -> FollowUp {
    try FollowUp(
      time: numbers(inputs["time"]?.text ?? ""), event: event, entry: inputs["entry"]?.text.map(numbers),
      weights: weights, continues: continuation())
  }

  /// R's `weights`.
  func caseWeights() throws -> Weights {
    guard let name = inputs["weights"]?.text else { return .none }
    return .cases(try CaseWeights(numbers(name)))
  }

  /// With an id, a row whose subject goes on without a gap does not end in a censoring.
  private func continuation() -> [Bool]? {
    guard let id = inputs["id"]?.text, let entry = inputs["entry"]?.text, let time = inputs["time"]?.text else {
      return nil
    }
    let ids = texts(id)
    let starts = numbers(entry)
    let stops = numbers(time)
    return ids.indices.map { i in
      ids.indices.contains { $0 != i && ids[$0] == ids[i] && starts[$0] == stops[i] }
    }
  }

  /// The terms of a Cox model, each with its columns.
  var terms: [(String, Range<Int>)] {
    var first = 0
    return (inputs["terms"]?.elements ?? []).map { term in
      let count = term["type"]?.text == "factor" ? (term["levels"]?.elements.count ?? 1) - 1 : 1
      defer { first += count }
      let name = term["column"]?.text ?? (term["interaction"]?.texts ?? []).joined(separator: ":")
      return (name, first..<(first + count))
    }
  }

  /// The columns of a Cox model, and their names.
  func covariates() throws -> (matrix: CovariateMatrix, names: [String]) {
    var columns: [[Double]] = []
    var names: [String] = []
    for term in inputs["terms"]?.elements ?? [] {
      if let parts = term["interaction"]?.texts {
        columns.append(zip(numbers(parts[0]), numbers(parts[1])).map { $0 * $1 })
        names.append(parts.joined(separator: ":"))
      } else if term["type"]?.text == "factor", let column = term["column"]?.text {
        let values = texts(column)
        for level in (term["levels"]?.elements.map(Self.level) ?? []).dropFirst() {
          columns.append(values.map { $0 == level ? 1 : 0 })
          names.append(column + level)
        }
      } else if let column = term["column"]?.text {
        columns.append(numbers(column))
        names.append(column)
      }
    }
    return (try CovariateMatrix(columns: columns), names)
  }
}
