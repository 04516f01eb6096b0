import Cohorts

extension Column {
  /// Whether texts that were not declared as either are categories, by what occurs.
  ///
  /// They are where some text occurs twice, and where there are at most ten different ones, or at most
  /// ``Kernel/mostLevels`` and at most half as many as values. What is different in every row is text, such as ids.
  private static func isCategory(distinct: Int, present: Int) -> Bool {
    distinct < present && (distinct <= 10 || distinct <= Kernel.mostLevels && distinct * 2 <= present)
  }

  /// The column as categories or texts, whichever its content makes it; any other as it is.
  func categoriesOrTexts() -> Column {
    let present = count - missingCount
    switch storage {
    case .category(let values):
      guard !Self.isCategory(distinct: values.levels.count, present: present) else { return self }
      return Column(
        .text(TextStorage((0..<count).map { validity[$0] ? values.levels[Int(values.codes[$0])] : "" })),
        validity: validity)
    case .text(let texts):
      guard let categories = categories(of: texts), Self.isCategory(distinct: categories.levels.count, present: present)
      else { return self }
      return Column(.category(categories), validity: validity)
    default: return self
    }
  }

  /// Texts as categories in natural order, or `nil` where they are too many.
  private func categories(of texts: TextStorage) -> Categories? {
    var numbers: [String: Int32] = [:]
    var codes = [Int32](repeating: 0, count: count)
    for row in 0..<count where validity[row] {
      let text = texts[row]
      if let number = numbers[text] {
        codes[row] = number
      } else {
        guard numbers.count < Kernel.mostLevels else { return nil }
        codes[row] = Int32(numbers.count)
        numbers[text] = codes[row]
      }
    }
    let levels = numbers.keys.sorted(by: NaturalOrder.precedes)
    var rank = [Int32](repeating: 0, count: levels.count)
    for (position, level) in levels.enumerated() { rank[Int(numbers[level] ?? 0)] = Int32(position) }
    for row in 0..<count where validity[row] { codes[row] = rank[Int(codes[row])] }
    return Categories(codes: codes, levels: levels, isOrderDeclared: false)
  }
}
