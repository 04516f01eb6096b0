/// Settles what a run of records cannot know of the others: the codes of categories, and where texts end.
///
/// Each run numbers the levels that it meets, from those that were expected, and counts its texts' bytes from 0. Here the
/// runs are given common numbers, and their texts stand one after the other.
struct PassSettling: Sendable {
  /// The levels of each task: those declared, or else those that occur, in natural order.
  let levels: [[String]]

  private let file: CSVFile
  private let outcomes: [[PieceOutcome]]
  /// For each task and run, the common number of each of the run's levels; empty where they are the same.
  private let maps: [[[Int32]]]
  /// For each task and run, where the run's texts begin.
  private let starts: [[Int]]
  /// Which tasks have turned out as something else, whose values are not all there.
  private let isGivenUp: [Bool]

  init(_ file: CSVFile, _ tasks: [ColumnTask], _ outcomes: [[PieceOutcome]], declared: [[String]?]) {
    self.file = file
    self.outcomes = outcomes
    isGivenUp = tasks.indices.map { task in
      !tasks[task].isDeclared && outcomes[task].contains { $0.failureCount > 0 }
    }
    let ordered = Workers.map(tasks.count) { task in
      Self.ordered(outcomes[task], declared: declared[tasks[task].column])
    }
    levels = ordered.map(\.levels)
    maps = ordered.map(\.maps)
    starts = outcomes.map { runs in
      var before = 0
      return runs.map { run in
        defer { before += run.bytes?.count ?? 0 }
        return before
      }
    }
  }

  private static func ordered(
    _ outcomes: [PieceOutcome], declared: [String]?
  ) -> (levels: [String], maps: [[Int32]]) {
    let occurring = outcomes.map { $0.levels?.levels ?? [] }
    let levels = declared ?? Set(occurring.joined()).sorted(by: NaturalOrder.precedes)
    var numbers: [String: Int32] = [:]
    for level in levels where numbers[level] == nil { numbers[level] = Int32(numbers.count) }
    let maps = occurring.map { run in
      let map = run.map { numbers[$0] ?? 0 }
      return map.indices.allSatisfy { map[$0] == Int32($0) } ? [] : map
    }
    return (levels, maps)
  }

  /// Brings the values of all runs to the common numbers.
  func settle(_ destinations: [Destination]) {
    _ = Workers.map(file.chunks.count) { run in
      for (task, destination) in destinations.enumerated() where !isGivenUp[task] {
        switch destination {
        case .codes(let codes): settle(codes, task, run)
        case .ends(let ends):
          let chunk = file.chunks[run]
          let start = starts[task][run]
          for row in chunk.firstRow..<chunk.firstRow + chunk.rows { ends[row] &+= start }
        default: break
        }
      }
    }
  }

  private func settle(_ codes: UnsafeMutablePointer<Int32>, _ task: Int, _ run: Int) {
    let map = maps[task][run]
    guard !map.isEmpty else { return }
    let chunk = file.chunks[run]
    for row in chunk.firstRow..<chunk.firstRow + chunk.rows { codes[row] = map[Int(codes[row])] }
    guard let missing = outcomes[task][run].missing else { return }
    // What stands in a row without a value means nothing, but is the same however the file is cut.
    for row in 0..<chunk.rows where missing.contains(row) { codes[chunk.firstRow + row] = 0 }
  }
}
