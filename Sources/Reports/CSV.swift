internal import Analyses

extension ReportDocument {
  /// The names of the columns of ``csv()``.
  static let csvColumns = [
    "item", "analysis", "result", "group", "variable", "time", "statistic", "value", "unit", "method", "n", "missing",
    "note", "reason",
  ]

  /// The rows of all results, at full precision, one line a row, as RFC 4180 has it.
  ///
  /// Lines end in CR LF, and a field that holds a comma, a quote or a line end is quoted. What is missing is empty. Control
  /// characters other than line ends and tabs are replaced by their pictures.
  public func csv() -> String {
    var text = Self.csvColumns.joined(separator: ",") + "\r\n"
    for (place, item) in report.items.enumerated() {
      guard case .result(let result) = item else { continue }
      for row in result.rows {
        let fields = [
          String(place + 1), result.analysis, result.title, row.group ?? "", row.variable ?? "",
          row.time?.shortest ?? "", row.statistic, row.value.field, row.unit ?? "", row.method ?? "",
          row.n.map(String.init) ?? "", row.missing.map(String.init) ?? "", row.note ?? "", row.value.reason ?? "",
        ]
        text += fields.map(quoted).joined(separator: ",") + "\r\n"
      }
    }
    return text
  }

  private func quoted(_ field: String) -> String {
    var safe = String.UnicodeScalarView()
    var needsQuotes = field.utf8.first == UInt8(ascii: " ") || field.utf8.last == UInt8(ascii: " ")
    for scalar in field.unicodeScalars {
      switch scalar {
      case "\"":
        needsQuotes = true
        safe.append(scalar)
        safe.append(scalar)
      case ",", "\n", "\r":
        needsQuotes = true
        safe.append(scalar)
      case "\t": safe.append(scalar)
      default: safe.append(contentsOf: String(scalar).neutralised.unicodeScalars)
      }
    }
    return needsQuotes ? "\"\(String(safe))\"" : String(safe)
  }
}

extension Quantity {
  /// The value in full, as a field of a file of rows.
  fileprivate var field: String {
    switch self {
    case .number(let number): number.isFinite ? number.shortest : ""
    case .count(let count): String(count)
    case .text(let text): text
    case .notEstimable: ""
    }
  }
}
