/// What is fed to the readers.
enum Format: String, CaseIterable {
  /// Comma-separated values, as a file.
  case csv
  /// A SAS transport file.
  case xpt
  /// Dataset-JSON, as one JSON text.
  case datasetJSON = "dataset-json"
  /// Dataset-JSON, one JSON text a line.
  case ndjson
  /// Any of them, compressed.
  case gzip
  /// A cBioPortal clinical file.
  case cbioportal
  /// A `define.xml`, beside the subjects that it describes.
  case define
  /// A `cohort.toml`, beside the tables that it names.
  case toml
  /// A folder of files, written as one text: see ``FolderText``.
  case folder
  /// An expression, over a cohort with a column of every type.
  case expression

  /// Words and signs that mean something in the format.
  var tokens: [[UInt8]] {
    switch self {
    case .csv: Tokens.delimited
    case .cbioportal: Tokens.delimited + Tokens.cbioportal
    case .xpt: Tokens.transport
    case .datasetJSON, .ndjson: Tokens.json
    case .gzip: Tokens.deflate
    case .define: Tokens.xml
    case .toml: Tokens.toml
    case .folder: Tokens.toml + Tokens.delimited + Tokens.folder
    case .expression: Tokens.expression
    }
  }
}

/// The tokens that mutations put in, by format.
enum Tokens {
  static let delimited =
    bytes([
      ",", ";", "\t", "|", "\"", "\"\"", "\n", "\r", "\r\n", "\n\n", "NA", ".", "NaN", "-0.0", "1e999", "1e-400", "007",
      "1,5",
      "9223372036854775808", "-9223372036854775808", "2021-03-09", "31/12/2021", "12/31/2021", "09MAR2021",
      "2021-02-30",
      "2021-03-09T10:00:01.5", "yes", "F", "T", "true", "id", "USUBJID", "pfs_days", "pfs_event", "time", "status", " ",
      "\u{FEFF}", "\u{0}", "é", "#",
    ]) + [[0xFF], [0xE9], [0xC3], [0xFF, 0xFE], [0xED, 0xA0, 0x80]]

  static let cbioportal = bytes([
    "#", "#STRING\tNUMBER\tBOOLEAN", "#1\t1\t1", "PATIENT_ID", "SAMPLE_ID", "OS_STATUS", "OS_MONTHS", "0:LIVING",
    "1:DECEASED", "2:", ":", "[Not Available]", "[Unknown]",
  ])

  static let transport =
    bytes([
      "HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!", "HEADER RECORD*******LIBV8   HEADER RECORD!!!!!!!",
      "HEADER RECORD*******MEMBER  HEADER RECORD!!!!!!!", "HEADER RECORD*******MEMBV8  HEADER RECORD!!!!!!!",
      "HEADER RECORD*******DSCRPTR HEADER RECORD!!!!!!!", "HEADER RECORD*******NAMESTR HEADER RECORD!!!!!!!",
      "HEADER RECORD*******NAMSTV8 HEADER RECORD!!!!!!!", "HEADER RECORD*******LABELV8 HEADER RECORD!!!!!!!",
      "HEADER RECORD*******LABELV9 HEADER RECORD!!!!!!!", "HEADER RECORD*******OBS     HEADER RECORD!!!!!!!",
      "HEADER RECORD*******OBSV8   HEADER RECORD!!!!!!!", "0140", "0136", "0000", "9999", "-001", "999999999999999",
      "DATE", "DATETIME", "TIME", "E8601DA", "$CHAR", "USUBJID ", "                                        ",
    ]) + [
      [0x2E, 0, 0, 0, 0, 0, 0, 0], [0x41, 0, 0, 0, 0, 0, 0, 0], [0x5F, 0, 0, 0, 0, 0, 0, 0], [0x7F, 0xFF, 0xFF, 0xFF],
      [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0, 1], [0, 2], [0, 0], [0, 8],
    ]

