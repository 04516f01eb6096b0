import OrderedCollections

/// One function over the rows of subjects, with the value that it takes.
struct RowCall {
  private let function: RowFunction
  private let argument: Node?
  private let binder: Binder
  private let groups: Groups
  private let rowCount: Int

  init(_ function: RowFunction, _ argument: Node?, _ binder: Binder, _ groups: Groups, rowCount: Int) {
    self.function = function
    self.argument = argument
    self.binder = binder
    self.groups = groups
    self.rowCount = rowCount
  }

  /// What it gives, for each subject or each row.
  func result() throws(ExpressionError) -> Binder.Grouped {
    guard let node = argument else { return .init(column: withoutArgument, unit: nil) }
    let term = try binder.term(node)
    switch function {
    case .any, .all: return try .init(column: condition(node), unit: nil)
    case .sum, .mean, .median, .runningSum: return try numbers(node)
    case .min, .max, .runningMin, .runningMax:
      guard let keys = term.keys(rowCount) else {
        throw binder.error(
          .wrongOperand(binder.words(node), term.kind, needs: "numbers, dates or a category", of: function.rawValue),
          at: node)
      }
      try binder.refuseUnknownOrder(term, of: function.rawValue, at: node)
      let isLargest = function == .max || function == .runningMax
      let rows =
        function.isPerRow
        ? groups.ordered.runningExtreme(keys, isLargest: isLargest)
        : groups.standing.extreme(keys, isLargest: isLargest)
      return .init(column: column(node, term).taken(rows), unit: term.unit)
    case .count, .nDistinct:
      let column = column(node, term)
      let counts =
        function == .count ? groups.standing.counts(column.validity) : groups.standing.distinct(column.distinctKeys)
      return .init(column: Column(.integer(counts)), unit: nil)
    case .first, .last, .only, .previous, .next, .rowNumber:
      let column = column(node, term)
      return .init(column: column.taken(rows(column.validity)), unit: term.unit)
    }
  }

  private var withoutArgument: Column {
    if function == .count { return Column(.integer(groups.standing.counts(Validity(allPresent: rowCount)))) }
    let numbers = groups.ordered.numbers(of: rowCount)
    return Column(.integer(numbers), validity: Validity(numbers.lazy.map { $0 > 0 }))
  }

  /// The rows that hold what is asked for.
  private func rows(_ present: Validity) -> [Int32] {
    switch function {
    case .first, .last: groups.end(present, isLast: function == .last)
    case .only: groups.standing.heads
    default: groups.ordered.neighbours(of: rowCount, isNext: function == .next)
    }
  }

  private func condition(_ node: Node) throws(ExpressionError) -> Column {
    let outcomes = Rows.inBlocks(rowCount, try binder.condition(node).outcomes)
    return Truth(function == .any ? groups.standing.any(outcomes) : groups.standing.all(outcomes)).column
  }

  private func numbers(_ node: Node) throws(ExpressionError) -> Binder.Grouped {
    let (numbers, quantity) = try binder.numbers(node, of: function.rawValue)
    let values = Rows.inBlocks(rowCount, numbers.values)
    let results =
      switch function {
      case .sum: groups.standing.sums(values)
      case .mean: groups.standing.means(values)
      case .median: groups.standing.medians(values)
      default: groups.ordered.runningSums(values)
      }
    let isSum = function == .sum || function == .runningSum
    let finite = results.map { $0.isFinite ? $0 : .nan }
    return .init(column: Term.column(finite, isSum ? quantity : quantity.asWhole(false)), unit: quantity.unit)
  }

  /// The values of a node; those of a column as they are stored.
  private func column(_ node: Node, _ term: Term) -> Column {
    if case .column(let name) = node.form, let column = binder.columns[name] { return column }
    return term.column(rowCount)
  }
}

extension Term {
  /// What the rows are ordered by, NaN where it is missing; `nil` for conditions and texts.
  func keys(_ count: Int) -> [Double]? {
    switch self {
    case .numbers(let numbers, _): Rows.inBlocks(count, numbers.values)
    case .category(let codes, _): Rows.inBlocks(count) { rows in codes.block(rows).map { $0 < 0 ? .nan : Double($0) } }
    case .condition, .texts, .literal: nil
    }
  }
}

extension Column {
  /// A number for each value, the same for the same; NaN where it is missing.
  fileprivate var distinctKeys: [Double] {
    switch storage {
    case .number, .integer, .date, .dateTime, .time: return Rows.inBlocks(count, Numbers(self).values)
    case .category(let values): return Rows.map(values.codes, 0..<count, Double.init).missing(where: validity)
    case .flag(let values): return Rows.map(values, 0..<count) { $0 ? 1.0 : 0.0 }.missing(where: validity)
    case .text(let values):
      var codes: [String: Double] = [:]
      var keys: [Double] = []
      keys.reserveCapacity(count)
      for row in 0..<count {
        let next = Double(codes.count)
        keys.append(codes[values[row], default: next])
        if keys[row] == next { codes[values[row]] = next }
      }
      return keys.missing(where: validity)
    }
  }
}

extension [Double] {
  /// The same, NaN where no value is present.
  func missing(where validity: Validity) -> [Double] {
    var values = self
    Rows.mark(&values, 0..<count, without: validity, as: .nan)
    return values
  }
}
