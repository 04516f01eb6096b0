/// What stands in a file where there is no value.
///
/// - Nothing at all, between separators or between quotes.
/// - `NA`, `NaN`, `nan`: R, and what computes with R or NumPy.
/// - `.`: SAS.
/// - `N/A`, `n/a`, `#N/A`: spreadsheets.
/// - `NULL`, `Null`, `null`: databases.
/// - `missing`, `Missing`, `MISSING`: case report forms.
/// - `[Not Available]`, `[Not Applicable]`, `[Unknown]` and others between brackets: TCGA, in cBioPortal's files alone.
///
/// Other words that look alike are values: `none` (no prior therapy), `unknown` and `not reported` (answers), `na`
/// and `Na` (sodium), `-`. Between quotes a token is a value too where the column is text or categories: `"NA"` is the
/// country, and how such a level is written.
enum MissingToken {
  /// The tokens, the empty one first, those between brackets last.
  static let all = plain + bracketed

  private static let plain = [
    "", "NA", ".", "NaN", "nan", "N/A", "n/a", "#N/A", "NULL", "Null", "null", "missing", "Missing", "MISSING",
  ]

  private static let bracketed = [
    "[Not Available]", "[Not Applicable]", "[Unknown]", "[Not Evaluated]", "[Pending]", "[Discrepancy]", "[Completed]",
  ]

  /// The number of the token that a field is, or -1 where the field is a value.
  @inline(__always)
  static func index(of field: FieldText) -> Int {
    if field.count == 0 { return 0 }
    guard field.count <= 7 || field.hasBracketTokens else { return -1 }
    switch field.base[0] {
    case UInt8(ascii: "."): return field.count == 1 ? 2 : -1
    case UInt8(ascii: "N"), UInt8(ascii: "n"), UInt8(ascii: "#"): return field.count <= 4 ? search(field) : -1
    case UInt8(ascii: "m"), UInt8(ascii: "M"): return field.count == 7 ? search(field) : -1
    case UInt8(ascii: "["): return field.hasBracketTokens ? searchBrackets(field) : -1
    default: return -1
    }
  }

  /// The same, for a column of texts or categories.
  @inline(__always)
  static func textIndex(of field: FieldText) -> Int {
    field.count == 0 ? 0 : field.isQuoted ? -1 : index(of: field)
  }

  /// Whether a text, written into a CSV file without quotes, would be read as missing.
  static func isToken(_ text: String) -> Bool { plain.contains(text) }

  @inline(never)
  private static func search(_ field: FieldText) -> Int {
    var word: UInt64 = 0
    for index in 0..<field.count { word = word << 8 | UInt64(field.base[index]) }
    return words.firstIndex(of: word) ?? -1
  }

  @inline(never)
  private static func searchBrackets(_ field: FieldText) -> Int {
    guard field.count <= 16, let index = bracketed.firstIndex(of: field.string) else { return -1 }
    return plain.count + index
  }

  /// The bytes of each plain token, which are at most seven, as a number.
  private static let words = plain.map { $0.utf8.reduce(0 as UInt64) { $0 << 8 | UInt64($1) } }
}
