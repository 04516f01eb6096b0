import Names

extension TimeUnit {
  /// The unit of time that a word was meant to be which is none: `jahre`, `yaers`; `nil` for a unit of another kind, such as `mg/dL`.
  ///
  /// A unit that is not known is shown and never reckoned with. So a time must not be among them by a slip, or by being written in
  /// another language: what rests on its unit would not be computed, and nobody would see.
  public init?(mistaken text: String) {
    let word = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard TimeUnit(named: word) == nil else { return nil }
    if let unit = Self.inOtherLanguages[word] {
      self = unit
    } else if word.count >= 4, let near = Nearest.name(to: word, among: Self.words, within: 1) {
      self.init(named: near)
    } else {
      return nil
    }
  }

  private static let words = ["days", "week", "weeks", "month", "months", "year", "years"]

  /// Without those that are units of another kind too.
  private static let inOtherLanguages: [String: TimeUnit] = {
    let words: [TimeUnit: String] = [
      .days: "tag tage tagen jour jours día días dia dias giorno giorni dag dagen",
      .weeks: "woche wochen semaine semaines semana semanas settimana settimane weken",
      .months: "monat monate monaten mois mes meses mês mese mesi maand maanden",
      .years: "jahr jahre jahren an ans année années annee annees año años ano anos anno anni jaar jaren",
    ]
    var units: [String: TimeUnit] = [:]
    for unit in TimeUnit.allCases {
      for word in words[unit, default: ""].split(separator: " ") { units[String(word)] = unit }
    }
    return units
  }()
}
