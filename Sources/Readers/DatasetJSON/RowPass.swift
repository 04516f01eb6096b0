import Cohorts

/// One pass over the rows of a table that reads some of its columns, on all processors.
struct RowPass {
  /// The columns that were read.
  let tasks: [RowTask]
  /// The values of each.
  private(set) var values: [RawValues] = []
  /// What came of each, run by run.
  private(set) var outcomes: [[PieceOutcome]] = []
  /// What is wrong with the rows of each run.
  private(set) var troubles: [RowTrouble] = []
  /// What the levels of categories point into, as long as they are used.
  private var texts: [UnescapedTexts] = []

  private struct Piece: Sendable {
    var outcomes: [PieceOutcome]
    var texts: [UnescapedTexts]
    var trouble: RowTrouble
  }

  /// Reads columns.
  init(_ table: DatasetJSONTable, _ tasks: [RowTask], progress: (@Sendable (Int) -> Void)?) {
    self.tasks = tasks
    var pieces: [Piece] = []
    values = ColumnPass.filled(tasks.map(\.kind.columnKind)[...], [], count: table.rowCount) { destinations in
      let open = destinations
      pieces = Workers.map(table.runs.count) { index in
        let piece = Self.read(table, index, tasks, open)
        progress?(table.runs[index].range.count)
        return piece
      }
    }
    outcomes = tasks.indices.map { task in pieces.map { $0.outcomes[task] } }
    troubles = pieces.map(\.trouble)
    texts = pieces.flatMap(\.texts)
  }

  private static func read(
    _ table: DatasetJSONTable, _ index: Int, _ tasks: [RowTask], _ destinations: [Destination]
  ) -> Piece {
    let run = table.runs[index]
    var kernels = zip(tasks, destinations).map { RowKernel($0, $1, run: run, leading: table.leading) }
    let trouble = RowReader.run(
      table.bytes, run, columns: table.leading + table.columns.count, isLines: table.group.isLines,
      isLast: index + 1 == table.runs.count
    ) { block in
      for index in kernels.indices { kernels[index].read(block) }
    }
    return Piece(outcomes: kernels.map(\.outcome), texts: kernels.map(\.texts), trouble: trouble)
  }

  /// A column as it was read.
  func column(_ index: Int, runs: [RowRun]) -> Column {
    withExtendedLifetime(texts) {
      let kind = tasks[index].kind.columnKind
      let assembly = ColumnAssembly(
        runs: runs.map { $0.firstRow..<$0.firstRow + $0.rows },
        task: ColumnTask(column: tasks[index].column, kind: kind, isDeclared: true), outcomes: outcomes[index])
      return assembly.column(values[index], levels: nil)
    }
  }
}
