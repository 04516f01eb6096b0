extension [Int32] {
  /// The rows of each of so many groups, in order; rows with a code that is none of them are left out.
  ///
  /// - Complexity: O(*n*), whatever the number of groups.
  func rows(ofGroups count: Int) -> [[Int]] {
    var rows = Array<[Int]>(repeating: [], count: count)
    for (row, code) in enumerated() where rows.indices.contains(Int(code)) { rows[Int(code)].append(row) }
    return rows
  }
}