  static let json =
    bytes([
      "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u0000", "\\uD800", "\\uD83D\\uDE00", "null", "true", "false", "-0.0",
      "1e999",
      "1e-999", "9007199254740993", "18446744073709551616", "-1", "0.1", "[[[[[[[[", "{\"a\":{\"a\":{\"a\":",
      "\"records\"",
      "\"columns\"", "\"rows\"", "\"name\"", "\"itemOID\"", "\"dataType\"", "\"integer\"", "\"decimal\"", "\"double\"",
      "\"boolean\"", "\"date\"", "\"datetime\"", "\"time\"", "\"URI\"", "\"targetDataType\"", "\"displayFormat\"",
      "\"keySequence\"", "\"datasetJSONVersion\"", "\"1.1.0\"", "\"1.0.0\"", "\"clinicalData\"", "\"itemGroupData\"",
      "\"items\"",
      "\"itemData\"", "\"2013-07\"", "\"2013-07-19T00:00:00\"", "\n", "\r\n", "\u{FEFF}",
    ]) + [[0xFF], [0xC0, 0x80], [0]]

  static let deflate: [[UInt8]] = [
    [0x1F, 0x8B, 8, 0], [0x1F, 0x8B, 8, 0x1C], [0x78, 0x9C], [0x78, 0x01], [0x78, 0xDA], [0, 0, 0, 0xFF, 0xFF],
    [1, 0, 0, 0xFF, 0xFF], [3, 0], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0],
  ]

  static let xml = bytes([
    "<", ">", "/>", "</", "<!--", "-->", "<![CDATA[", "]]>", "&amp;", "&#0;", "&#x10FFFF;", "&undefined;", "<ItemDef ",
    "<CodeList ",
    "<CodeListItem ", "<EnumeratedItem ", "<ItemRef ", "<ItemGroupDef ", "<Decode>", "<TranslatedText>", "OID=\"",
    "Name=\"",
    "OrderNumber=\"", "Length=\"", "DataType=\"", "CodedValue=\"", "CodeListOID=\"",
    "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\">]>",
    "<?xml version=\"1.0\" encoding=\"UTF-16\"?>", "xmlns=\"", "a:b:c", "\u{0}",
  ])

  static let toml = bytes([
    "[", "]", "[[", "]]", "{", "}", "=", ".", ",", "\"", "'", "\"\"\"", "'''", "#", "\n", "\\u0041", "\\UFFFFFFFF",
    "\\", "name",
    "subject_id", "trial", "[tables]", "[columns.age]", "[linked.ae.grade]", "[endpoints.os]", "[vocabularies.ours]",
    "[populations.safety]", "subjects", "time", "event", "censor", "reason", "where", "table", "unit", "origin_day",
    "entry",
    "outcome", "levels", "response", "complete", "progression", "not_evaluable", "labels", "spellings", "known_at",
    "derive",
    "vocabulary", "type", "role", "\"number\"", "\"integer\"", "\"flag\"", "\"category\"", "\"text\"", "\"date\"",
    "\"date-time\"", "\"time\"", "\"days\"", "\"months\"", "true", "1979-05-27", "inf", "nan", "0x7FFFFFFFFFFFFFFFF",
    "\"..\"",
    "\"/etc/passwd\"", "\"cohort.toml\"",
  ])

  static let folder = bytes([
    "\n%%% file ", "cohort.toml", "subjects.csv", "ae.csv", "data_clinical_patient.txt", "define.xml",
  ])

  static let expression = bytes([
    "and", "or", "not", "in", "nil", "true", "false", "(", ")", "{", "}", ",", "==", "~=", "<", "<=", ">", ">=", "+",
    "-", "*", "/",
    "//", "%", "^", "..", "'", "\"", "`", "\\x41", "\\u{10FFFF}", "\\z", "\\999", "[[", "number", "integer", "flag",
    "category",
    "text", "date", "moment", "is_missing(", "if_missing(", "min(", "max(", "abs(", "log(", "exp(", "sqrt(", "floor(",
    "ceil(",
    "round(", "year(", "month(", "days_between(", "date(", "starts_with(", "ends_with(", "contains(", "cut(",
    "if_else(",
    "count(", "sum(", "mean(", "where", "0", "1", "0x7FFFFFFFFFFFFFFF", "9223372036854775808", "1e308", "1e-320", "0.1",
    "'2021-03-09'", "'T-ALL'", "''", "((((((((", "not not not ", "- - - ", "{{{{",
  ])

  private static func bytes(_ texts: [String]) -> [[UInt8]] { texts.map { Array($0.utf8) } }
}
