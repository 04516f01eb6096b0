import Analyses
import Cohorts

/// One variable of a table of characteristics, read from a cohort.
struct Characteristic {
  /// The values, by how they are summarised.
  enum Content {
    /// Numbers; what stands where one is missing means nothing.
    case numbers([Double])
    /// Days since 1970-01-01.
    case dates([Int32])
    /// A condition: the place of "yes" is 1.
    case condition
    /// Named values.
    case levels
  }

  /// The column's name or the expression, as it was written.
  let name: String
  /// The words under which it is shown, its unit with them.
  let label: String
  /// The unit of its numbers.
  let unit: String?
  /// The values.
  private(set) var content: Content
  /// Which subjects have a value.
  let validity: Validity
  /// The value of each subject as a code; `nil` for what is only summarised as numbers or dates.
  let grouping: Grouping?
  /// How it is summarised.
  let summaries: [SummaryKind]
  /// How many decimals its numbers have.
  let precision: Precision
  /// When it becomes known.
  let knownAt: KnownAt?

  /// What it was read from.
  let source: ResolvedGroups.Source

  /// The variable in the rows of one of its values.
  func name(ofLevel level: String) -> String { "\(name): \(level)" }

  /// Whether a subject has a value.
  func isKnown(_ position: Int32) -> Bool { validity[Int(position)] }
}

extension Characteristic {
  /// Reads a variable.
  ///
  /// - Parameters:
  ///   - request: The column or expression.
  ///   - cohort: The subjects.
  ///   - asked: How it is to be summarised; empty for what is usual for its type.
  ///   - numbers: How numbers are summarised where nothing is said of them.
  ///   - label: The words for it; those of the dictionary without it.
  ///   - analysis: The full name of the analysis that asks, for messages.
  /// - Throws: `CohortError`, or `ArgumentError` for a summary that does not fit the type.
  init(
    _ request: ColumnRequest, in cohort: Cohort, asked: [SummaryKind], numbers: [SummaryKind], label: String?,
    for analysis: String
  ) throws {
    let (column, source) = try cohort.resolve(request)
    let unit = cohort.dictionary.unit(of: source.source)
    func refusing(_ fitting: [SummaryKind], _ what: String) throws {
      guard let wrong = asked.first(where: { !fitting.contains($0) }) else { return }
      throw ArgumentError.invalid(
        analysis: analysis,
        reason: "\"\(source.source)\" is \(what), which cannot be summarised as \"\(wrong.rawValue)\"; choose one of "
          + fitting.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
    }
    self.source = source
    name = source.source
    validity = column.validity
    knownAt = source.knownAt
    switch column.storage {
    case .number, .integer:
      let values = Self.doubles(column)
      summaries = asked.isEmpty ? numbers : asked
      content = .numbers(values)
      precision = Precision(of: values, column.validity)
      self.unit = unit
    case .date(let days):
      try refusing([.range], "a date")
      (content, summaries, precision, self.unit) = (.dates(days), [.range], .whole, nil)
    case .dateTime(let moments):
      try refusing([.range], "a date")
      let days = moments.map { CalendarDate(ofMoment: $0).daysSince1970 }
      (content, summaries, precision, self.unit) = (.dates(days), [.range], .whole, nil)
    case .time:
      throw CohortError.wrongType(column: source.source, expected: "a number, a category or a date", found: .time)
    case .flag:
      try refusing([.levels], "a flag")
      (content, summaries, precision, self.unit) = (asked.isEmpty ? .condition : .levels, [.levels], .whole, nil)
    case .category, .text:
      try refusing([.levels], "a \(column.type.rawValue)")
      (summaries, precision, self.unit) = ([.levels], .whole, nil)
      content = .levels
    }
    let words = label ?? source.label
    self.label = self.unit.map { "\(words), \($0)" } ?? words
    let levels = summaries.contains(.levels) ? try Self.levels(of: column, named: name, in: cohort) : nil
    if asked.isEmpty, let answers = levels?.asAnswers, case .levels = content {
      (content, grouping) = (.condition, answers)
    } else {
      grouping = levels
    }
  }

  /// The values of a column as named ones; a declared one that nobody has stays, but not one that a restriction took out.
  private static func levels(of column: Column, named name: String, in cohort: Cohort) throws(CohortError) -> Grouping {
    let grouping = try Grouping(column, named: name).keepingLevels(all: cohort.flow.isEmpty || column.type == .flag)
    guard grouping.levels.count <= Grouping.mostLevels else {
      throw .tooManyGroups(column: name, most: Grouping.mostLevels)
    }
    return grouping
  }

  private static func doubles(_ column: Column) -> [Double] {
    switch column.storage {
    case .number(let values): values
    case .integer(let values): values.map(Double.init)
    default: []
    }
  }
}

extension Characteristic {
  /// How many decimals numbers have, which says how what is summarised of them is written: a mean with one more, a median with
  /// those that it has.
  enum Precision {
    case whole
    case tenths
    case finer

    /// The precision of the numbers that are present; numbers too large to be written out count as ``finer``.
    init(of values: [Double], _ validity: Validity) {
      var precision = Precision.whole
      for row in values.indices where validity[row] {
        let value = values[row]
        guard abs(value) < 1e12 else {
          self = .finer
          return
        }
        if value == value.rounded() { continue }
        precision = .tenths
        let tenths = value * 10
        guard abs(tenths - tenths.rounded()) <= 1e-9 * max(1, abs(tenths)) else {
          self = .finer
          return
        }
      }
      self = precision
    }

    /// How a summary is written.
    func format(of kind: SummaryKind) -> TableLayout.Format {
      switch (self, kind) {
      case (.finer, _), (.tenths, .meanSD): .statistic
      case (.whole, .meanSD): .duration
      case (.whole, _), (.tenths, _): .count
      }
    }
  }
}

extension Grouping {
  /// The same with "no" before "yes", where its two levels are these or their first letters; `nil` where they are others.
  fileprivate var asAnswers: Grouping? {
    let words = levels.map { $0.lowercased() }
    guard words.count == 2, let yes = words.firstIndex(where: ["y", "yes"].contains),
      ["n", "no"].contains(words[1 - yes])
    else { return nil }
    guard yes == 0 else { return self }
    return Grouping(codes: codes.map { $0 < 0 ? $0 : 1 - $0 }, levels: levels.reversed())
  }
}

extension Cohort {
  /// The variables that describe subjects at baseline: those that the dictionary says are known then, or, where it says that of
  /// none, all that do not become known later; without ids, dates, and texts that differ from subject to subject.
  ///
  /// - Parameter others: What is left out too, such as what the groups are formed by, and what that reads.
  /// - Returns: The variables, in the order of the columns.
  func baselineVariables(but others: [ColumnRequest]) -> [ColumnRequest] {
    let read = others.flatMap { request in
      [request.source] + ((try? Expression(parsing: request.source))?.columns ?? [])
    }
    let left = Set(read + [dictionary.subjectID])
    let described = columnNames.filter { name in
      guard !left.contains(name), let column = try? column(name) else { return false }
      switch column.type {
      case .date, .dateTime, .time: return false
      case .text, .category:
        return (try? Grouping(column, named: name)).map { $0.levels.count <= Grouping.mostLevels } ?? false
      case .number, .integer, .flag: return true
      }
    }
    let declared = described.filter { knownAt($0) == .baseline }
    let chosen = declared.isEmpty ? described.filter { knownAt($0) == nil } : declared
    return chosen.map(ColumnRequest.init)
  }
}
