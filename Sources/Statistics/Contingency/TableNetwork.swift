import RealModule

/// All tables with given margins, as paths through a network.
///
/// A node of stage j is what the rows have left after the first j columns, in ascending order (rows are alike, so their order
/// does not matter), written as one number. An arc fills a column: its length is −Σ log xᵢⱼ!. A table is a path from the
/// full rows to the last column, where nothing is left to choose, and its probability is the exponential of the path's
/// length, but for a constant.
struct TableNetwork {
  private struct Arc {
    let node: UInt64
    let length: Double
    var ways: Double
  }

  private struct Node {
    var arcs: [Arc] = []
    /// The lengths of the longest and of the shortest path from here to the end.
    var longest = -Double.infinity
    var shortest = Double.infinity
  }

  private struct Past {
    let length: Double
    var ways: Double
  }

  /// The ways to the end from a node where but one column is to be chosen, the longest length last.
  private struct Ends {
    private let lengths: [Double]
    /// The sum of the exponentials of the lengths up to each place, less the last of them.
    private let sums: [Double]

    init(_ unordered: [Double]) {
      let sorted = unordered.sorted()
      let top = sorted.last ?? 0
      var sum = CompensatedSum()
      lengths = sorted
      sums = sorted.map { length in
        sum.add(.exp(length - top))
        return sum.value
      }
    }

    /// The probability of the ends that, after what is past, are no longer than the bar; `all` is that of all tables.
    func probability(after past: Double, upTo bar: Double, _ all: Double) -> Double {
      var (low, high) = (0, lengths.count)
      while low < high {
        let middle = (low + high) / 2
        if past + lengths[middle] <= bar { low = middle + 1 } else { high = middle }
      }
      guard low > 0, let top = lengths.last else { return 0 }
      return .exp(past + top - all) * sums[low - 1]
    }
  }

  private let columns: [Int]
  private let rows: Int
  private let radix: UInt64
  private let start: UInt64
  private let logFactorials: LogFactorials
  /// The length of the table that was seen, and a little more.
  private let bar: Double
  private var nodes: [[UInt64: Node]]
  private var left: Int

  /// The network of a table's margins.
  ///
  /// - Returns: nil where what the rows have left cannot be written as one number.
  init?(_ table: ContingencyTable, bound: Int) {
    columns = table.columnTotals.sorted()
    rows = table.rows
    radix = UInt64((table.rowTotals.max() ?? 0) + 1)
    guard Double(rows) * Double.log2(Double(radix)) < 63 else { return nil }
    logFactorials = LogFactorials(upTo: table.total)
    bar = -logFactorials.sum(table.counts.joined()) + 1e-7
    start = Self.key(table.rowTotals.sorted(), radix)
    nodes = Array(repeating: [:], count: columns.count)
    left = bound
  }

  /// The probability of all tables no likelier than the one seen; nil where the bound is reached.
  mutating func pValue() -> Double? {
    guard explore(start, 0) != nil else { return nil }
    let all = logCompletions(start, 0)
    var p = CompensatedSum()
    var stage: [UInt64: [Int64: Past]] = [start: [0: Past(length: 0, ways: 1)]]
    for depth in 0..<(columns.count - 1) {
      var next: [UInt64: [Int64: Past]] = [:]
      // In one order whatever the dictionaries': sums must not depend on it.
      for (key, pasts) in stage.sorted(by: { $0.key < $1.key }) {
        guard let node = nodes[depth][key] else { continue }
        let pasts = pasts.sorted { $0.key < $1.key }.map(\.value)
        guard isStored(depth) else {
          left -= pasts.count
          let ends = Ends(completions(of: remainder(key), filling: columns[depth]))
          for past in pasts { p.add(past.ways * ends.probability(after: past.length, upTo: bar, all)) }
          continue
        }
        left -= node.arcs.count * pasts.count
        guard left > 0 else { return nil }
        for arc in node.arcs {
          let end = limits(arc.node, depth + 1)
          for past in pasts {
            let length = past.length + arc.length
            let ways = past.ways * arc.ways
            if length + end.longest <= bar {
              p.add(ways * .exp(length + logCompletions(arc.node, depth + 1) - all))
            } else if length + end.shortest <= bar {
              next[arc.node, default: [:]][Int64((length * 1e9).rounded()), default: Past(length: length, ways: 0)]
                .ways += ways
            }
          }
        }
      }
      stage = next
    }
    return min(p.value, 1)
  }

