import Cohorts
import OrderedCollections

/// The order of the levels of a variable, as its numeric partner, a code list, or its words tell.
struct ADaMLevels {
  /// The levels in order; `nil` where nothing tells one.
  private(set) var levels: [String]?
  /// What keeps the partner from telling the order.
  private(set) var finding: Finding?

  /// The words in which severity is written, in order.
  private static let severities = [
    "MILD", "MODERATE", "SEVERE", "LIFE THREATENING", "LIFE-THREATENING", "FATAL", "DEATH",
  ]

  /// Finds the order.
  ///
  /// 1. By the variable of the same name and an N (`TRT01AN`, for `TRT01A`), where the two are one to one.
  /// 2. Or else by the code list of a `define.xml`, where it has all levels that occur.
  /// 3. Severity in words is in its own order.
  ///
  /// - Parameters:
  ///   - name: A variable of the table, as it is written there.
  ///   - table: The table.
  ///   - codeList: The coded values in the order of the `define.xml`.
  init(of name: String, in table: ADaMTable, codeList: [String] = []) {
    guard let column = table.read.table.columns[name]?.fewTexts, case .category(let values) = column.storage else {
      return
    }
    var occurs = [Bool](repeating: false, count: values.levels.count)
    for row in 0..<column.count where column.validity[row] { occurs[Int(values.codes[row])] = true }
    let occurring = values.levels.indices.filter { occurs[$0] }.map { values.levels[$0] }
    let upper = name.uppercased()
    if let number = table.written(upper == "PARAMCD" ? "PARAMN" : upper + "N"),
      let partner = table.read.table.columns[number], partner.type.isNumeric
    {
      order(name, column, values, by: partner, named: number, table, occurring)
      if levels != nil { return }
    }
    if !codeList.isEmpty, occurring.allSatisfy(codeList.contains) {
      levels = codeList.filter(occurring.contains)
    } else if upper == "AESEV" || upper == "ASEV", occurring.allSatisfy({ Self.severities.contains($0.uppercased()) }) {
      levels = Self.severities.compactMap { word in occurring.first { $0.uppercased() == word } }
    }
  }

  private mutating func order(
    _ name: String, _ column: Column, _ values: Categories, by partner: Column, named number: String,
    _ table: ADaMTable, _ occurring: [String]
  ) {
    var numbers = [Double?](repeating: nil, count: values.levels.count)
    for row in 0..<column.count where column.validity[row] {
      guard let found = partner.number(row) else { continue }
      let code = Int(values.codes[row])
      let known = numbers[code] ?? found
      guard known == found else {
        finding = Finding(
          .warning, check: "partner_not_one_to_one",
          "\(name) and \(number) are not one to one: \"\(values.levels[code])\" is \(Value.number(known)) and "
            + "\(Value.number(found)); the levels of \(name) are not ordered by it",
          table: table.read.table.name, row: row + 1, column: name)
        return
      }
      numbers[code] = found
    }
    let numbered = values.levels.indices.compactMap { code in numbers[code].map { (values.levels[code], $0) } }
    let sorted = numbered.sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    if let (first, second) = zip(sorted, sorted.dropFirst()).first(where: { $0.1 == $1.1 }) {
      finding = Finding(
        .warning, check: "partner_not_one_to_one",
        "\(name) and \(number) are not one to one: \"\(first.0)\" and \"\(second.0)\" are both \(Value.number(first.1)); the "
          + "levels of \(name) are not ordered by it", table: table.read.table.name, column: name)
      return
    }
    guard !sorted.isEmpty else { return }
    let ordered = sorted.map(\.0)
    levels = ordered + occurring.filter { !ordered.contains($0) }
  }
}

extension Column {
  /// A category as it is, and texts as one where they are few; `nil` for anything else.
  fileprivate var fewTexts: Column? {
    switch storage {
    case .category: return self
    case .text:
      var seen: Set<String> = []
      for row in 0..<count where validity[row] {
        guard seen.insert(self[row].description).inserted, seen.count > 50 else { continue }
        return nil
      }
      return Column(categories: (0..<count).map { text($0) }, levels: seen.sorted())
    default: return nil
    }
  }
}
