/// Why the values of a column are missing, a code a row: SAS's special missing values, which trials give meanings of their
/// own, such as "not done" and "refused".
public struct MissingReasons: Sendable, Hashable {
  /// One a row: 0 where the value is present, or missing without a reason; else the letter `A` to `Z`, or `_`, in ASCII.
  public let codes: [UInt8]

  /// Reasons from codes.
  ///
  /// - Parameter codes: One a row: 0, or a letter `A` to `Z`, or `_`, in ASCII; anything else counts as 0.
  public init(codes: [UInt8]) {
    self.codes = codes.allSatisfy(Self.isCode) ? codes : codes.map { Self.isCode($0) ? $0 : 0 }
  }

  /// The number of rows.
  public var count: Int { codes.count }

  /// Whether no row has a reason.
  public var isEmpty: Bool { codes.allSatisfy { $0 == 0 } }

  /// The reason of a row, such as `A`; `nil` where there is none.
  public subscript(row: Int) -> String? {
    codes[row] == 0 ? nil : String(UnicodeScalar(codes[row]))
  }

  /// How many rows have each reason, in the order of SAS: `_` first, then the letters.
  public var counts: [(reason: String, rows: Int)] {
    var counts = [Int](repeating: 0, count: 256)
    for code in codes { counts[Int(code)] += 1 }
    return ([UInt8(ascii: "_")] + Array(UInt8(ascii: "A")...UInt8(ascii: "Z"))).filter { counts[Int($0)] > 0 }
      .map { (String(UnicodeScalar($0)), counts[Int($0)]) }
  }

  /// The reasons of the rows that `rows` names, in that order; `nil` where none of them has one.
  public func gathered(_ rows: [Int32]) -> MissingReasons? {
    let gathered = MissingReasons(codes: rows.map { codes[Int($0)] })
    return gathered.isEmpty ? nil : gathered
  }

  private static func isCode(_ code: UInt8) -> Bool {
    code == 0 || code == UInt8(ascii: "_") || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(code)
  }
}
