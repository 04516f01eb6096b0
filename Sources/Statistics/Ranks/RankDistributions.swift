// Both distributions are built by adding ranked values one after another. Probabilities are carried, not counts, and only
// ever added: nothing overflows, and the tails keep their relative accuracy.

extension LatticeDistribution {
  /// Steps beyond which an exact distribution is not built: a second or two.
  private static let feasibleSteps = 1e9

  /// The distribution of Mann and Whitney's U (doubled where ranks are tied), given the ranks.
  ///
  ///     P(i of the values seen are drawn, U = u)
  ///
  /// - Parameters:
  ///   - m: how many of the values are in the first sample.
  ///   - ranks: the ranks of all values.
  /// - Returns: nil where it would take too long.
  /// - Complexity: O(*N* · *m* · *mn*).
  static func rankSum(drawn m: Int, _ ranks: MidRanks) -> LatticeDistribution? {
    let total = ranks.doubled.count
    let scale = ranks.hasTies ? 2 : 1
    let width = scale * m * (total - m) + 1
    guard Double(total) * Double(m + 1) * Double(width) <= feasibleSteps else { return nil }
    // Row i holds the probabilities of each U with i drawn so far.
    var table = Array(repeating: 0.0, count: (m + 1) * width)
    table[0] = 1
    var seen = 0
    for size in ranks.tieSizes {
      for i in stride(from: min(seen, m), through: max(0, m - (total - seen)), by: -1) {
        let shares = draws(of: m - i, among: total - seen, inGroup: size)
        for j in stride(from: min(size, m - i), through: 0, by: -1) {
          // Each drawn value beats those seen and not drawn, and ties with those of its own size that are not drawn.
          let gain = (2 * j * (seen - i) + j * (size - j)) * scale / 2
          add(row: i, to: i + j, shiftedBy: gain, times: shares[j], in: &table, width)
        }
      }
      seen += size
    }
    return LatticeDistribution(probabilities: Array(table.suffix(width)))
  }

  /// How probable it is that 0, 1, … of the next `size` values are drawn, where `drawn` are still to come from `among`.
  private static func draws(of drawn: Int, among: Int, inGroup size: Int) -> [Double] {
    var probabilities = [1.0] + Array(repeating: 0.0, count: size)
    for k in 0..<size {
      for j in stride(from: min(k, drawn), through: 0, by: -1) {
        let share = min(max(Double(drawn - j) / Double(among - k), 0), 1)
        probabilities[j + 1] += probabilities[j] * share
        probabilities[j] *= 1 - share
      }
    }
    return probabilities
  }

  /// Adds a row of the table to a later one, or, without a later one, scales it: rows from the last to the first.
  private static func add(
    row: Int, to later: Int, shiftedBy gain: Int, times share: Double, in table: inout [Double], _ width: Int
  ) {
    let source = row * width
    guard later > row else {
      for u in 0..<width { table[source + u] *= share }
      return
    }
    guard share > 0 else { return }
    let target = later * width + gain
    for u in 0..<(width - gain) { table[target + u] += table[source + u] * share }
  }

  /// The distribution of the sum of the (doubled, where tied) ranks of positive differences, each sign being as likely.
  ///
  /// - Parameter ranks: the ranks of the absolute differences.
  /// - Returns: nil where it would take too long.
  /// - Complexity: O(*n*³).
  static func signedRank(_ ranks: MidRanks) -> LatticeDistribution? {
    let count = ranks.doubled.count
    let scale = ranks.hasTies ? 2 : 1
    let width = scale * count * (count + 1) / 2 + 1
    guard Double(count) * Double(width) <= feasibleSteps else { return nil }
    var table = Array(repeating: 0.0, count: width)
    table[0] = 1
    var reached = 0
    for doubled in ranks.doubled.sorted() {
      let rank = doubled * scale / 2
      reached += rank
      for t in stride(from: reached, through: 0, by: -1) {
        table[t] = 0.5 * (table[t] + (t >= rank ? table[t - rank] : 0))
      }
    }
    return LatticeDistribution(probabilities: table)
  }
}
