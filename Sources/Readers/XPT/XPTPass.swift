import Cohorts

/// A variable that is to be read, and as what.
struct XPTTask: Sendable {
  /// Which variable of the member it is.
  var variable: Int
  /// As what it is read.
  var kind: XPTKind
}

/// One pass over the rows of a data set that reads some of its variables, on all processors.
///
/// Rows are cut into runs that do not depend on the number of processors; in a run, blocks of rows that fit into the
/// cache are read variable by variable. A kernel that meets a misfit leaves its array, of plain numbers, to be thrown away.
struct XPTPass {
  /// The variables that were read.
  let tasks: [XPTTask]
  /// The values of each.
  private(set) var values: [RawValues] = []
  /// What came of each, run by run.
  private(set) var pieces: [[XPTPiece]] = []

  /// The length of a run in bytes, about.
  static let runSize = 4 << 20

  /// The length of a block in bytes, about.
  static let blockSize = 128 << 10

  /// The most variables that are read at once, as their arrays are opened one inside the other.
  static let mostVariables = ColumnPass.mostColumns

  /// The runs of rows of a data set; all but the last have a number of rows that 64 divides.
  static func runs(_ member: XPTMember, size: Int = runSize) -> [Range<Int>] {
    let step = rows(member, size)
    return stride(from: 0, to: member.rowCount, by: step).map { $0..<min($0 + step, member.rowCount) }
  }

  private static func rows(_ member: XPTMember, _ size: Int) -> Int { max(1, size / max(member.width, 1) / 64) * 64 }

  /// Reads variables.
  ///
  /// - Parameters:
  ///   - member: The data set.
  ///   - bytes: The file.
  ///   - tasks: What is read, at most ``mostVariables``.
  ///   - runSize: The length of a run.
  ///   - progress: Is told the number of bytes read since the last call.
  init(
    _ member: XPTMember, _ bytes: FileBytes, _ tasks: [XPTTask], runSize: Int = Self.runSize,
    progress: (@Sendable (Int) -> Void)?
  ) {
    self.tasks = tasks
    let runs = Self.runs(member, size: runSize)
    let width = tasks.reduce(0) { $0 + member.variables[$1.variable].length }
    var read: [[XPTPiece]] = []
    values = ColumnPass.filled(tasks.map(\.kind.columnKind)[...], [], count: member.rowCount) { destinations in
      read = Workers.map(runs.count) { index in
        let pieces = Self.read(member, bytes, runs[index], tasks, destinations)
        progress?(runs[index].count * width)
        return pieces
      }
    }
    pieces = tasks.indices.map { task in read.map { $0[task] } }
  }

  private static func read(
    _ member: XPTMember, _ bytes: FileBytes, _ rows: Range<Int>, _ tasks: [XPTTask], _ destinations: [Destination]
  ) -> [XPTPiece] {
    var kernels = zip(tasks, destinations).map {
      XPTKernel(member, member.variables[$0.variable], $0.kind, $1, rows: rows)
    }
    let step = Self.rows(member, blockSize)
    let start = member.start
    // Where the bytes cannot be read, the values are thrown away with the trouble that ``FileBytes`` notes.
    bytes.withBytes(start + rows.lowerBound * member.width..<start + rows.upperBound * member.width) { base in
      for start in stride(from: rows.lowerBound, to: rows.upperBound, by: step) {
        let block = start..<min(start + step, rows.upperBound)
        for index in kernels.indices { kernels[index].read(block, base) }
      }
    }
    return kernels.map { $0.finished() }
  }
}
