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
  /// The terms that were asked for, as they are written in the events; `nil` where all count.
  private(set) var terms: Set<String>?
  private let events: EventTable

  init(_ events: EventTable) { self.events = events }

  private var count: Int { kept?.count ?? events.subjects.count }

  /// Keeps the rows of some terms.
  ///
  /// - Parameters:
  ///   - asked: Their names; where no row has one as it is written, upper and lower case are one.
  ///   - column: The column of terms.
  /// - Throws: ``EventError/unknownTerm(_:column:table:nearest:)`` for one that no row of the whole table has, whosever it is.
  mutating func keep(terms asked: [String], _ column: String) throws {
    let codes = try EventCodes(events.rows.column(column))
    // A term that only others have is known, and nobody here has it.
    lazy var known = Set(events.storedColumn(column).map { EventCodes($0).occurring } ?? codes.occurring)
    var chosen = [Bool](repeating: false, count: codes.levels.count)
    for name in asked {
      let places = Self.places(of: name, in: codes.levels)
      for place in places { chosen[place] = true }
      guard places.isEmpty, !known.isEmpty, Self.places(of: name, in: Array(known)).isEmpty else { continue }
      throw EventError.unknownTerm(
        name, column: column, table: events.name, nearest: Nearest.name(to: name, among: known.sorted()))
    }
    terms = Set(codes.levels.indices.filter { chosen[$0] }.map { codes.levels[$0] })
    let unknown = keep(
      Truth(codes.codes.map { $0 < 0 ? Truth.unknown : chosen[Int($0)] ? Truth.yes : Truth.no }))
    let words = asked.count > 3 ? "\(asked.count) terms" : asked.joined(separator: ", ")
    narrowing.append(words)
    methods.append(
      "Events count whose term (\"\(column)\") is \(asked.joined(separator: " or "))\(Self.left(unknown, "the term is missing"))."
    )
  }

  /// The places of a name among others: as it is written, or else in any case.
  private static func places(of name: String, in levels: [String]) -> [Int] {
    if let place = levels.firstIndex(of: name) { return [place] }
    let folded = name.lowercased()
    return levels.indices.filter { levels[$0].lowercased() == folded }
  }

  /// Keeps the rows for which a condition holds.
  mutating func keep(where condition: String) throws(CohortError) {
    let unknown = keep(try events.rows.truth(of: condition))
    narrowing.append("where \(condition)")
    methods.append("Of the events, those count where \(condition)\(Self.left(unknown, "that is unknown")).")
  }

  /// Keeps the rows that are flagged.
  mutating func keep(flagged column: String) throws {
    let (truth, isTicked) = try events.truth(of: column)
    let unknown = keep(truth)
    narrowing.append("treatment-emergent")
    let blank = isTicked ? "; one that is not flagged is not treatment-emergent" : ""
    methods.append(
      "Events count that are flagged as treatment-emergent (\"\(column)\")\(blank)\(Self.left(unknown, "the flag is missing"))."
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
