import Cohorts

/// Finds levels that only case, spaces, hyphens or dots tell apart: `T-ALL` and `T ALL`.
struct SimilarLevelsCheck: DataCheck {
  let name = "similar_levels"
  let summary = "levels are spelt in two ways"
  let altersNumbers = true

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedTables.flatMap { table in
      table.variables.flatMap { name, column -> [Finding] in
        guard case .category(let values) = column.storage else { return [] }
        return findings(name, column, values, table)
      }
    }
  }

  private func findings(
    _ name: String, _ column: Column, _ values: Categories, _ table: CheckedTable
  ) -> [Finding] {
    var alike: [String: [Int]] = [:]
    var order: [String] = []
    for (level, text) in values.levels.enumerated() {
      let plain = Spelling.plain(text)
      if alike[plain, default: []].isEmpty { order.append(plain) }
      alike[plain, default: []].append(level)
    }
    guard order.count < values.levels.count else { return [] }
    var sizes = [Int](repeating: 0, count: values.levels.count)
    var first = [Int?](repeating: nil, count: values.levels.count)
    for row in 0..<column.count where column.validity[row] {
      let code = Int(values.codes[row])
      sizes[code] += 1
      if first[code] == nil { first[code] = row }
    }
    return order.compactMap { plain in
      let levels = (alike[plain] ?? []).filter { sizes[$0] > 0 }
      guard levels.count > 1, let rarest = levels.min(by: { sizes[$0] < sizes[$1] }) else { return nil }
      let words = levels.map { "\"\(values.levels[$0])\" (\(sizes[$0]))" }.joined(separator: ", ")
      return Finding(
        .warning, check: self.name, "\"\(name)\" has levels that are spelt alike: \(words)", table: table.name,
        row: first[rarest].map { $0 + 1 }, subject: first[rarest].map(table.subject), column: name,
        count: sizes[rarest])
    }
  }
}
