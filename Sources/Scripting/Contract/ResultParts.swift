import Analyses
import Lua

/// A figure, as scripts hold it: of a result, or made from marks.
final class FigureObject {
  let figure: Figure

  init(_ figure: Figure) { self.figure = figure }

  static let type = HostType<FigureObject>(
    "figure", properties: ["title": { .string($0.figure.title) }], text: { "figure \"\($0.figure.title)\"" },
    areEqual: { $0.figure == $1.figure })

  /// What scripts are lent as a figure.
  static let declaration = HostDeclaration(
    name: "workbench.Figure", summary: "A figure: of a result, or made by workbench.figure.", isModule: false,
    members: [.value("title", "string", "The title.")])
}

/// A table of a result, as scripts hold it: how rows are arranged, to be used again for a result that has such rows.
final class TableObject {
  let layout: TableLayout

  init(_ layout: TableLayout) { self.layout = layout }

  static let type = HostType<TableObject>(
    "table", properties: ["title": { .string($0.layout.title) }], text: { "table \"\($0.layout.title)\"" },
    areEqual: { $0.layout == $1.layout })

  /// What scripts are lent as a table of a result.
  static let declaration = HostDeclaration(
    name: "workbench.Table", summary: "How rows of a result are arranged as a table.", isModule: false,
    members: [.value("title", "string", "The title.")])
}
