/// What the first bytes of a file say of its format, where that is one which is not read.
struct FileSignature {
  /// The format, in words that follow "is".
  let name: String
  /// What to do to have the table read.
  let remedy: String

  /// The first bytes, so many that no table of text begins with them.
  private let start: [UInt8]

  /// The signature that a file begins with, or `nil` where it begins with none.
  static func of(_ bytes: FileBytes) -> FileSignature? {
    known.first { signature in
      bytes.count >= signature.start.count
        && signature.start.indices.allSatisfy { bytes[$0] == signature.start[$0] }
    }
  }

  private init(_ start: String, _ name: String, _ remedy: String) {
    self.init(Array(start.utf8), name, remedy)
  }

  private init(_ start: [UInt8], _ name: String, _ remedy: String) {
    self.start = start
    self.name = name
    self.remedy = remedy
  }

  private static let save = "save its table as CSV, XPT or Dataset-JSON"
  private static let extract = "extract its files"
  private static let encode = "save it as UTF-8"
  private static let fromR = "in R, write its table by write.csv(x, \"x.csv\", row.names = FALSE)"

  private static let known: [FileSignature] = [
    FileSignature(
      "PK\u{3}\u{4}", "a zip archive or an Excel workbook", "extract its files, or save the sheet as CSV in UTF-8"),
    FileSignature([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook", "save the sheet as CSV in UTF-8"),
    FileSignature([0xFF, 0xFE], "text in UTF-16", encode),
    FileSignature([0xFE, 0xFF], "text in UTF-16", encode),
    FileSignature([0, 0, 0xFE, 0xFF], "text in UTF-32", encode),
    FileSignature("BZh91AY&SY", "compressed with bzip2", "decompress it, or compress it with gzip"),
    FileSignature([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "compressed with xz", "decompress it, or compress it with gzip"),
    FileSignature([0x28, 0xB5, 0x2F, 0xFD], "compressed with Zstandard", "decompress it, or compress it with gzip"),
    FileSignature([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive", extract),
    FileSignature("**COMPRESSED**", "a file of SAS's PROC CPORT", "write it with the XPORT engine, which can be read"),
    FileSignature(
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xC2, 0xEA, 0x81, 0x60], "a SAS data set (sas7bdat)",
      "in SAS, write it as XPT by %LOC2XPT; in R, read it by haven::read_sas and write it by haven::write_xpt"),
    FileSignature("RDX3\nX\n", "an RData file", fromR),
    FileSignature("RDX2\nX\n", "an RData file", fromR),
    FileSignature("X\n\0\0\0", "an RDS file", fromR),
    FileSignature("$FL2@(#)", "an SPSS file", save),
    FileSignature("$FL3@(#)", "an SPSS file", save),
    FileSignature("<stata_dta>", "a Stata file", save),
    FileSignature("SQLite format 3\0", "an SQLite database", "write its tables as CSV, by sqlite3 -csv -header"),
    FileSignature("PAR1\u{15}", "a Parquet file", save),
    FileSignature("ARROW1\0\0", "an Arrow file", save),
    FileSignature("FEA1\0", "a Feather file", save),
    FileSignature([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A], "an HDF5 file", save),
    FileSignature("%PDF-", "a PDF document", "find the data from which it was made"),
    FileSignature("{\\rtf", "an RTF document", "find the data from which it was made"),
    FileSignature([0x7F, 0x45, 0x4C, 0x46], "a program", "name the file of the data"),
  ]
}
