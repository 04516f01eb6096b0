import Cohorts

/// What Dataset-JSON says of a column.
struct DatasetJSONColumn: Sendable, Hashable {
  var name = ""
  var itemOID: String?
  var label: String?
  var dataType = DataType.string
  var targetDataType: String?
  var displayFormat: String?
  var length: Int?
  var keySequence: Int?
  /// Where it is described.
  var start = 0

  /// How values are written.
  enum DataType: String, CaseIterable, Sendable {
    case string, integer, decimal, float, double, boolean, datetime, date, time, URI

    /// The type of a name; version 1.0 has some more.
    init?(_ name: String, isVersion1_0: Bool) {
      if let type = Self(rawValue: name) {
        self = type
        return
      }
      let older: [String: DataType] = [
        "text": .string, "partialDate": .date, "partialTime": .time, "partialDatetime": .datetime,
        "incompleteDatetime": .datetime, "durationDatetime": .string, "hexBinary": .string, "base64Binary": .string,
        "hexFloat": .string, "base64Float": .string, "intervalDatetime": .string, "incompleteDate": .date,
        "incompleteTime": .time,
      ]
      guard isVersion1_0, let type = older[name] else { return nil }
      self = type
    }

    /// Whether values are written as numbers, or as decimals in quotes.
    var isNumeric: Bool { [.integer, .decimal, .float, .double].contains(self) }
  }

  /// What is known of the column.
  var description: ColumnDescription {
    ColumnDescription(label: label.flatMap { $0.isEmpty ? nil : $0 }, format: displayFormat)
  }

  /// As what its values are first read.
  var kind: RowKind {
    switch dataType {
    case .string, .URI: return .category
    case .boolean: return .flag
    case .date: return .date
    case .datetime: return .dateTime
    case .time: return .time
    case .integer, .decimal, .float, .double:
      switch displayFormat.flatMap(SASFormat.init) {
      case .date: return .date
      case .dateTime: return .dateTime
      case .time: return .time
      case nil: return dataType == .integer ? .integer : .number
      }
    }
  }
}

/// As what the values of a column are read.
enum RowKind: Sendable, Hashable {
  case integer, number, flag, date, dateTime, time, category, text

  /// The same for the arrays that hold the values.
  var columnKind: ColumnKind {
    switch self {
    case .integer: .integer
    case .number: .number(point: 46)
    case .flag: .flag
    case .date: .date(.dayFirst)
    case .dateTime: .dateTime
    case .time: .time
    case .category: .category
    case .text: .text
    }
  }
}
