import TestDraws

/// Damages files in the ways in which files are damaged, and in those in which somebody would damage them on purpose.
///
/// The same seed gives the same inputs in the same order, on every machine.
struct Mutator {
  /// The longest input.
  static let longest = 1 << 16

  private let tokens: [[UInt8]]
  private let corpus: [[UInt8]]
  private var random: Seeded

  /// A mutator of some files.
  ///
  /// - Parameters:
  ///   - corpus: The files; those that are longer than ``longest`` are cut.
  ///   - tokens: What means something in their format.
  ///   - seed: What the choices depend on.
  init(_ corpus: [[UInt8]], tokens: [[UInt8]], seed: UInt64) {
    self.corpus = corpus.isEmpty ? [[]] : corpus.map { Array($0.prefix(Self.longest)) }
    self.tokens = tokens
    random = Seeded(seed)
  }

  /// One of the files, damaged in one to eight ways.
  mutating func next() -> [UInt8] { damaged(corpus[below(corpus.count)], times: 1 << below(4)) }

  /// Bytes, damaged in some ways.
  mutating func damaged(_ bytes: [UInt8], times: Int) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<times { mutate(&bytes) }
    return Array(bytes.prefix(Self.longest))
  }

  private mutating func mutate(_ bytes: inout [UInt8]) {
    switch below(16) {
    case 0: change(&bytes) { byte, random in byte ^ (1 << UInt8(random.next() & 7)) }
    case 1: change(&bytes) { _, random in UInt8(truncatingIfNeeded: random.next()) }
    case 2: change(&bytes) { byte, random in random.next() & 1 == 0 ? byte &+ 1 : byte &- 1 }
    case 3: bytes.removeSubrange(someRange(of: bytes, upTo: 64))
    case 4: bytes.insert(contentsOf: bytes[someRange(of: bytes, upTo: 256)], at: below(bytes.count + 1))
    case 5: bytes.insert(contentsOf: token(), at: below(bytes.count + 1))
    case 6: bytes.replaceSubrange(someRange(of: bytes, upTo: 16), with: token())
    case 7: replaceToken(&bytes)
    case 8: changeInteger(&bytes)
    case 9: changeDigits(&bytes)
    case 10: splice(&bytes)
    case 11: moveRecord(&bytes)
    case 12: moveLine(&bytes)
    case 13: bytes.removeSubrange(below(bytes.count + 1)...)
    case 14: repeatToken(&bytes)
    default: overwrite(&bytes)
    }
  }
}

// MARK: - Bytes and tokens

extension Mutator {
  private mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(max(count, 1))) }

  private mutating func token() -> [UInt8] { tokens.isEmpty ? [0] : tokens[below(tokens.count)] }

  private mutating func someRange(of bytes: [UInt8], upTo longest: Int) -> Range<Int> {
    let start = below(bytes.count + 1)
    return start..<min(start + below(longest + 1), bytes.count)
  }

  private mutating func change(_ bytes: inout [UInt8], _ change: (UInt8, inout Seeded) -> UInt8) {
    guard !bytes.isEmpty else { return }
    let place = below(bytes.count)
    bytes[place] = change(bytes[place], &random)
  }

  /// Writes over what is there, without moving what follows.
  private mutating func overwrite(_ bytes: inout [UInt8]) {
    let token = token()
    guard bytes.count >= token.count else { return }
    let start = below(bytes.count - token.count + 1)
    bytes.replaceSubrange(start..<start + token.count, with: token)
  }

  /// Puts another token in the place of one that is there.
  private mutating func replaceToken(_ bytes: inout [UInt8]) {
    let sought = token()
    guard let first = sought.first, bytes.count >= sought.count else { return }
    let start = below(bytes.count)
    for place in start..<bytes.count where bytes[place] == first && bytes[place...].starts(with: sought) {
      return bytes.replaceSubrange(place..<place + sought.count, with: token())
    }
  }

  /// Nests, or pads.
  private mutating func repeatToken(_ bytes: inout [UInt8]) {
    let token = token()
    let times = below(8) == 0 ? Self.longest / max(token.count, 1) : 1 << below(8)
    let run = (0..<times).flatMap { _ in token }
    bytes.insert(contentsOf: run, at: below(bytes.count + 1))
  }
}

// MARK: - Numbers

extension Mutator {
  /// Writes a number that is a border of something, in the order of bytes of either kind.
  private mutating func changeInteger(_ bytes: inout [UInt8]) {
    let borders: [UInt64] = [
      0, 1, 2, 7, 8, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, .max, .max >> 1,
    ]
    let number = borders[below(borders.count)]
    let width = 1 << below(4)
    guard bytes.count >= width else { return }
    // Fields stand at even offsets more often than not.
    let start = below(bytes.count - width + 1) & (below(4) == 0 ? ~0 : ~1)
    let isBigEndian = below(4) != 0
    for index in 0..<width {
      let shift = UInt64(8 * (isBigEndian ? width - 1 - index : index))
      bytes[start + index] = UInt8(truncatingIfNeeded: number >> shift)
    }
  }

  /// Puts another number in the place of one that is written in digits.
  private mutating func changeDigits(_ bytes: inout [UInt8]) {
    let start = below(bytes.count)
    guard let first = bytes[start...].firstIndex(where: { $0 &- 48 < 10 }) else { return }
    let end = bytes[first...].firstIndex { $0 &- 48 >= 10 } ?? bytes.count
    let numbers = ["0", "1", "-1", "00", "99999999", "2147483648", "4294967296", "9223372036854775807", "1e308", "0.5"]
    let number = Array(numbers[below(numbers.count)].utf8)
    // In a field of fixed width the width is kept.
    let isFixed = below(2) == 0
    let padded = Array(number.prefix(end - first)) + [UInt8](repeating: 32, count: max(0, end - first - number.count))
    bytes.replaceSubrange(first..<end, with: isFixed ? padded : number)
  }
}

// MARK: - Records and lines

extension Mutator {
  /// The beginning of one file and the end of another.
  private mutating func splice(_ bytes: inout [UInt8]) {
    let other = corpus[below(corpus.count)]
    let cut = below(bytes.count + 1)
    let from = below(2) == 0 ? min(cut, other.count) : below(other.count + 1)
    bytes.replaceSubrange(cut..., with: other[from...])
  }

  /// Doubles, drops or moves a record of fixed width: 80 bytes, as transport files have, or the 140 of their variables.
  private mutating func moveRecord(_ bytes: inout [UInt8]) {
    let width = below(3) == 0 ? 140 : 80
    guard bytes.count >= width else { return }
    let start = below(bytes.count / width) * width
    shuffle(&bytes, start..<start + width, to: below(bytes.count / width) * width)
  }

  /// Doubles, drops or moves a line.
  private mutating func moveLine(_ bytes: inout [UInt8]) {
    let starts = [0] + bytes.indices.filter { bytes[$0] == 10 }.map { $0 + 1 }
    let line = below(starts.count)
    let end = line + 1 < starts.count ? starts[line + 1] : bytes.count
    shuffle(&bytes, starts[line]..<end, to: starts[below(starts.count)])
  }

  private mutating func shuffle(_ bytes: inout [UInt8], _ range: Range<Int>, to target: Int) {
    let record = Array(bytes[range])
    let choice = below(3)
    if choice > 0 { bytes.removeSubrange(range) }
    if choice < 2 { bytes.insert(contentsOf: record, at: min(target, bytes.count)) }
  }
}