  /// Whether the arcs of a stage are kept: those of the last one are most of all, and are found again where they are needed.
  private func isStored(_ depth: Int) -> Bool { depth < columns.count - 2 }

  /// The longest and the shortest way from a node to the end.
  private func limits(_ key: UInt64, _ depth: Int) -> (longest: Double, shortest: Double) {
    if depth == columns.count - 1 {
      let length = -logFactorials.sum(remainder(key))
      return (length, length)
    }
    return nodes[depth][key].map { ($0.longest, $0.shortest) } ?? (.infinity, -.infinity)
  }

  /// Finds all arcs that begin at a node, and at the nodes behind it.
  private mutating func explore(_ key: UInt64, _ depth: Int) -> (longest: Double, shortest: Double)? {
    if depth == columns.count - 1 || nodes[depth][key] != nil { return limits(key, depth) }
    var node = Node()
    guard isStored(depth) else {
      let lengths = completions(of: remainder(key), filling: columns[depth])
      left -= 1 + lengths.count / Self.quick
      guard left > 0 else { return nil }
      node.longest = lengths.max() ?? -.infinity
      node.shortest = lengths.min() ?? .infinity
      nodes[depth][key] = node
      return (node.longest, node.shortest)
    }
    guard let arcs = arcs(from: remainder(key), filling: columns[depth]) else { return nil }
    node.arcs = arcs
    for arc in arcs {
      guard let rest = explore(arc.node, depth + 1) else { return nil }
      node.longest = max(node.longest, arc.length + rest.longest)
      node.shortest = min(node.shortest, arc.length + rest.shortest)
    }
    nodes[depth][key] = node
    return (node.longest, node.shortest)
  }

  /// How many completions take as long as one arc.
  private static let quick = 8

  /// The lengths of all ways to the end where the last column but one is to be filled.
  private func completions(of remaining: [Int], filling column: Int) -> [Double] {
    var lengths: [Double] = []
    // What the rows from each on can take.
    var room = [Int](repeating: 0, count: remaining.count + 1)
    for row in remaining.indices.reversed() { room[row] = room[row + 1] + remaining[row] }
    func fill(_ row: Int, _ open: Int, _ length: Double) {
      let rest = remaining[row]
      if row == remaining.count - 1 {
        lengths.append(length - logFactorials[open] - logFactorials[rest - open])
        return
      }
      for count in stride(from: max(0, open - room[row + 1]), through: min(rest, open), by: 1) {
        fill(row + 1, open - count, length - logFactorials[count] - logFactorials[rest - count])
      }
    }
    fill(0, column, 0)
    return lengths
  }

  /// All ways to fill a column, those alike taken together; nil where the bound is reached.
  private mutating func arcs(from remaining: [Int], filling column: Int) -> [Arc]? {
    var found: [UInt64: [Arc]] = [:]
    var rest = remaining
    var capacity = remaining.reduce(0, +)
    /// Fills rows from `row` on with `open` subjects; gives up where the bound is reached.
    func fill(_ row: Int, _ open: Int, _ length: Double) -> Bool {
      if row == rows {
        left -= 1
        let key = Self.key(rest.sorted(), radix)
        if let same = found[key]?.firstIndex(where: { abs($0.length - length) < 1e-10 }) {
          found[key]?[same].ways += 1
        } else {
          found[key, default: []].append(Arc(node: key, length: length, ways: 1))
        }
        return left > 0
      }
      capacity -= remaining[row]
      defer { capacity += remaining[row] }
      for count in stride(from: max(0, open - capacity), through: min(remaining[row], open), by: 1) {
        rest[row] = remaining[row] - count
        guard fill(row + 1, open - count, length - logFactorials[count]) else { return false }
      }
      return true
    }
    guard fill(0, column, 0) else { return nil }
    return found.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  /// log Σ ∏ 1/xᵢⱼ! over all ways to fill the columns that are left: s! / (∏ rᵢ! ∏ cⱼ!).
  private func logCompletions(_ key: UInt64, _ depth: Int) -> Double {
    let open = columns[depth...]
    return logFactorials[open.reduce(0, +)] - logFactorials.sum(remainder(key)) - logFactorials.sum(open)
  }

  private func remainder(_ key: UInt64) -> [Int] {
    var key = key
    return (0..<rows).map { _ in
      defer { key /= radix }
      return Int(key % radix)
    }
  }

  private static func key(_ remainder: [Int], _ radix: UInt64) -> UInt64 {
    remainder.reversed().reduce(0) { $0 * radix + UInt64($1) }
  }
}
