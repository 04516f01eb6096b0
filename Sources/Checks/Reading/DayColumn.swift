import Cohorts

/// A column of days: dates of the calendar, or numbers of days from an origin.
///
/// A date that is partly given may be any day of its month or year: an order of two is wrong only where no choice of them
/// would make it right.
struct DayColumn {
  /// What days are counted from; those of one axis alone can be compared.
  enum Axis {
    /// 1970-01-01.
    case calendar
    /// An origin of the study.
    case study
  }

  let name: String
  let axis: Axis
  /// The first day that each row can mean; not a number where it has none.
  let earliest: [Double]
  /// The last day that each row can mean.
  let latest: [Double]

  private let column: Column

  /// The days of a column; `nil` where it does not hold days.
  init?(_ name: String, _ column: Column) {
    self.name = name
    self.column = column
    switch column.storage {
    case .date(let values):
      axis = .calendar
      earliest = Self.days(column) { Double(values[$0]) }
      latest = earliest
    case .dateTime(let values):
      axis = .calendar
      earliest = Self.days(column) { Double(CalendarDate(ofMoment: values[$0]).daysSince1970) }
      latest = earliest
    case .integer where Self.isDate(name), .number where Self.isDate(name):
      // A day of SAS whose format is missing: what it is counted from is not known.
      return nil
    case .integer(let values):
      axis = .study
      earliest = Self.days(column) { Double(values[$0]) }
      latest = earliest
    case .number(let values):
      axis = .study
      earliest = Self.days(column) { values[$0] }
      latest = earliest
    case .text, .category:
      guard let dates = ISODates(column), dates.isMostlyDates else { return nil }
      axis = .calendar
      earliest = Self.days(column) { dates[$0].map { Double($0.earliest) } ?? .nan }
      latest = Self.days(column) { dates[$0].map { Double($0.latest) } ?? .nan }
    default: return nil
    }
  }

  /// Whether a name is that of a date, as ADaM ends them or in words.
  private static func isDate(_ name: String) -> Bool {
    name.hasSuffix("DT") || name.hasSuffix("DTM") || ColumnNames.words(name).contains("date")
  }

  private static func days(_ column: Column, _ day: (Int) -> Double) -> [Double] {
    let validity = column.validity
    return (0..<column.count).map { validity[$0] ? day($0) : .nan }
  }

  /// The day of a row as it is shown.
  func words(_ row: Int) -> String {
    axis == .study ? "day \(column[row].description)" : column[row].description
  }
}

/// The dates in a column of texts.
struct ISODates {
  private let dates: [ISODate?]
  /// The number of dates of each precision, the coarsest first.
  private(set) var counts = [Int](repeating: 0, count: ISODate.Precision.allCases.count)
  /// The number of texts that are no dates.
  private(set) var others = 0

  /// The dates of a column of texts or categories; `nil` for any other.
  init?(_ column: Column) {
    switch column.storage {
    case .category(let values):
      let levels = values.levels.map { ISODate(Array($0.utf8)) }
      dates = (0..<column.count).map { column.validity[$0] ? levels[Int(values.codes[$0])] : nil }
    case .text(let values):
      // The first texts tell: a column of names is not read to its end.
      let sample = (0..<column.count).lazy.filter { column.validity[$0] && !values.range($0).isEmpty }.prefix(20)
      guard sample.contains(where: { ISODate(values.bytes[values.range($0)]) != nil }) else { return nil }
      dates = (0..<column.count).map { column.validity[$0] ? ISODate(values.bytes[values.range($0)]) : nil }
    default: return nil
    }
    for row in dates.indices where column.validity[row] {
      if let date = dates[row] { counts[date.precision.rawValue] += 1 } else { others += 1 }
    }
  }

  /// The date of a row, where it has one.
  subscript(row: Int) -> ISODate? { dates[row] }

  /// Whether it is a column of dates: nine of ten are, and some have a month, so that it is not one of years alone.
  var isMostlyDates: Bool {
    let found = counts.reduce(0, +)
    return found > counts[0] && others * 10 <= found
  }

  /// The number of dates without a day.
  var partial: Int { counts[ISODate.Precision.year.rawValue] + counts[ISODate.Precision.month.rawValue] }
}
