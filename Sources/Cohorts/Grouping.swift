import OrderedCollections

/// A variable as groups: a code for each subject, and the names of the groups in order.
public struct Grouping: Sendable, Hashable {
  /// The group of each subject, counted from 0; -1 where it is missing.
  public let codes: [Int32]

  /// The names of the groups, in order.
  ///
  /// A declared level that nobody has stays, so that it can be shown as empty.
  public let levels: [String]

  /// The number of subjects without a value.
  public var missing: Int { codes.reduce(0) { $0 + ($1 < 0 ? 1 : 0) } }

  /// The number of subjects in each group.
  public var sizes: [Int] {
    var sizes = [Int](repeating: 0, count: levels.count)
    for code in codes where code >= 0 { sizes[Int(code)] += 1 }
    return sizes
  }

  /// The positions of the subjects of each group, ascending.
  public var members: [[Int]] {
    var members = [[Int]](repeating: [], count: levels.count)
    for (position, code) in codes.enumerated() where code >= 0 { members[Int(code)].append(position) }
    return members
  }

  /// Groups from codes.
  public init(codes: [Int32], levels: [String]) {
    self.codes = codes
    self.levels = levels
  }

  /// One group of everybody.
  public init(everyone count: Int, name: String) {
    self.init(codes: [Int32](repeating: 0, count: count), levels: [name])
  }

  /// The most groups that a column of numbers or texts is split into.
  public static let mostLevels = 50

  /// The groups of a column: levels in their order, `no` before `yes`, numbers and dates ascending, texts in order.
  ///
  /// - Throws: ``CohortError/tooManyGroups(column:most:)`` for a column of more than ``mostLevels`` different values.
  public init(_ column: Column, named name: String) throws(CohortError) {
    let coded: (codes: [Int32], levels: [String])
    switch column.storage {
    case .category(let values): coded = (values.codes, values.levels)
    case .flag(let values): coded = (values.map { $0 ? 1 : 0 }, ["no", "yes"])
    case .number(let values): coded = try Self.coded(values, column, name, by: <)
    case .integer(let values): coded = try Self.coded(values, column, name, by: <)
    case .date(let values): coded = try Self.coded(values, column, name, by: <)
    case .dateTime(let values), .time(let values): coded = try Self.coded(values, column, name, by: <)
    case .text(let values): coded = try Self.coded((0..<values.count).map { values[$0] }, column, name, by: <)
    }
    var codes = coded.codes
    if !column.validity.isComplete { for row in codes.indices where !column.validity[row] { codes[row] = -1 } }
    self.init(codes: codes, levels: coded.levels)
  }

  private static func coded<T: Hashable>(
    _ values: [T], _ column: Column, _ name: String, by precedes: (T, T) -> Bool
  ) throws(CohortError) -> (codes: [Int32], levels: [String]) {
    var first: [T: Int] = [:]
    for row in values.indices where column.validity[row] && first[values[row]] == nil {
      first[values[row]] = row
      guard first.count <= mostLevels else { throw .tooManyGroups(column: name, most: mostLevels) }
    }
    let ordered = first.keys.sorted(by: precedes)
    var code: [T: Int32] = [:]
    for value in ordered { code[value] = Int32(code.count) }
    return (values.map { code[$0] ?? -1 }, ordered.map { first[$0].map { column[$0].description } ?? "" })
  }

  /// The groups of every pair of values of two groupings, the first varying slowest; missing where either is.
  public func crossed(with other: Grouping) -> Grouping {
    let codes = zip(self.codes, other.codes).map { $0 < 0 || $1 < 0 ? -1 : $0 * Int32(other.levels.count) + $1 }
    return Grouping(codes: codes, levels: levels.flatMap { level in other.levels.map { "\(level), \($0)" } })
  }

  /// The groups without the levels that nobody has, unless all are to stay.
  public func keepingLevels(all: Bool) -> Grouping {
    guard !all else { return self }
    var occurs = [Bool](repeating: false, count: levels.count)
    for code in codes where code >= 0 { occurs[Int(code)] = true }
    guard occurs.contains(false), occurs.contains(true) else { return self }
    var place = [Int32](repeating: -1, count: levels.count)
    for (next, level) in levels.indices.filter({ occurs[$0] }).enumerated() { place[level] = Int32(next) }
    return Grouping(
      codes: codes.map { $0 < 0 ? -1 : place[Int($0)] }, levels: levels.indices.filter { occurs[$0] }.map { levels[$0] }
    )
  }

  /// The groups at some positions.
  public func gathered(_ positions: [Int32]) -> Grouping {
    Grouping(codes: positions.map { codes[Int($0)] }, levels: levels)
  }
}

extension Cohort {
  /// A variable as groups.
  public func grouping(_ name: String) throws(CohortError) -> Grouping { try Grouping(column(name), named: name) }

  /// A variable, or an expression over variables, as groups.
  public func groups(of source: String) throws(CohortError) -> Grouping {
    guard stored.columns[source] == nil, !ColumnName.isWord(source) else { return try grouping(source) }
    return try Grouping(evaluate(source).column, named: source)
  }
}
