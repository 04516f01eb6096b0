/// Why the values of a column are missing, a code a row: SAS's special missing values, which trials give meanings of their
/// own, or the texts that stand in the data in the place of a value, such as `not done` and `unknown`.
public struct MissingReasons: Sendable, Hashable {
  /// One a row: 0 where the value is present, or missing without a reason; the letter `A` to `Z`, or `_`, in ASCII; or a place
  /// among ``texts``, from 1.
  public let codes: [UInt8]

  /// The reasons that are texts of the data.
  public let texts: [String]

  /// The most texts that a column has: as many as codes below the letters.
  public static let mostTexts = 64

  /// Reasons from codes.
  ///
  /// - Parameters:
  ///   - codes: One a row: 0, or a letter `A` to `Z`, or `_`, in ASCII, or a place among `texts`, from 1; anything else counts
  ///     as 0.
  ///   - texts: The reasons that are texts, of which the first ``mostTexts`` are taken.
  public init(codes: [UInt8], texts: [String] = []) {
    let texts = Array(texts.prefix(Self.mostTexts))
    func isCode(_ code: UInt8) -> Bool { code <= texts.count || Self.isLetter(code) }
    self.codes = codes.allSatisfy(isCode) ? codes : codes.map { isCode($0) ? $0 : 0 }
    self.texts = texts
  }

  /// The number of rows.
  public var count: Int { codes.count }

  /// Whether no row has a reason.
  public var isEmpty: Bool { codes.allSatisfy { $0 == 0 } }

  /// The reason of a row, such as `A` or `not done`; `nil` where there is none.
  public subscript(row: Int) -> String? {
    codes[row] == 0 ? nil : reason(codes[row])
  }

  /// How many rows have each reason that occurs: texts in their order, then as SAS orders them, `_` first, then the letters.
  ///
  /// The words are those in which a reason is shown: `.A`, or `"not done"` between quotes.
  public var counts: [(reason: String, words: String, rows: Int)] {
    var counts = [Int](repeating: 0, count: 256)
    for code in codes { counts[Int(code)] += 1 }
    let known = (0..<texts.count).map { UInt8($0 + 1) } + Self.letters
    return known.filter { counts[Int($0)] > 0 }.map { code in
      let reason = reason(code)
      return (reason, code <= Self.mostTexts ? "\"\(reason)\"" : ".\(reason)", counts[Int(code)])
    }
  }

  /// The reasons of the rows that `rows` names, in that order; `nil` where none of them has one.
  public func gathered(_ rows: [Int32]) -> MissingReasons? {
    let gathered = MissingReasons(codes: rows.map { codes[Int($0)] }, texts: texts)
    return gathered.isEmpty ? nil : gathered
  }

  /// `_` and the letters, in the order of SAS.
  public static let letters = [UInt8(ascii: "_")] + Array(UInt8(ascii: "A")...UInt8(ascii: "Z"))

  /// Whether a code is a letter, or `_`, and so one that SAS knows.
  public static func isLetter(_ code: UInt8) -> Bool {
    code == UInt8(ascii: "_") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(code)
  }

  private func reason(_ code: UInt8) -> String {
    code <= texts.count ? texts[Int(code) - 1] : String(UnicodeScalar(code))
  }
}
