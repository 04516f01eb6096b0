import Cohorts

/// When the subjects' variables of ADaM become known, as far as the standard, or the data, say it.
///
/// Days and flags of what happens under treatment are late: who is grouped by them is grouped by the future. Where neither a rule
/// nor the data tell, nothing is said; a person has to decide.
struct ADaMTiming {
  /// Variables, and when they are known.
  struct Rule {
    /// The names: `#` stands for digits, `*` for anything.
    let names: [String]
    /// When they are known; `nil` where it has to be decided by a person.
    let knownAt: KnownAt?
    /// Why.
    let reason: String
  }

  /// The rules; the first that fits a name holds.
  static let rules: [Rule] = [
    Rule(
      names: [
        "STUDYID", "USUBJID", "SUBJID", "SITEID", "SITEGR#", "INVID", "INVNAM", "COUNTRY", "REGION#", "POOLID", "DMDTC",
      ],
      knownAt: .baseline, reason: "who and where a subject is"),
    Rule(
      names: [
        "AGE", "AGEU", "AAGE", "AAGEU", "AGEGR#", "AGEGRP*", "BRTHDT", "BRTHDTC", "BRTHDTF", "SEX", "RACE", "RACEGR#",
        "ARACE", "ARACEGR#", "RACEOTH", "ETHNIC",
      ], knownAt: .baseline, reason: "demographics"),
    Rule(
      names: [
        "ARM", "ARMCD", "ACTARM", "ACTARMCD", "ARMNRS", "TRT#P", "TRT01A", "TRTP", "TRTA", "TRTSEQP", "TR#PG#",
        "TR01AG#", "DOSE#P", "DOSE#U",
      ], knownAt: .baseline, reason: "treatment as planned, and as it begins"),
    Rule(
      names: ["TRT#A", "TR#AG#", "TRTSEQA", "DOSE#A"], knownAt: .afterOrigin,
      reason: "treatment of later periods, and doses as they were given"),
    Rule(names: ["STRAT*", "STR#*"], knownAt: .baseline, reason: "stratification at randomisation"),
    Rule(
      names: ["*BL", "*BLC", "*BLU", "*BLGR#", "*BLCAT#", "BASE", "BASEC", "BASETYPE"], knownAt: .baseline,
      reason: "values at baseline"),
    Rule(
      names: [
        "TRTSDT", "TRTSDTM", "TRTSDTF", "TRTSTM", "TRTSTMF", "TR01SDT", "TR01SDTM", "AP01SDT", "AP01SDTM", "PH1SDT",
        "RFSTDTC", "RFSTDT", "RFXSTDTC", "RFICDTC", "RFICDT", "RANDDT", "RANDDTM", "RANDDTC", "ENRLDT", "SCRNDT",
        "INFCONDT", "VISIT1DT",
      ], knownAt: .baseline, reason: "days up to the start of treatment"),
    Rule(
      names: ["ITTFL", "RANDFL", "ENRLFL", "SCRNFL", "SAFFL"], knownAt: .baseline,
      reason: "populations that are fixed when a subject is enrolled, randomised or first treated"),
    Rule(
      names: ["PPROTFL", "PPROTFN", "COMPLFL", "COMP#FL", "EOSFL", "DISCONFL", "DSRAEFL", "DTHFL", "RESP*FL"],
      knownAt: .afterOrigin, reason: "populations and flags that depend on what happens under treatment"),
    Rule(
      names: [
        "TRTEDT", "TRTEDTM", "TRTEDTF", "TRTETM", "TRTETMF", "TR#EDT", "TR#EDTM", "TR#SDT", "TR#SDTM", "AP#SDT",
        "AP#SDTM", "AP#EDT", "AP#EDTM", "RFENDTC", "RFENDT", "RFXENDTC", "RFPENDTC", "LDDT*", "LSTALVDT*", "LASTALV*",
      ], knownAt: .afterOrigin, reason: "days after the start of treatment"),
    Rule(
      names: ["TRTDUR*", "TRTDR*", "AVGDD", "CUMDOSE", "CUM*DOS*", "TOTDOSE", "VISNUMEN", "DOSEINT*"],
      knownAt: .afterOrigin, reason: "exposure as it was"),
    Rule(
      names: [
        "EOSSTT", "EOSDT", "EOSDTM", "EOTSTT", "EOTDT", "EOP#STT", "DCSREAS*", "DCTREAS*", "DCSRS*", "DCP#RS*",
        "DCREASCD", "DCDECOD", "DCTDT", "DCSDT",
      ], knownAt: .afterOrigin, reason: "disposition"),
    Rule(names: ["DTH*", "DEATH*"], knownAt: .afterOrigin, reason: "death"),
    Rule(
      names: ["*FL", "*FN"], knownAt: nil,
      reason: "whether this flag was fixed at baseline cannot be told from its name: decide"),
  ]

  private let table: ADaMTable

  /// For the table of the subjects.
  init(_ table: ADaMTable) { self.table = table }

  /// When a variable is known, and why that is said; nothing where neither rule nor data tell.
  ///
  /// 1. A rule for its name.
  /// 2. What holds for the text that it is the number of (`AGEGR1N`, for `AGEGR1`).
  /// 3. A date is baseline where it comes after the start of treatment for nobody, and late where it does for anybody.
  /// 4. What its label calls a baseline value is one.
  func knownAt(_ name: String, label: String?) -> (knownAt: KnownAt, reason: String)? {
    let name = name.uppercased()
    if let rule = Self.rule(name) { return rule.knownAt.map { ($0, rule.reason) } }
    if name.hasSuffix("N"), table.written(String(name.dropLast())) != nil,
      let rule = Self.rule(String(name.dropLast()))
    {
      return rule.knownAt.map { ($0, rule.reason) }
    }
    if let fromDates = byDates(name) { return fromDates }
    guard let label = label?.lowercased(), label.contains("baseline"), !label.contains("change"),
      !label.contains("post")
    else { return nil }
    return (.baseline, "its label says that it is of baseline")
  }

  private static func rule(_ name: String) -> Rule? {
    rules.first { rule in rule.names.contains { matches(Array(name.utf8)[...], Array($0.utf8)[...]) } }
  }

  private func byDates(_ name: String) -> (knownAt: KnownAt, reason: String)? {
    guard let days = table.column(name), days.type == .date || days.type == .dateTime,
      let start = table.column("TRTSDT"), days.missingCount < days.count
    else { return nil }
    var isCompared = false
    for row in 0..<days.count {
      guard let day = days.day(row), let first = start.day(row) else { continue }
      if day > first { return (.afterOrigin, "it is a day after the start of treatment for some") }
      isCompared = true
    }
    return isCompared ? (.baseline, "it is a day up to the start of treatment for everybody") : nil
  }

  /// Whether a name fits a pattern in which `#` stands for one or more digits and `*` for anything; names are short.
  private static func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    guard let next = pattern.first else { return name.isEmpty }
    switch next {
    case UInt8(ascii: "*"):
      return matches(name, pattern.dropFirst()) || (!name.isEmpty && matches(name.dropFirst(), pattern))
    case UInt8(ascii: "#"):
      guard let digit = name.first, digit &- 48 < 10 else { return false }
      return matches(name.dropFirst(), pattern.dropFirst()) || matches(name.dropFirst(), pattern)
    default: return name.first == next && matches(name.dropFirst(), pattern.dropFirst())
    }
  }
}
