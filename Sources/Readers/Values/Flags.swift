/// Reads flags: yes and no, true and false, Y and N, T and F, in any case.
///
/// T and F count only where a column has both, for F alone is as likely to be a sex and T a stage. 0 and 1 stay whole
/// numbers, unless the dictionary says that the column is a flag.
enum Flags {
  /// What was seen: bits that are gathered over a column.
  enum Seen {
    /// A single T.
    static let letterT: UInt8 = 8
    /// A single F.
    static let letterF: UInt8 = 16
  }

  /// The flag that a field holds, or `nil`.
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - isDeclared: Whether the column is known to hold flags, so that 0 and 1 are.
  ///   - seen: What was seen of the column.
  /// - Returns: The flag.
  @inline(__always)
  static func parse(_ field: FieldText, isDeclared: Bool, seen: inout UInt8) -> Bool? {
    guard field.count > 0 else { return nil }
    let first = field.base[0] | 32
    switch field.count {
    case 1:
      switch first {
      case UInt8(ascii: "y"): return true
      case UInt8(ascii: "n"): return false
      case UInt8(ascii: "t"):
        seen |= Seen.letterT
        return true
      case UInt8(ascii: "f"):
        seen |= Seen.letterF
        return false
      default: return isDeclared ? digit(field.base[0]) : nil
      }
    case 2: return equals(field, "no") ? false : nil
    case 3: return equals(field, "yes") ? true : nil
    case 4: return equals(field, "true") ? true : nil
    case 5: return equals(field, "false") ? false : nil
    default: return nil
    }
  }

  private static func digit(_ byte: UInt8) -> Bool? { byte == 49 ? true : byte == 48 ? false : nil }

  @inline(__always)
  private static func equals(_ field: FieldText, _ word: StaticString) -> Bool {
    for index in 0..<field.count where field.base[index] | 32 != word.utf8Start[index] { return false }
    return true
  }
}
