import OrderedCollections

extension Cohort {
  /// Refuses times whose unit cannot be told: those that a duration of a known unit was multiplied or divided to.
  ///
  /// `pfs_days / 30.4375` is a number, and nobody can say that it is in months; taken for days it would be shown as such.
  ///
  /// - Throws: ``CohortError/scaledTime(column:expression:duration:unit:)``.
  public func checkUnitCanBeTold(of time: String) throws(CohortError) {
    guard !declaresUnit(of: time), let (expression, duration, unit) = scaledDuration(time, deepest: 8) else { return }
    throw .scaledTime(column: time, expression: expression, duration: duration, unit: unit)
  }

  /// The expression that a column without a unit was derived from, and the duration that it scales.
  private func scaledDuration(_ name: String, deepest: Int) -> (expression: String, duration: String, unit: TimeUnit)? {
    guard deepest > 0, let derivation = dictionary.columns[name]?.derivation,
      let expression = try? expression(derivation), !expression.columns.contains(name)
    else { return nil }
    var units: [String: Unit] = [:]
    var columns: [String: Column] = [:]
    for column in expression.columns {
      columns[column] = stored.columns[column]
      units[column] = declaresUnit(of: column) ? .time(recordedUnit(of: column)) : nil
    }
    let binder = Binder(source: derivation, table: self.name, names: columnNames, columns: columns, units: units)
    for scaled in binder.scaled(expression.root) {
      switch scaled {
      case .duration(let words, let unit): return (derivation, words, unit)
      case .column(let column): if let found = scaledDuration(column, deepest: deepest - 1) { return found }
      }
    }
    return nil
  }
}

extension Binder {
  fileprivate enum Scaled {
    /// A duration that is multiplied or divided.
    case duration(String, TimeUnit)
    /// A column without a unit, which may be one that was scaled.
    case column(String)
  }

  /// What the value of a node that has no unit was scaled from.
  fileprivate func scaled(_ node: Node) -> [Scaled] {
    guard let term = try? term(node), case .numbers(_, let quantity) = term, quantity.isNumber, quantity.unit == nil
    else { return [] }
    switch node.form {
    case .column(let name): return [.column(name)]
    case .negated(let operand): return scaled(operand)
    case .arithmetic(let operation, let left, let right):
      let sides = [left, right]
      if operation == .multiply || operation == .divide || operation == .floorDivide {
        let times = sides.compactMap { side in (try? self.term(side))?.unit?.time.map { (written(side), $0) } }
        if times.count == 1 { return [.duration(times[0].0, times[0].1)] }
      }
      return sides.flatMap(scaled)
    case .call(.ifElse, let values): return values.dropFirst().flatMap(scaled)
    case .call(let function, let values)
    where [.min, .max, .abs, .floor, .ceil, .round, .ifMissing].contains(function):
      return values.flatMap(scaled)
    default: return []
    }
  }
}
