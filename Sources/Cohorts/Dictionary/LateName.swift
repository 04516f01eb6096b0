/// What the name of a variable of the subjects tells of when it becomes known, where it is likely to be after the origin.
///
/// A name proves nothing: what is told by it is proposed to a person, or asked.
public enum LateName: Sendable, Hashable {
  /// A day on which something happens, counted from the origin or a date: `transplant_day`, `relapse_date`.
  case day
  /// What comes of a subject: `died`, `best_response`, `crs_grade`, `os_days`.
  case outcome

  /// What a name tells; `nil` where it does not tell that the variable is late.
  public init?(_ name: String) {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    guard let last = words.last, !words.contains(where: Self.isBefore) || words.contains(where: Self.lateWords.contains)
    else { return nil }
    if words.count > 1, Self.dayWords.contains(last) {
      self = .day
    } else if words.contains(where: Self.outcomeWords.contains) || words.count > 1 && Self.times.contains(last) {
      self = .outcome
    } else {
      return nil
    }
  }

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
      "age", "baseline", "before", "birth", "born", "change", "collection", "consent", "diagn", "dob", "dose", "dx",
      "enrol",
      "first", "from", "index", "infus", "initial", "leukapheresis", "apheresis", "line", "origin", "pre", "prior",
      "random", "regist", "screen", "since", "start", "stud", "surgery", "treat", "trial", "visit",
    ].contains { word == $0 || $0.count > 4 && word.hasPrefix($0) }
  }
}
