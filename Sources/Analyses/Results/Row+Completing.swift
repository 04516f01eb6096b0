extension [Row] {
  /// The rows, as resting on so many subjects where they do not say on how many.
  ///
  /// - Parameters:
  ///   - n: The number of subjects behind the values.
  ///   - missing: The number left out because something was missing.
  /// - Returns: The rows.
  public func resting(on n: Int, missing: Int?) -> [Row] {
    map { row in
      guard row.n == nil else { return row }
      var row = row
      row.n = n
      row.missing = row.missing ?? missing
      return row
    }
  }

  /// The rows with what others of the same result say of them, so that each can be read on its own.
  ///
  /// 1. Where a group, or a variable of it, has a count `n`, all of its rows rest on that number, unless they name another one; and on
  ///    as many left out.
  /// 2. The limits and the standard error of a statistic have its method, unless they name their own.
  var completed: [Row] {
    let sizes = Dictionary(
      compactMap { row -> (Place, Size)? in
        guard row.statistic == "n", row.time == nil, case .count(let n) = row.value else { return nil }
        return (Place(row, time: nil), Size(n: n, missing: row.missing))
      }, uniquingKeysWith: { first, _ in first })
    let methods = Dictionary(
      compactMap { row in row.method.map { (Named(row.statistic, row), $0) } }, uniquingKeysWith: { first, _ in first })
    return map { row in
      var row = row
      if let size = sizes[Place(row, time: nil)] {
        row.n = row.n ?? size.n
        if row.n == size.n { row.missing = row.missing ?? size.missing }
      }
      if row.method == nil, let suffix = Self.dependent.first(where: row.statistic.hasSuffix) {
        row.method = methods[Named(String(row.statistic.dropLast(suffix.count)), row)]
      }
      return row
    }
  }

  /// What the names of statistics end in that belong to another one.
  private static var dependent: [String] { ["_lower", "_upper", "_se", "_standard_error"] }
}

/// A number of subjects, and how many were left out.
private struct Size {
  var n: Int
  var missing: Int?
}

/// What a row is about.
private struct Place: Hashable {
  var group: String?
  var variable: String?
  var time: Double?

  init(_ row: Row, time: Double?) { (group, variable, self.time) = (row.group, row.variable, time) }
}

/// A statistic of a place.
private struct Named: Hashable {
  var statistic: String
  var place: Place

  init(_ statistic: String, _ row: Row) { (self.statistic, place) = (statistic, Place(row, time: row.time)) }
}
