import Analyses
import Cohorts
import Statistics

/// How subjects are drawn: with replacement, as many as there are, within each stratum.
///
/// A row of frequency weight 3 stands for three subjects, of whom each is drawn on its own.
struct ResamplePlan: Sendable {
  /// The subjects that are drawn from together.
  struct Cell: Sendable {
    /// The positions of their rows.
    var members: [Int32]
    /// How many subjects the rows up to and including each stand for; nil where each stands for one.
    var cumulative: [Int]?
    /// The number of subjects.
    var total: Int
  }

  let seed: UInt64
  let cells: [Cell]
  /// The number of rows.
  let rows: Int

  /// The number of subjects.
  var subjects: Int { cells.reduce(0) { $0 + $1.total } }

  /// A plan.
  ///
  /// - Parameters:
  ///   - seed: What all draws follow from.
  ///   - strata: The stratum of each row.
  ///   - weights: The subjects that each row stands for; nil for one each.
  /// - Throws: `CannotAnalyse` where there are more subjects than can be counted.
  init(seed: UInt64, strata: Grouping, weights: [Int]?) throws {
    self.seed = seed
    rows = strata.codes.count
    var cells = strata.levels.map { _ in Cell(members: [], cumulative: weights == nil ? nil : [], total: 0) }
    var subjects = 0
    for (row, code) in strata.codes.enumerated() where code >= 0 {
      let weight = weights?[row] ?? 1
      guard weight > 0 else { continue }
      guard weight <= Int(Int32.max) - subjects else {
        throw CannotAnalyse("more than \(Int32.max) subjects cannot be resampled")
      }
      subjects += weight
      cells[Int(code)].members.append(Int32(row))
      let total = cells[Int(code)].total + weight
      cells[Int(code)].total = total
      cells[Int(code)].cumulative?.append(total)
    }
    self.cells = cells.filter { $0.total > 0 }
  }

  /// Counts how often each row is drawn in the resample of a number.
  func draw(_ number: Int, into counts: inout [Int32]) {
    var stream = RandomStream(seed: seed, stream: UInt64(number))
    counts.withUnsafeMutableBufferPointer { counts in
      counts.update(repeating: 0)
      for cell in cells {
        cell.members.withUnsafeBufferPointer { members in
          if let cumulative = cell.cumulative {
            for _ in 0..<cell.total {
              counts[Int(members[Self.place(of: stream.below(cell.total), in: cumulative)])] += 1
            }
          } else {
            let total = members.count
            for _ in 0..<total { counts[Int(members[stream.below(total)])] += 1 }
          }
        }
      }
    }
  }

  /// The first row up to which there are more subjects than `subject`.
  private static func place(of subject: Int, in cumulative: [Int]) -> Int {
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > subject { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

// MARK: - Leaving out

extension ResamplePlan {
  /// One part of the jackknife: who is left out, and how its effect counts.
  struct Omission: Sendable {
    /// The rows that lose subjects.
    var rows: [Int32]
    /// How many subjects each loses; nil for all of them.
    var lost: Int32?
    /// What the change of the statistic is multiplied by to be an influence.
    var factor: Double
    /// How many subjects have that influence.
    var multiplicity: Double
  }

  /// The most parts into which the jackknife divides the rows.
  static let mostOmissions = 2000

  /// Whether each subject is left out alone, and not in blocks.
  var leavesOutSingly: Bool { cells.reduce(0) { $0 + $1.members.count } <= Self.mostOmissions }

  /// Each subject alone or, of more than 2,000 rows, blocks of rows that are dealt out in turn.
  ///
  /// The skewness of blocks falls with the root of their size as that of their number rises, so that the acceleration is the
  /// same.
  var omissions: [Omission] {
    guard !leavesOutSingly else {
      return cells.flatMap { cell in
        cell.members.indices.map { place in
          let weight = cell.weight(place)
          return Omission(
            rows: [cell.members[place]], lost: 1, factor: Double(cell.total - 1), multiplicity: Double(weight))
        }
      }
    }
    var blocks = (0..<Self.mostOmissions).map { _ in (rows: [Int32](), weight: 0) }
    var next = 0
    for cell in cells {
      for place in cell.members.indices {
        blocks[next].rows.append(cell.members[place])
        blocks[next].weight += cell.weight(place)
        next = (next + 1) % blocks.count
      }
    }
    let subjects = Double(subjects)
    return blocks.map { block in
      let weight = Double(block.weight)
      return Omission(rows: block.rows, lost: nil, factor: (subjects - weight) / weight, multiplicity: 1)
    }
  }

  /// How many subjects each row stands for.
  var full: [Int32] {
    var counts = [Int32](repeating: 0, count: rows)
    for cell in cells {
      for place in cell.members.indices { counts[Int(cell.members[place])] = Int32(cell.weight(place)) }
    }
    return counts
  }
}

extension ResamplePlan.Cell {
  /// How many subjects the row at a place stands for.
  func weight(_ place: Int) -> Int {
    guard let cumulative else { return 1 }
    return cumulative[place] - (place > 0 ? cumulative[place - 1] : 0)
  }
}
