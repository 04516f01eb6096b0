import Cohorts

/// Values as they come from the kernels.
enum RawValues: Sendable {
  case none
  case numbers([Double])
  case integers([Int64])
  case flags([Bool])
  case days([Int32])
  case codes([Int32])
  case ends([Int])
}

/// One pass over the records of a file that reads some of its columns, on all processors.
struct ColumnPass {
  /// The columns that were read.
  let tasks: [ColumnTask]
  /// The values of each.
  private(set) var values: [RawValues] = []
  /// What came of each, run by run.
  private(set) var outcomes: [[PieceOutcome]] = []
  /// Whether each record had as many fields as the header.
  private(set) var isRectangular = true

  /// The most columns that are read at once.
  ///
  /// Their arrays are opened one inside the other, which takes stack.
  static let mostColumns = 256

  /// The levels of those that are categories.
  private(set) var levels: [[String]] = []

  /// Reads columns.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - tasks: The columns, and as what they are read.
  ///   - expected: The levels that each column of the file is expected to have, were it one of categories.
  ///   - declared: The levels that each is declared to have.
  ///   - progress: Is told how many bytes were read, after each run of records.
  init(
    _ file: CSVFile, _ tasks: [ColumnTask], expected: [[String]], declared: [[String]?],
    progress: (@Sendable (Int) -> Void)?
  ) {
    self.tasks = tasks
    values = Self.filled(tasks[...].map(\.kind)[...], [], count: file.rowCount) { destinations in
      let open = destinations
      let pieces = Workers.map(file.chunks.count) { index in
        let piece = Self.read(file, file.chunks[index], tasks, open, expected)
        progress?(file.chunks[index].range.count)
        return piece
      }
      isRectangular = pieces.allSatisfy(\.isRectangular)
      outcomes = tasks.indices.map { task in pieces.map { $0.outcomes[task] } }
      guard isRectangular else { return }
      let settling = PassSettling(file, tasks, outcomes, declared: declared)
      settling.settle(open)
      levels = settling.levels
    }
  }

  private struct Piece: Sendable {
    var isRectangular: Bool
    var outcomes: [PieceOutcome]
  }

  private static func read(
    _ file: CSVFile, _ chunk: CSVChunk, _ tasks: [ColumnTask], _ destinations: [Destination], _ expected: [[String]]
  ) -> Piece {
    var kernels = zip(tasks, destinations).map { Kernel($0, $1, levels: expected[$0.column], chunk: chunk) }
    let isRectangular = file.bytes.withBytes(chunk.range) { base in
      Tokenizer.run(base, chunk: chunk, format: file.format, columns: file.header.count) { block in
        for index in kernels.indices { kernels[index].read(block) }
      }
    }
    return Piece(isRectangular: isRectangular ?? false, outcomes: kernels.map(\.outcome))
  }

  /// Makes an array for each kind, opens them all, and has `body` fill them.
  ///
  /// Each array is opened by its initializer, inside which the next one is made; so all are open at once, and no
  /// pointer outlives its array's opening.
  static func filled(
    _ kinds: ArraySlice<ColumnKind>, _ open: [Destination], count: Int, body: ([Destination]) -> Void
  ) -> [RawValues] {
    guard let kind = kinds.first else {
      body(open)
      return []
    }
    var rest: [RawValues] = []
    func array<T>(_ destination: (UnsafeMutablePointer<T>) -> Destination) -> [T] {
      [T](unsafeUninitializedCapacity: count) { buffer, filled in
        let next = buffer.baseAddress.map(destination) ?? .none
        rest = Self.filled(kinds.dropFirst(), open + [next], count: count, body: body)
        filled = count
      }
    }
    let first: RawValues
    switch kind {
    case .undecided:
      rest = filled(kinds.dropFirst(), open + [.none], count: count, body: body)
      first = .none
    case .number: first = .numbers(array(Destination.numbers))
    case .integer, .dateTime, .time: first = .integers(array(Destination.integers))
    case .flag: first = .flags(array(Destination.flags))
    case .date: first = .days(array(Destination.days))
    case .category: first = .codes(array(Destination.codes))
    case .text: first = .ends(array(Destination.ends))
    }
    return [first] + rest
  }
}
