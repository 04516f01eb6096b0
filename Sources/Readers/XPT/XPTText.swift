import Cohorts

/// In what the texts of a SAS transport file are written, as the format does not say it.
enum XPTEncoding: Sendable, Hashable {
  /// UTF-8, of which ASCII is a part.
  case utf8
  /// Windows-1252, of which all that is printed of Latin-1 is a part.
  case windows1252

  /// The text at a range of a file.
  func text(_ range: Range<Int>, of bytes: FileBytes) -> String {
    text(UnsafeBufferPointer(start: bytes.start(of: range), count: range.count))
  }

  /// The text that bytes stand for.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    switch self {
    case .utf8: String(decoding: bytes, as: UTF8.self)
    case .windows1252:
      String(String.UnicodeScalarView(bytes.map { UnicodeScalar(Self.scalars[Int($0)]) ?? "\u{FFFD}" }))
    }
  }

  /// The characters of bytes 0x80 to 0x9F, the only ones in which Windows-1252 differs from Latin-1; the five that it
  /// leaves open are control characters, as the WHATWG Encoding Standard has it.
  private static let special: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]

  private static let scalars: [UInt16] = (0..<256).map { 0x80..<0xA0 ~= $0 ? special[$0 - 0x80] : UInt16($0) }
}

/// What texts were met that are not ASCII, to tell the encoding of all of them together.
struct XPTEncodingEvidence: Sendable, Hashable {
  /// Texts with characters of several bytes that are UTF-8.
  private(set) var wellFormed = 0
  /// Texts that fill their field and end inside a character, as one does that was cut to fit.
  private(set) var cut = 0
  /// Texts that are not UTF-8.
  private(set) var malformed = 0

  /// The encoding: UTF-8 where no text speaks against it; a text that ends inside a character does, unless others are
  /// UTF-8 plainly.
  var encoding: XPTEncoding { malformed > 0 || (cut > 0 && wellFormed == 0) ? .windows1252 : .utf8 }

  /// Whether the bytes of the texts are their UTF-8.
  var isPlain: Bool { malformed == 0 && cut == 0 }

  /// Adds what was found elsewhere.
  mutating func add(_ other: XPTEncodingEvidence) {
    wellFormed += other.wellFormed
    cut += other.cut
    malformed += other.malformed
  }

  /// Looks at a text that is not ASCII.
  ///
  /// - Parameters:
  ///   - text: Its bytes.
  ///   - isFull: Whether it fills its field.
  mutating func add(_ text: FieldText, isFull: Bool) {
    let bytes = text.base
    guard let fault = UTF8Check.firstFault(bytes, text.count) else {
      wellFormed += 1
      return
    }
    let lead = bytes[fault]
    let needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    let rest = fault + 1..<text.count
    if isFull, 0xC2...0xF4 ~= lead, rest.count < needed - 1, rest.allSatisfy({ bytes[$0] & 0xC0 == 0x80 }) {
      cut += 1
      if (0..<fault).contains(where: { bytes[$0] >= 0x80 }) { wellFormed += 1 }
    } else {
      malformed += 1
    }
  }

  /// Looks at a text, which may be ASCII.
  mutating func addAny(_ text: FieldText, isFull: Bool) {
    if text.hasHighBytes { add(text, isFull: isFull) }
  }

  /// Looks at a text of a file, which may be ASCII.
  mutating func addAny(_ range: Range<Int>, of bytes: FileBytes, isFull: Bool) {
    addAny(FieldText(exactly: bytes.start(of: range), range.count), isFull: isFull)
  }

  /// What is to be said of the decision, where anything is.
  func note(of what: String) -> String? {
    switch encoding {
    case .windows1252: "\(what) are not UTF-8, and were read as Windows-1252"
    case .utf8 where cut > 0:
      "\(what) are UTF-8; \(cut == 1 ? "1 ends" : "\(cut) end") inside a character, where the field was too short, "
        + "and \(cut == 1 ? "shows" : "show") \u{FFFD} there"
    case .utf8: nil
    }
  }
}
