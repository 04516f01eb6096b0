/// What the name of a variable of the subjects tells of when it becomes known, where it is likely to be after the origin.
///
/// A name proves nothing: what is told by it is proposed to a person, or asked.
public enum LateName: Sendable, Hashable {
  /// A day on which something happens, counted from the origin or a date: `transplant_day`, `relapse_date`.
  case day
  /// What comes of a subject: `died`, `best_response`, `crs_grade`, `os_days`, or is found on a later day: `MRD day 28`.
  case outcome

  /// What a name tells; `nil` where it does not tell that the variable is late, or where its label tells of what came before.
  public init?(_ name: String, label: String? = nil) {
    let words = Self.words(name)
    guard let last = words.last, !words.contains(where: Self.otherOrigin.contains),
      !Self.words(label ?? "").contains(where: Self.earlier.contains),
      !words.contains(where: Self.isBefore) || words.contains(where: Self.lateWords.contains)
    else { return nil }
    if words.count > 1, Self.dayWords.contains(last) {
      self = .day
    } else if words.contains(where: Self.outcomeWords.contains) || words.count > 1 && Self.times.contains(last) {
      self = .outcome
    } else if Self.isLastContact(words) || Self.hasVisit(name) {
      self = .outcome
    } else {
      return nil
    }
  }

  /// Whether words are of when somebody was last seen: `Last contact`, `last_known_alive`.
  private static func isLastContact(_ words: [String]) -> Bool {
    words.contains("last")
      && words.contains { word in
        ["contact", "alive", "follow", "seen", "fu", "fup", "visit"].contains {
          word == $0 || $0.count > 3 && word.hasPrefix($0)
        }
      }
  }

  /// Whether a name tells of a day or a visit after the first day: `MRD day 28`, `month_3`, `mrd_d28`; not `day 0` and `day -5`.
  private static func hasVisit(_ name: String) -> Bool {
    let name = name.lowercased()
    let visits = name.matches(of: /(?:^|[^a-z])(?:day|week|month|year|visit)s?(?:[ _]*|-)([0-9]+)(?![0-9.])/).map(\.1)
    let short = name.matches(of: /(?:^|[^a-z0-9])d([0-9]{2,3})(?![a-z0-9])/).map(\.1)
    return (visits + short).contains { (Int($0) ?? 0) > 1 }
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Words of what came before the start.
  private static let earlier: Set<String> = ["baseline", "before", "earlier", "pre", "previous", "prior"]

  /// Words of what is counted from something else than the start, or came before it.
  private static let otherOrigin = earlier.union(["after", "age", "change", "from", "since"])

  private static let dayWords: Set<String> = ["day", "dy", "date", "dt", "dtm", "dtc"]

  private static let times: Set<String> = ["days", "weeks", "months", "years", "time", "event", "cens", "censor"]

  private static let outcomeWords: Set<String> = [
    "died", "dead", "death", "deceased", "progressed", "progression", "relapsed", "relapse", "recurrence", "response",
    "responder", "bor", "crs", "icans", "gvhd", "worst", "vital",
  ]

  /// Words of what happens after the start, whatever stands beside them: `treatment_end_date`.
  private static let lateWords: Set<String> = [
    "died", "death", "end", "stop", "last", "relapse", "progression", "discontinuation", "withdrawal", "contact",
    "next",
  ]

  /// Whether a word is of what comes before the start, or is it.
  private static func isBefore(_ word: String) -> Bool {
    [
      "apheresis", "birth", "born", "collection", "consent", "diagn", "dob", "dose", "dx", "enrol", "first", "index",
      "infus",
      "initial", "leukapheresis", "line", "origin", "random", "regist", "screen", "start", "study", "surgery", "treat",
      "trial",
      "visit",
    ].contains { word == $0 || $0.count > 4 && word.hasPrefix($0) }
  }
}
