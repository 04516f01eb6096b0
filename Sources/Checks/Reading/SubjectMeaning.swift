import Cohorts

/// What a column of the subjects means, told by its name: the plain ones, and ADaM's.
enum SubjectMeaning {
  case age, deathDate, deathDay, deathFlag, lastContactDate, lastContactDay, treatmentStart

  /// The names under which such a column usually goes, in any case, the plainest first.
  var usualNames: [String] {
    switch self {
    case .age:
      [
        "age", "age_years", "age_at_diagnosis", "age_at_infusion", "age_at_enrolment", "age_at_enrollment",
        "age_at_baseline", "AAGE",
      ]
    case .deathDate: ["death_date", "date_of_death", "DTHDT", "DTHDTC"]
    case .deathDay: ["death_day", "day_of_death", "DTHDY", "DTHADY"]
    case .deathFlag: ["died", "dead", "death", "deceased", "death_event", "DTHFL"]
    case .lastContactDate:
      [
        "last_contact_date", "date_of_last_contact", "last_follow_up_date", "last_followup_date", "last_alive_date",
        "date_last_known_alive", "LSTALVDT", "LSTALVDTC", "LCNTCTDT",
      ]
    case .lastContactDay:
      ["last_contact_day", "last_follow_up_day", "last_followup_day", "last_alive_day", "LSTALVDY"]
    case .treatmentStart:
      ["infusion_date", "treatment_start_date", "first_dose_date", "treatment_date", "TRTSDT", "TRTSDTM", "RFXSTDTC"]
    }
  }
}

extension CheckedTable {
  /// The first column of a meaning.
  func column(meaning: SubjectMeaning) -> (name: String, column: Column)? { column(named: meaning.usualNames) }

  /// The first column of a meaning, as days.
  func days(meaning: SubjectMeaning) -> DayColumn? {
    column(meaning: meaning).flatMap { DayColumn($0.name, $0.column) }
  }
}
