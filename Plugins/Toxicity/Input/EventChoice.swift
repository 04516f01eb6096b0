import Analyses
import Cohorts

/// Which rows of a table of events count, as one narrowing after another is asked for.
struct EventChoice {
  /// The rows that count, ascending; `nil` while all do.
  private(set) var kept: [Int32]?
  /// What was done, in full sentences.
  private(set) var methods: [String] = []
  /// The narrowings in a few words each.
  private(set) var narrowing: [String] = []
  private let events: EventTable

  init(_ events: EventTable) { self.events = events }

  private var count: Int { kept?.count ?? events.subjects.count }

  /// Keeps the rows for which a condition holds.
  mutating func keep(where condition: String) throws(CohortError) {
    let unknown = keep(try events.rows.truth(of: condition))
    narrowing.append("where \(condition)")
    methods.append("Of the events, those count where \(condition)\(Self.left(unknown, "that is unknown")).")
  }

  /// Keeps the rows that are flagged.
  mutating func keep(flagged column: String) throws {
    let unknown = keep(try YesOrNo.truth(of: events.rows.column(column), named: column))
    narrowing.append("treatment-emergent")
    methods.append(
      "Events count that are flagged as treatment-emergent (\"\(column)\")\(Self.left(unknown, "the flag is missing"))."
    )
  }

  /// Keeps the rows that began within days.
  mutating func keep(from window: ClosedRange<Double>, _ column: String) throws(CohortError) {
    let (days, validity) = try events.rows.numbers(column)
    let unknown = keep(
      Truth(
        days.indices.map { validity[$0] ? (window.contains(days[$0]) ? Truth.yes : Truth.no) : Truth.unknown }))
    let words =
      "from day \(Argument.number(window.lowerBound).source) to day \(Argument.number(window.upperBound).source)"
    narrowing.append("onset \(words)")
    methods.append(
      "Events count that began \(words) (\"\(column)\")\(Self.left(unknown, "the day of onset is missing")).")
  }

  private static func left(_ unknown: Int, _ why: String) -> String {
    unknown == 0
      ? ""
      : "; \(unknown) \(unknown == 1 ? "event" : "events") for which \(why) \(unknown == 1 ? "is" : "are") left out"
  }

  /// Keeps the rows of which something is true, and says how many more it is unknown of.
  private mutating func keep(_ truth: Truth) -> Int {
    var rows: [Int32] = []
    var unknown = 0
    for place in 0..<count {
      let row = kept.map { $0[place] } ?? Int32(place)
      switch truth.values[Int(row)] {
      case Truth.yes: rows.append(row)
      case Truth.unknown: unknown += 1
      default: break
      }
    }
    if rows.count < count { kept = rows }
    return unknown
  }
}
