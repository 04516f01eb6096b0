import Analyses
import Statistics

/// The values of a statistic in many resamples, and why some have none.
struct Replicates: Sendable {
  /// The value of each resample in order; NaN where it could not be computed.
  var values: [Double] = []
  /// Why some could not be computed, and how many.
  var reasons: [String: Int] = [:]

  /// The values that there are.
  var computed: [Double] { values.filter { !$0.isNaN } }

  /// The number of resamples without a value.
  var failed: Int { reasons.values.reduce(0, +) }

  /// The most frequent reasons first, in words: `12 median not reached`.
  var reasonWords: String {
    let ordered = reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = ordered.prefix(3).map { "\($0.value): \($0.key)" }
    let others = ordered.dropFirst(3).reduce(0) { $0 + $1.value }
    return (shown + (others > 0 ? ["\(others): other reasons"] : [])).joined(separator: "; ")
  }

  private mutating func append(_ quantity: Quantity) {
    if let value = quantity.double, value.isFinite {
      values.append(value)
    } else {
      values.append(.nan)
      if case .notEstimable(let reason) = quantity {
        reasons[reason, default: 0] += 1
      } else {
        reasons["no finite number", default: 0] += 1
      }
    }
  }

  private mutating func append(_ other: Replicates) {
    values += other.values
    reasons.merge(other.reasons, uniquingKeysWith: +)
  }
}

extension Replicates {
  /// The values of `count` resamples, computed on all processors.
  ///
  /// Which processor does which makes no difference: each is a function of its number alone. They are dealt out in pieces of one size,
  /// whatever the number of processors; after every few pieces the calling thread tells how far it is. At any time no more than one
  /// resample a processor is held in memory.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - rows: The number of rows whose counts a resample is.
  ///   - scalar: The statistic.
  ///   - progress: Hears how many are done.
  ///   - fill: Writes the counts of the resample of a number.
  init(
    _ count: Int, rows: Int, of scalar: ResampledScalar, progress: (Int) -> Void,
    fill: @escaping @Sendable (Int, inout [Int32]) -> Void
  ) {
    values.reserveCapacity(count)
    let piece = scalar.isFast ? 64 : 8
    let pieces = (count + piece - 1) / piece
    for batch in stride(from: 0, to: pieces, by: Self.piecesABatch) {
      let size = min(Self.piecesABatch, pieces - batch)
      let some = Parallel.map(size, onOneThread: scalar.isConfined) { index in
        var part = Replicates()
        var counts = [Int32](repeating: 0, count: rows)
        var scratch = scalar.scratch
        let first = (batch + index) * piece
        for number in first..<min(first + piece, count) {
          fill(number, &counts)
          part.append(scalar.value(counts: counts, scratch: &scratch))
        }
        return part
      }
      for part in some { append(part) }
      progress(values.count)
    }
  }

  private static let piecesABatch = 16
}
