/// The names under which columns of subject ids are usual.
public enum SubjectIDName {
  /// The names, the likelier first.
  public static let usual = ["usubjid", "subject_id", "patient_id", "subject", "patient", "id"]

  /// The place of a column's name among the usual ones, whatever its case, its blanks and its signs: `Patient ID`, `Subject_Id`; `nil`
  /// where it is none of them.
  public static func place(of name: String) -> Int? { places[folded(name)] }

  private static let places = Dictionary(
    uniqueKeysWithValues: usual.enumerated().map { place, name in (folded(name), place) })

  private static func folded(_ name: String) -> String {
    String(name.lowercased().filter { !$0.isWhitespace && !"_-.#:".contains($0) })
  }

  /// Those of some names that are usual, the likelier first.
  public static func candidates(among names: some Sequence<String>) -> [String] {
    let found = names.enumerated().compactMap { index, name in place(of: name).map { (name, $0, index) } }
    return found.sorted { ($0.1, $0.2) < ($1.1, $1.2) }.map(\.0)
  }
}
