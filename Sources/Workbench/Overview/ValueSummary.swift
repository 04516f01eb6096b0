import Cohorts

/// The values of a column in short.
enum ValueSummary: Sendable {
  /// Numbers: the least, the quartiles (type 7) and the greatest; how often each occurs, where they are few.
  case numbers(least: Double, quartiles: [Double], greatest: Double, counts: [(value: Double, count: Int)])
  /// Dates, date-times or times of day: the first and the last.
  case span(first: Value, last: Value)
  /// Flags.
  case flags(yes: Int, no: Int)
  /// Levels in their order, and how often each occurs.
  case levels([(level: String, count: Int)])
  /// Texts: how many are present, and the first.
  case texts(example: String)
  /// None.
  case none

  /// The values of a column.
  init(_ column: Column) {
    let present = (0..<column.count).lazy.filter { column.validity[$0] }
    guard let first = present.first else {
      self = .none
      return
    }
    switch column.storage {
    case .number(let values): self = Self.numbers(present.map { values[$0] })
    case .integer(let values): self = Self.numbers(present.map { Double(values[$0]) })
    case .date(let values): self = Self.span(column, values, from: first)
    case .dateTime(let values), .time(let values): self = Self.span(column, values, from: first)
    case .flag(let values):
      let yes = present.reduce(0) { $0 + (values[$1] ? 1 : 0) }
      self = .flags(yes: yes, no: column.count - column.missingCount - yes)
    case .category(let values):
      var sizes = [Int](repeating: 0, count: values.levels.count)
      for row in present { sizes[Int(values.codes[row])] += 1 }
      self = .levels(zip(values.levels, sizes).map { (level: $0, count: $1) })
    case .text(let values): self = .texts(example: values[first])
    }
  }

  private static func numbers(_ values: [Double]) -> ValueSummary {
    let sorted = values.sorted()
    guard let least = sorted.first, let greatest = sorted.last else { return .none }
    let quartiles = [0.25, 0.5, 0.75].map { share in
      let place = share * Double(sorted.count - 1)
      let below = Int(place)
      let above = min(below + 1, sorted.count - 1)
      let rest = place - Double(below)
      return rest == 0 ? sorted[below] : sorted[below] + rest * (sorted[above] - sorted[below])
    }
    return .numbers(least: least, quartiles: quartiles, greatest: greatest, counts: counts(sorted))
  }

  /// The most different numbers that are counted one by one.
  private static let mostCounted = 6

  /// How often each of some ascending numbers occurs; none where they are many, or all differ.
  private static func counts(_ sorted: [Double]) -> [(value: Double, count: Int)] {
    var counts: [(value: Double, count: Int)] = []
    for value in sorted {
      if counts.last?.value == value {
        counts[counts.count - 1].count += 1
      } else {
        guard counts.count < mostCounted else { return [] }
        counts.append((value, 1))
      }
    }
    return counts.count * 2 <= sorted.count ? counts : []
  }

  private static func span<T: Comparable>(_ column: Column, _ values: [T], from first: Int) -> ValueSummary {
    var (least, greatest) = (first, first)
    for row in first..<values.count where column.validity[row] {
      if values[row] < values[least] { least = row }
      if values[row] > values[greatest] { greatest = row }
    }
    return .span(first: column[least], last: column[greatest])
  }
}

// MARK: - In words

extension ValueSummary {
  /// The most levels that are all named.
  private static let mostLevels = 12
  /// How many of more levels are named.
  private static let namedLevels = 6

  /// The values in a line: a range with quartiles, levels with counts, an example.
  var words: String {
    switch self {
    case .numbers(_, _, _, let counts) where counts.count > 1:
      counts.map { "\(Self.short($0.value)): \($0.count)" }.joined(separator: ", ")
    case .numbers(let least, let quartiles, let greatest, _):
      least == greatest
        ? "\(Self.short(least)) throughout"
        : "\(Self.short(least)) to \(Self.short(greatest)), quartiles \(quartiles.map(Self.short).joined(separator: ", "))"
    case .span(let first, let last): first == last ? "\(first) throughout" : "\(first) to \(last)"
    case .flags(let yes, let no): "yes \(yes), no \(no)"
    case .levels(let levels): Self.words(levels)
    case .texts(let example): "such as \(example)"
    case .none: "no values"
    }
  }

  private static func words(_ levels: [(level: String, count: Int)]) -> String {
    guard levels.count > mostLevels else { return levels.map { "\($0.level) \($0.count)" }.joined(separator: ", ") }
    let frequent = levels.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .prefix(namedLevels).map { "\($0.element.level) \($0.element.count)" }
    return "\(frequent.joined(separator: ", ")) and \(levels.count - namedLevels) more levels"
  }

  /// A number with at most four significant digits behind the point.
  static func short(_ number: Double) -> String {
    guard number != number.rounded(), number.magnitude < 1e15 else { return Value.number(number).description }
    var scale = 1.0
    while number.magnitude * scale < 1000, scale < 1e15 { scale *= 10 }
    return Value.number((number * scale).rounded() / scale).description
  }
}
