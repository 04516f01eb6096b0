import Analyses
import Cohorts

/// Of what a table of rates has lines.
enum RateLines: String, Choice {
  case any
  case organClass = "organ_class"
  case term

  var summary: String {
    switch self {
    case .any: "one line for all events that count"
    case .organClass: "any event, and each organ class"
    case .term: "any event, and each term"
    }
  }
}

/// The lines of a table of rates: any event, then terms or organ classes, each with its events.
struct ExposureLines {
  /// A line.
  struct Line {
    /// Its words, and the name by which its rows are told from those of others.
    let name: String
    /// The places of its events among those that are placed, ascending.
    let events: [Int32]
  }

  /// The lines, any event first.
  let lines: [Line]

  /// Deals the events to lines, those in most subjects first.
  ///
  /// - Throws: ``EventError`` for a column that is none, and `CohortError`.
  init(_ question: EventQuestion, _ events: PlacedEvents, _ kind: RateLines) throws {
    let any = Line(name: EventLines.anyEvent, events: events.rows.indices.map { Int32($0) })
    guard let role: ColumnRole = kind == .any ? nil : kind == .term ? .term : .organClass else {
      lines = [any]
      return
    }
    let codes = try question.codes(question.requiredName(role))
    let missing = codes.levels.count
    var dealt = [[Int32]](repeating: [], count: missing + 1)
    for (place, row) in events.rows.enumerated() {
      let code = codes.codes[Int(row)]
      dealt[code < 0 ? missing : Int(code)].append(Int32(place))
    }
    let noName = kind == .term ? EventKeys.noTerm : EventKeys.noClass
    let named = dealt.indices.filter { !dealt[$0].isEmpty }.map { code -> (line: Line, subjects: Int) in
      let level = code == missing ? noName : codes.levels[code]
      // A term may be called as the line of all is.
      let isTaken = level == any.name || (code != missing && level == noName)
      let line = Line(name: isTaken ? "\(level) (as recorded)" : level, events: dealt[code])
      return (line, Set(dealt[code].map { events.subjects[Int($0)] }).count)
    }
    lines =
      [any]
      + named.sorted { $0.subjects == $1.subjects ? $0.line.name < $1.line.name : $0.subjects > $1.subjects }
      .map(\.line)
  }
}
