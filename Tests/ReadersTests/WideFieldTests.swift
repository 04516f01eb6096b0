import CByteKernels
import Testing

@testable import Readers

@Suite("Fields that are read many at once")
struct WideFieldTests {
  /// Fields one after the other, and where each ends.
  private struct Line {
    var bytes: [UInt8] = []
    var ends: [UInt32] = []

    init(_ texts: [String]) {
      bytes = [44]
      ends = [0]
      for text in texts {
        bytes += text.utf8
        ends.append(UInt32(bytes.count))
        bytes.append(44)
      }
      bytes += [UInt8](repeating: 48, count: 64)
    }

    func read<T>(_ empty: T, _ read: (fields, UnsafeMutablePointer<T>?) -> UInt64) -> [T?] {
      var values: [T?] = []
      for start in stride(from: 0, to: ends.count - 1, by: 64) {
        let count = min(64, ends.count - 1 - start)
        var block = [T](repeating: empty, count: count)
        let left = bytes.withUnsafeBufferPointer { bytes in
          ends.withUnsafeBufferPointer { ends in
            read(
              fields(base: bytes.baseAddress, ends: ends.baseAddress.map { $0 + start }, stride: 1, count: count),
              &block)
          }
        }
        #expect(count == 64 || left >> UInt64(count) == 0)
        values += block.enumerated().map { left >> UInt64($0) & 1 == 0 ? $1 : nil }
      }
      return values
    }

    func each<T>(_ value: (FieldText) -> T?) -> [T?] {
      ends.indices.dropLast().map { index in
        bytes.withUnsafeBufferPointer { bytes in
          guard let base = bytes.baseAddress else { return nil }
          return value(FieldText(base, Int(ends[index]) + 1, Int(ends[index + 1]), quote: 34))
        }
      }
    }
  }

  /// Texts of some letters, as chance has it.
  private func texts(_ letters: String, most: Int, count: Int) -> [String] {
    var random = Bits(state: 20_261_123)
    let letters = Array(letters)
    return (0..<count).map { _ in
      String((0..<Int.random(in: 0...most, using: &random)).map { _ in letters.randomElement(using: &random) ?? "0" })
    }
  }

  /// Numbers from a fixed sequence of bits.
  private struct Bits: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  @Test("Whole numbers are what the general reader makes of them, or are left to it", arguments: [true, false])
  func wholeNumbers(isStrict: Bool) {
    let plain = ["0", "7", "12", "123", "1234", "99999999", "-1", "-9999999", "10000000"]
    let line = Line(plain + ["", "-", "+1", "123456789", "-12345678", "007", "1.5", "1e3", "--1", " 1"])
    let read = line.read(0) { read_whole_numbers($0, isStrict ? 1 : 0, $1) }
    #expect(read.prefix(plain.count).allSatisfy { ($0 != nil) == (has_wide_fields() != 0) })
    for alphabet in ["0123456789", "0123456789-", "01-. e"] {
      let line = Line(plain + texts(alphabet, most: 10, count: 20_000))
      let general = line.each { WholeNumber.parse($0, isStrict: isStrict) }
      for (value, expected) in zip(line.read(0) { read_whole_numbers($0, isStrict ? 1 : 0, $1) }, general) {
        if let value { #expect(value == expected) }
      }
    }
  }

  @Test("Decimals are the nearest doubles, or are left to the general reader", arguments: [true, false])
  func decimals(isStrict: Bool) {
    let plain = [
      "0", "7", "0.5", "1.30", "237.335", "2.115288", "-0.5", "-12.345", "12345678", ".5", "5.", "-0", "0.1",
    ]
    let line = Line(plain)
    let read = line.read(0) { read_decimals($0, 46, isStrict ? 1 : 0, $1) }
    let values = plain.map { Double($0.hasPrefix(".") ? "0" + $0 : $0.hasSuffix(".") ? $0 + "0" : $0)?.bitPattern }
    if has_wide_fields() != 0 { #expect(read.map { $0?.bitPattern } == values) }
    for (alphabet, point) in [("0123456789.", ".") as (String, Character), ("0123456789-.", "."), ("01,-. e", ",")] {
      let line = Line(plain + texts(alphabet, most: 10, count: 20_000))
      let point = point.asciiValue ?? 0
      let general = line.each { field -> UInt64? in
        guard case .number(let value) = Decimal.parse(field, point: point, isStrict: isStrict) else { return nil }
        return value.bitPattern
      }
      for (value, expected) in zip(line.read(0) { read_decimals($0, point, isStrict ? 1 : 0, $1) }, general) {
        if let value { #expect(value.bitPattern == expected) }
      }
    }
  }

  @Test("Dates are the days that the general reader counts, in every month of two centuries")
  func dates() {
    let months = (1899...2101).flatMap { year in
      (0...13).flatMap { month in
        [0, 1, 2, 27, 28, 29, 30, 31, 32].map { day in
          func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
          let separator = (year + month + day) % 3 == 0 ? "/" : "-"
          return "\(year)\(separator)\(two(month))\(separator)\(two(day))"
        }
      }
    }
    let faulty = ["2001-07/16", "2001.07.16", "2001-07-1", "2001-07-161", "200a-07-16", "2001-0b-16", "2001-07-1c", ""]
    let line = Line(months + faulty + texts("0129-/", most: 11, count: 20_000))
    let read = line.read(0) { read_dates($0, $1) }
    var seen: UInt8 = 0
    let general = line.each { Dates.day($0, order: .monthFirst, seen: &seen) }
    for (value, expected) in zip(read, general) {
      if let value { #expect(value == expected) }
    }
    let known = zip(read, general).prefix(months.count).filter { $1 != nil }
    if has_wide_fields() != 0 { #expect(known.count { $0.0 == nil } < known.count / 20) }
    #expect(read.suffix(20_000 + faulty.count).prefix(faulty.count).allSatisfy { $0 == nil })
  }
}
