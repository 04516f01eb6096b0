/// Turns the bytes of a terminal into keys, in whatever pieces they come.
///
/// It understands UTF-8, the sequences of the usual terminals (xterm, VT220, rxvt, Linux) and bracketed paste. A
/// sequence that it does not know is passed over whole, and never stands as text.
public struct KeyDecoder {
  private var pending: [UInt8] = []
  private var pasted: [UInt8]?

  /// A decoder that has seen nothing.
  public init() {}

  /// Takes bytes in, and gives the keys that they complete.
  public mutating func decode(_ bytes: some Sequence<UInt8>) -> [Key] {
    pending += bytes
    var keys: [Key] = []
    while let key = next() { keys += key }
    return keys
  }

  /// Whether an Esc waits for what may follow it.
  public var isWaiting: Bool { pasted == nil && pending.first == Self.esc }

  /// Says that nothing more came: an Esc that was waiting stands for itself.
  public mutating func flush() -> [Key] {
    guard isWaiting else { return [] }
    pending = []
    return [.escape]
  }

  private static let esc: UInt8 = 0x1B
  private static let pasteBegin = Array("\u{1B}[200~".utf8)
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// The next key, or none where something was passed over; `nil` where more bytes are needed.
  private mutating func next() -> [Key]? {
    if pasted != nil { return nextPasted() }
    guard let first = pending.first else { return nil }
    if first == Self.esc { return sequence() }
    if first < 0x20 || first == 0x7F {
      pending.removeFirst()
      return control(first).map { [$0] } ?? []
    }
    return character().map { $0.map { [.character($0)] } ?? [] }
  }

  private func control(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x0D, 0x0A: .enter
    case 0x09: .tab
    case 0x7F, 0x08: .backspace
    case 0x01...0x1A: .control(Character(UnicodeScalar(byte + 0x60)))
    case 0x1F: .control("_")
    default: nil
    }
  }

  /// One character of UTF-8: `nil` where bytes are missing, a character of none where they are no UTF-8.
  private mutating func character() -> Character?? {
    let first = pending[0]
    let length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard length > 0 else {
      pending.removeFirst()
      return .some(nil)
    }
    let present = pending.prefix(length)
    if let wrong = present.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) {
      pending.removeFirst(wrong)
      return .some(nil)
    }
    guard present.count == length else { return nil }
    let text = String(decoding: present, as: UTF8.self)
    pending.removeFirst(length)
    return .some(text.count == 1 && text != "\u{FFFD}" ? text.first : nil)
  }

  // MARK: Pasted text

  private mutating func nextPasted() -> [Key]? {
    guard let end = pending.firstRange(of: Self.pasteEnd) else {
      // What may be the beginning of the end stays.
      let sure = max(pending.count - Self.pasteEnd.count + 1, 0)
      pasted? += pending.prefix(sure)
      pending.removeFirst(sure)
      return nil
    }
    let bytes = (pasted ?? []) + pending[..<end.lowerBound]
    pasted = nil
    pending.removeSubrange(..<end.upperBound)
    return [.paste(Self.plain(String(decoding: bytes, as: UTF8.self)))]
  }

  /// Pasted text without what could command the terminal, its line breaks as one character each.
  private static func plain(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var last: UnicodeScalar?
    for scalar in text.unicodeScalars {
      defer { last = scalar }
      switch scalar {
      case "\r": scalars.append("\n")
      case "\n" where last == "\r": continue
      case "\n": scalars.append("\n")
      case "\t": scalars.append(contentsOf: "  ".unicodeScalars)
      case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value): continue
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  // MARK: Sequences that begin with Esc

  private mutating func sequence() -> [Key]? {
    guard pending.count > 1 else { return nil }
    switch pending[1] {
    case UInt8(ascii: "["): return numbered()
    case UInt8(ascii: "O"):
      guard pending.count > 2 else { return nil }
      let final = pending[2]
      pending.removeFirst(3)
      if final == UInt8(ascii: "M") { return [.enter] }
      return Self.named(final, modifier: 1).map { [$0] } ?? []
    case 0x7F, 0x08:
      pending.removeFirst(2)
      return [.wordBackspace]
    case Self.esc:
      pending.removeFirst()
      return [.escape]
    case let byte where byte < 0x80:
      pending.removeFirst(2)
      switch byte {
      case UInt8(ascii: "b"), UInt8(ascii: "B"): return [.wordLeft]
      case UInt8(ascii: "f"), UInt8(ascii: "F"): return [.wordRight]
      case 0x20..<0x7F: return [.alt(Character(UnicodeScalar(byte | 0x20)))]
      case 0x0D, 0x0A: return [.alt("\n")]
      default: return []
      }
    default:
      pending.removeFirst()
      return [.escape]
    }
  }

  /// `Esc [`, parameters, and a final byte.
  private mutating func numbered() -> [Key]? {
    if pending.count == 3, pending[2] == UInt8(ascii: "[") { return nil }
    if pending.count > 3, pending[2] == UInt8(ascii: "[") {
      pending.removeFirst(4)  // a function key of the Linux console
      return []
    }
    guard let end = pending.indices.dropFirst(2).first(where: { !(0x20...0x3F).contains(pending[$0]) }) else {
      guard pending.count < 32 else {
        pending = []
        return []
      }
      return nil
    }
    let final = pending[end]
    let whole = Array(pending[...end])
    let numbers = String(decoding: pending[2..<end], as: UTF8.self).split(separator: ";").map { Int($0) ?? 0 }
    guard (0x40...0x7E).contains(final) else {
      pending.removeFirst(end)  // broken off: what follows is read anew
      return []
    }
    pending.removeFirst(end + 1)
    if whole == Self.pasteBegin {
      pasted = []
      return []
    }
    let modifier = numbers.count > 1 ? numbers[1] : 1
    if final == UInt8(ascii: "~") { return Self.numbered(numbers.first ?? 0, modifier: modifier).map { [$0] } ?? [] }
    return Self.named(final, modifier: modifier).map { [$0] } ?? []
  }

  private static func named(_ final: UInt8, modifier: Int) -> Key? {
    switch final {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): modifier > 2 ? .wordRight : .right
    case UInt8(ascii: "D"): modifier > 2 ? .wordLeft : .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    default: nil
    }
  }

  private static func numbered(_ number: Int, modifier: Int) -> Key? {
    switch number {
    case 1, 7: .home
    case 4, 8: .end
    case 3: .delete
    default: nil
    }
  }
}
