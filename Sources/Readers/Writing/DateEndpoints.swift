import Cohorts
import OrderedCollections

/// Overall and progression-free survival by the dates of the subjects: from an origin to a progression, a death, or the last
/// contact, told by the names of the columns.
///
/// 1. The origin is a date of infusion, of the start of treatment, of randomisation, of enrolment or, where there is none of them,
///    of diagnosis.
/// 2. Overall survival ends at the death, progression-free survival at the progression or the death; otherwise both are censored at
///    the last contact.
/// 3. It is in doubt, and to be decided by a person, where two columns are named alike, or a date comes before the origin.
struct DateEndpoints {
  /// What is computed for an endpoint.
  struct Derived {
    var name: String
    var label: String
    var time: String
    var event: String
  }

  /// The column of the origin.
  let origin: String
  /// The origin in words.
  let originWords: String
  /// The columns of dates that come after the origin.
  let later: [String]
  /// The endpoints.
  let endpoints: [Derived]
  /// What a person must decide before they can be used; `nil` where nothing is in doubt.
  let doubt: String?

  /// Looks through the subjects' columns; `nil` where their names and dates tell of no endpoint.
  init?(_ columns: OrderedDictionary<String, Column>, taken: [String] = []) {
    let dates = columns.filter { $0.value.type == .date && !$0.key.contains("`") }
    func named(_ role: DateRole) -> [String] { dates.keys.filter { DateRole($0) == role } }
    let origins = DateRole.origins.map { (role: $0, names: named($0)) }.filter { !$0.names.isEmpty }
    let known = origins.filter { $0.role != .diagnosis }
    guard let first = (known.isEmpty ? origins : known).first, let origin = first.names.first,
      let death = named(.death).first, let last = named(.lastContact).first
    else { return nil }
    let progression = named(.progression).first
    self.origin = origin
    originWords = first.role.words
    later = [progression, death, last].compactMap(\.self)
    func quoted(_ name: String) -> String { Self.quoted(name) }
    let end = "if_missing(\(quoted(death)), \(quoted(last)))"
    var found = [
      Derived(
        name: "os", label: "Overall survival", time: "\(end) - \(quoted(origin))",
        event: "not is_missing(\(quoted(death)))")
    ]
    if let progression {
      found.append(
        Derived(
          name: "pfs", label: "Progression-free survival",
          time: "if_missing(\(quoted(progression)), \(end)) - \(quoted(origin))",
          event: "not is_missing(\(quoted(progression))) or not is_missing(\(quoted(death)))"))
    }
    endpoints = found.filter { endpoint in
      let names = [endpoint.name, "\(endpoint.name)_days", "\(endpoint.name)_event"]
      return !taken.contains(endpoint.name) && !columns.keys.contains { names.contains($0.lowercased()) }
    }
    guard !endpoints.isEmpty else { return nil }
    let alike = [
      named(.death), named(.lastContact), named(.progression), (known.isEmpty ? origins : known).flatMap(\.names),
    ]
    .filter { $0.count > 1 }
    let before = Self.countBefore(columns[origin], later.compactMap { columns[$0] })
    if let several = alike.first {
      doubt = "which of \(several.map { "\"\($0)\"" }.joined(separator: ", ")) is it?"
    } else if before > 0 {
      doubt =
        "in \(before) \(before == 1 ? "subject" : "subjects") a date comes before \"\(origin)\", which a time cannot"
    } else {
      doubt = nil
    }
  }

  /// How many subjects have a date before the origin.
  private static func countBefore(_ origin: Column?, _ later: [Column]) -> Int {
    guard let origin, case .date(let starts) = origin.storage else { return 0 }
    return starts.indices.count { row in
      origin.validity[row]
        && later.contains { column in
          guard case .date(let days) = column.storage, column.validity[row] else { return false }
          return days[row] < starts[row]
        }
    }
  }

  /// A column as expressions name it.
  private static func quoted(_ name: String) -> String {
    let isName = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    return isName && name.first?.isNumber == false ? name : "`\(name)`"
  }

  /// Whether dates come after the origin for anybody.
  func isLater(_ column: Column, in columns: OrderedDictionary<String, Column>) -> Bool {
    guard case .date(let days) = column.storage, let start = columns[origin], case .date(let starts) = start.storage
    else {
      return false
    }
    return days.indices.contains { column.validity[$0] && start.validity[$0] && days[$0] > starts[$0] }
  }

  /// Why the endpoints are what they are, for comments.
  func remark(on endpoint: Derived) -> String {
    "by the dates of the subjects, from \"\(origin)\"; decide: "
      + (endpoint.name == "pfs"
        ? "is who had no progression censored at the last contact, or at the last assessment of the disease?"
        : "is the last contact when somebody was last known to be alive?")
  }
}

/// What the name of a column of dates tells that it is.
private enum DateRole {
  case infusion, treatment, randomisation, index, enrolment, diagnosis
  case progression, death, lastContact

  /// The roles of an origin, the likelier first.
  static let origins: [DateRole] = [.infusion, .treatment, .randomisation, .index, .enrolment, .diagnosis]

  var words: String {
    switch self {
    case .infusion: "infusion"
    case .treatment: "start of treatment"
    case .randomisation: "randomisation"
    case .index: "index date"
    case .enrolment: "enrolment"
    case .diagnosis: "diagnosis"
    case .progression: "progression"
    case .death: "death"
    case .lastContact: "last contact"
    }
  }

  /// `nil` for a name that tells nothing.
  init?(_ name: String) {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    func begins(_ beginnings: String...) -> Bool {
      words.contains { word in beginnings.contains { word.hasPrefix($0) } }
    }
    func has(_ exact: String...) -> Bool { words.contains { exact.contains($0) } }
    if begins("birth", "prior", "previous", "next") || has("dob") { return nil }
    if begins("death", "died", "deceased") || has("dod", "dthdt") {
      self = .death
    } else if begins("lastcontact", "lastfollow", "lastalive", "censor", "lstalvdt") || has("lfu", "lfup", "cens")
      || has("last") && (begins("contact", "alive", "follow", "seen", "known") || has("fu", "fup"))
    {
      self = .lastContact
    } else if begins("progress", "relaps", "recur") || has("pd") {
      self = .progression
    } else if has("last", "end", "stop") {
      return nil
    } else if begins("infus") {
      self = .infusion
    } else if begins("random") {
      self = .randomisation
    } else if begins("treat", "therap", "dos", "trt") && has("start", "first", "begin", "started") || has("trtsdt") {
      self = .treatment
    } else if has("index") {
      self = .index
    } else if begins("enrol", "regist") {
      self = .enrolment
    } else if begins("diagn") || has("dx") {
      self = .diagnosis
    } else {
      return nil
    }
  }
}
