import Analyses
import Cohorts

/// Kernels over groups of rows.
enum Grouping {
  static let kernels = [group, by, tabulate, crossTabulate]

  private static let labels = Operand.column(
    "groups", "The group of each row: values of any kind.", example: #"cohort:column("trial")"#)

  private static let orderOfGroups =
    "Groups are in the order of their values, those of categories in the order of their levels; levels that nobody has are no groups. "
    + "A row without a group is in none."

  static let group = Kernel(
    "numerics.group", "The groups that there are, and the number of each row's.", details: orderOfGroups,
    operands: [labels.any],
    gives: .init(
      "{ groups: workbench.Column, codes: workbench.Column, counts: workbench.Column }",
      "The groups, the number of its group for each row, from 1, and how many rows each group has.")
  ) { call in
    let grouped = Grouped(call[labels])
    let codes = Column(
      .integer(grouped.codes.map { Int64($0 + 1) }), validity: Validity(grouped.codes.lazy.map { $0 >= 0 }))
    return .record([
      ("groups", .column(grouped.groups)), ("codes", .column(codes)), ("counts", .integers(grouped.counts)),
    ])
  }

  private static let values = Operand.column(
    "values", "The values, as many as there are groups.", example: #"cohort:column("age")"#)
  private static let function = Operand.value(
    "kernel", "string|fun(values: workbench.Column): any",
    "What is computed in each group: count, sum, mean, median and the like by name or as the function itself, or a function of the "
      + "group's values.", example: #""mean""#)

  static let by = Kernel(
    "numerics.by", "Something computed in each group.", details: orderOfGroups,
    operands: [values.any, labels.any, function.any],
    gives: .init(
      "{ groups: workbench.Column, values: workbench.Column, counts: workbench.Column }",
      "The groups, what was computed in each, and how many rows each has.")
  ) { call in
    let (column, labels) = (call[values], call[labels])
    guard column.count == labels.count else {
      throw call.wrong("values and groups should have as many rows, found \(column.count) and \(labels.count)")
    }
    let compute = try groupFunction(call[function], call)
    let grouped = Grouped(labels)
    let results = try grouped.rows.map { try compute(.column(column.gathered($0))) }
    let joined: Column
    do throws(ListFault) { joined = try Column(results) } catch {
      throw call.wrong("what the function gives of each group: \(error)")
    }
    return .record([
      ("groups", .column(grouped.groups)), ("values", .column(joined)), ("counts", .integers(grouped.counts)),
    ])
  }

  /// What is computed in each group, by its name or as a function.
  private static func groupFunction(
    _ value: KernelValue, _ call: KernelCall
  ) throws -> (KernelValue) throws -> KernelValue {
    let known = Summaries.ofOneColumn
    let name: String
    switch value {
    case .text(let text): name = text
    case .function(let function):
      guard let lent = function.name, let kernel = known.first(where: { $0.name == lent }) else {
        return { try function($0) }
      }
      return { try kernel.perform([$0]) }
    default: throw call.wrong("argument \"kernel\" should be a name or a function, found \(value.words)")
    }
    guard let kernel = known.first(where: { $0.function == name || $0.name == name }) else {
      let names = known.map(\.function)
      throw ArgumentError.notAChoice(
        "kernel", analysis: call.kernel, found: name, choices: names, nearest: Nearest.name(to: name, among: names))
    }
    return { try kernel.perform([$0]) }
  }

  private static let counted = Operand.column("values", "The values.", example: #"cohort:column("trial")"#)

  static let tabulate = Kernel(
    "numerics.tabulate", "How often each value occurs.",
    details:
      "Values are in their order, categories in that of their levels, with 0 for a level that nobody has. Missing values are "
      + "counted apart.",
    operands: [counted.any],
    gives: .init(
      "{ values: workbench.Column, counts: workbench.Column, missing: integer }",
      "The values, how often each occurs, and how many rows have none.")
  ) { call in
    let table = Grouped(call[counted], withEmptyLevels: true)
    return .record([
      ("values", .column(table.groups)), ("counts", .integers(table.counts)),
      ("missing", .integer(call[counted].missingCount)),
    ])
  }

  private static let across = Operand.column(
    "columns", "The values that the columns of the table stand for.", example: #"cohort:column("response")"#)

  static let crossTabulate = Kernel(
    "numerics.cross_tabulate", "How often each pair of values occurs.",
    details:
      "Values are in their order, categories in that of their levels, with 0 for a level that nobody has. A row that misses "
      + "either value is in no cell, and counted apart.",
    operands: [counted.any, across.any],
    gives: .init(
      "{ rows: workbench.Column, columns: workbench.Column, counts: workbench.Column[], missing: integer }",
      "The values that rows and columns stand for, the columns of the table, and how many rows miss either value.")
  ) { call in
    let (first, second) = (call[counted], call[across])
    guard first.count == second.count else {
      throw call.wrong("values and columns should have as many rows, found \(first.count) and \(second.count)")
    }
    let (rows, columns) = (Grouped(first, withEmptyLevels: true), Grouped(second, withEmptyLevels: true))
    var counts = columns.counts.map { _ in [Int](repeating: 0, count: rows.counts.count) }
    var missing = 0
    for (row, column) in zip(rows.codes, columns.codes) {
      if row >= 0, column >= 0 { counts[column][row] += 1 } else { missing += 1 }
    }
    return .record([
      ("rows", .column(rows.groups)), ("columns", .column(columns.groups)),
      ("counts", .list(counts.map(KernelValue.integers))), ("missing", .integer(missing)),
    ])
  }
}

/// The rows of each group.
struct Grouped {
  /// The groups' values, in order.
  let groups: Column
  /// The number of its group for each row, from 0; -1 where it is in none.
  let codes: [Int]
  /// How many rows each group has.
  let counts: [Int]

  init(_ labels: Column, withEmptyLevels: Bool = false) {
    let sorted = Sorted(labels)
    var codes = [Int](repeating: -1, count: labels.count)
    if withEmptyLevels, case .category(let categories) = labels.storage {
      var counts = [Int](repeating: 0, count: categories.levels.count)
      for row in sorted.rows {
        codes[row] = Int(categories.codes[row])
        counts[codes[row]] += 1
      }
      let all = Categories(codes: categories.levels.indices.map(Int32.init), levels: categories.levels)
      (groups, self.codes, self.counts) = (Column(.category(all)), codes, counts)
      return
    }
    var counts: [Int] = []
    for (number, start) in sorted.starts.enumerated() {
      let end = number + 1 < sorted.starts.count ? sorted.starts[number + 1] : sorted.rows.count
      for place in start..<end { codes[sorted.rows[place]] = number }
      counts.append(end - start)
    }
    groups = labels.gathered(sorted.starts.map { Int32(sorted.rows[$0]) })
    self.codes = codes
    self.counts = counts
  }

  /// The rows of each group, in their order.
  var rows: [[Int32]] {
    var rows = counts.map { count in
      var rows: [Int32] = []
      rows.reserveCapacity(count)
      return rows
    }
    for (row, code) in codes.enumerated() where code >= 0 { rows[code].append(Int32(row)) }
    return rows
  }
}
