import RealModule

/// Fisher's exact test of a table of any size, given its margins (Freeman and Halton's test).
///
///     P(table) = ∏ rᵢ! ∏ cⱼ! / (n! ∏ xᵢⱼ!),   p = Σ P over all tables no likelier than the one seen (within 1e-7)
///
/// The tables are not listed one by one: columns are filled in turn, tables with the same rest to fill and the same
/// probability so far go on together, and what is bound to be likelier, or bound not to be, is settled at once.
/// The work still grows steeply with the size of the table; beyond a bound it is given up, and
/// ``simulatedPValue(replicates:seed:)`` is left.
///
/// Freeman & Halton (1951), *Biometrika* 38, 141-149, doi:10.1093/biomet/38.1-2.141. Mehta & Patel (1983), *JASA* 78,
/// 427-434, doi:10.1080/01621459.1983.10477989.
public struct FisherExactTable: Sendable {
  /// The table without its empty rows and columns, with no more rows than columns.
  public let table: ContingencyTable

  /// The test of a table.
  public init(_ table: ContingencyTable) {
    let full = table.withoutEmptyLines
    self.table = full.rows > full.columns ? full.transposed : full
  }

  /// The exact p-value.
  ///
  /// - Parameter bound: how many steps may be taken, some 10 bytes each, before it is given up.
  /// - Returns: 1 where fewer than two rows or columns have subjects; nil where the bound is reached.
  public func pValue(bound: Int = 6_000_000) -> Double? {
    guard table.rows > 1 else { return 1 }
    if table.rows == 2, table.columns == 2 {
      let counts = table.counts
      return (try? FourfoldTable(counts[0][0], counts[0][1], counts[1][0], counts[1][1])).map {
        ExactOddsRatio($0).pValue()
      }
    }
    guard var network = TableNetwork(table, bound: bound) else { return nil }
    return network.pValue()
  }

  /// The p-value by simulation of tables with these margins: (1 + tables no likelier) / (1 + replicates).
  ///
  /// - Parameters:
  ///   - replicates: how many tables are drawn.
  ///   - seed: of the draws; the same seed gives the same value.
  /// - Returns: a value whose Monte Carlo standard error is about √(p (1 − p) / replicates).
  /// - Complexity: O(*n*) for each replicate.
  public func simulatedPValue(replicates: Int, seed: UInt64) -> Double {
    guard table.rows > 1 else { return 1 }
    let logFactorials = LogFactorials(upTo: table.total)
    let bar = logFactorials.sum(table.counts.joined()) * (1 - 1e-12) - 1e-9
    var labels = table.columnTotals.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    var stream = RandomStream(seed: seed, stream: 0)
    var extreme = 1
    var counts = Array(repeating: 0, count: table.columns)
    for _ in 0..<replicates {
      var (place, sum) = (0, 0.0)
      for size in table.rowTotals {
        for column in counts.indices { counts[column] = 0 }
        for _ in 0..<size {
          labels.swapAt(place, place + stream.below(labels.count - place))
          counts[labels[place]] += 1
          place += 1
        }
        for count in counts { sum += logFactorials[count] }
      }
      if sum >= bar { extreme += 1 }
    }
    return Double(extreme) / Double(replicates + 1)
  }
}

/// log k! for k from 0 on.
struct LogFactorials: Sendable {
  private let values: [Double]

  init(upTo largest: Int) {
    var sum = CompensatedSum()
    var values = [0.0]
    values.reserveCapacity(largest + 1)
    for k in stride(from: 1, through: largest, by: 1) {
      sum.add(.log(Double(k)))
      values.append(sum.value)
    }
    self.values = values
  }

  subscript(k: Int) -> Double { values[k] }

  func sum(_ counts: some Sequence<Int>) -> Double {
    var sum = CompensatedSum()
    for count in counts { sum.add(values[count]) }
    return sum.value
  }
}
