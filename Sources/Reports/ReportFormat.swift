/// A format in which a report is shown or written.
public enum ReportFormat: String, Sendable, Hashable, CaseIterable {
  /// Text for a terminal of a given width.
  case terminal
  /// Markdown with the tables of GitHub.
  case markdown
  /// One page with everything inside it.
  case html
  /// Everything, at full precision, as data.
  case json
  /// The rows of all results, one line a row.
  case csv

  /// How the name of a file in this format ends, without the dot.
  public var fileExtension: String {
    switch self {
    case .terminal: "txt"
    case .markdown: "md"
    case .html: "html"
    case .json: "json"
    case .csv: "csv"
    }
  }
}
