import Dispatch

/// Loops over rows of contiguous storage.
///
/// Invariant of every loop here: the rows lie within each array that is read, which is checked once before the loop,
/// and each element of the result is initialised exactly once. The loops have no other checks and no branches of their
/// own, so that the compiler turns them into vector instructions.
enum Rows {
  /// A value for each of some rows of an array.
  @inline(__always)
  static func map<A, R>(_ values: [A], _ rows: Range<Int>, _ outcome: (A) -> R) -> [R] {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= values.count, "rows \(rows) of \(values.count)")
    return values.withUnsafeBufferPointer { input in
      [R](unsafeUninitializedCapacity: rows.count) { output, filled in
        for index in 0..<rows.count {
          output.initializeElement(at: index, to: outcome(input[rows.lowerBound &+ index]))
        }
        filled = rows.count
      }
    }
  }

  /// A value for each row of two arrays of one length.
  @inline(__always)
  static func map<A, B, R>(_ first: [A], _ second: [B], _ outcome: (A, B) -> R) -> [R] {
    precondition(first.count == second.count, "\(first.count) rows with \(second.count)")
    let count = first.count
    return first.withUnsafeBufferPointer { left in
      second.withUnsafeBufferPointer { right in
        [R](unsafeUninitializedCapacity: count) { output, filled in
          for index in 0..<count { output.initializeElement(at: index, to: outcome(left[index], right[index])) }
          filled = count
        }
      }
    }
  }

  /// A value for each row of three arrays of one length.
  @inline(__always)
  static func map<A, B, C, R>(_ first: [A], _ second: [B], _ third: [C], _ outcome: (A, B, C) -> R) -> [R] {
    let count = first.count
    precondition(second.count == count && third.count == count, "\(count) rows with \(second.count) and \(third.count)")
    return first.withUnsafeBufferPointer { one in
      second.withUnsafeBufferPointer { two in
        third.withUnsafeBufferPointer { three in
          [R](unsafeUninitializedCapacity: count) { output, filled in
            for index in 0..<count {
              output.initializeElement(at: index, to: outcome(one[index], two[index], three[index]))
            }
            filled = count
          }
        }
      }
    }
  }

  /// 1 for each row without a value, 0 for the others.
  ///
  /// Eight bits at a time: each is left alone in a byte of its own, and then moved to the lowest place.
  ///
  /// - Parameters:
  ///   - rows: The rows, the first of them a multiple of 64.
  ///   - validity: Which of all rows hold a value.
  /// - Returns: One for each row of `rows`.
  static func absent(_ rows: Range<Int>, in validity: Validity) -> [UInt8] {
    guard let words = validity.words else { return [UInt8](repeating: 0, count: rows.count) }
    precondition(rows.lowerBound % 64 == 0 && rows.upperBound <= validity.count, "rows \(rows) of \(validity.count)")
    return [UInt8](unsafeUninitializedCapacity: (rows.count + 63) & ~63) { output, filled in
      let bytes = UnsafeMutableRawBufferPointer(output)
      for start in stride(from: 0, to: rows.count, by: 64) {
        let absent = ~words[(rows.lowerBound + start) >> 6]
        for byte in 0..<8 {
          let bits = (absent >> UInt64(8 * byte)) & 0xFF
          let spread = (bits &* 0x0101_0101_0101_0101) & 0x8040_2010_0804_0201
          let ones = ((spread &+ 0x7F7F_7F7F_7F7F_7F7F) >> 7) & 0x0101_0101_0101_0101
          bytes.storeBytes(of: ones.littleEndian, toByteOffset: start + 8 * byte, as: UInt64.self)
        }
      }
      filled = rows.count
    }
  }

  /// Overwrites the rows without a value.
  ///
  /// - Parameters:
  ///   - values: The values of `rows`, from its first.
  ///   - rows: The rows, the first of them a multiple of 64.
  ///   - validity: Which of all rows hold a value.
  ///   - replacement: What stands where there is none.
  static func mark<T>(_ values: inout [T], _ rows: Range<Int>, without validity: Validity, as replacement: T) {
    guard let words = validity.words else { return }
    precondition(rows.lowerBound % 64 == 0 && rows.count == values.count, "rows \(rows) for \(values.count) values")
    for start in stride(from: 0, to: rows.count, by: 64) {
      var absent = ~words[(rows.lowerBound + start) >> 6]
      if rows.count - start < 64 { absent &= (1 << UInt64(rows.count - start)) - 1 }
      while absent != 0 {
        values[start + absent.trailingZeroBitCount] = replacement
        absent &= absent - 1
      }
    }
  }
}

extension Rows {
  /// The rows of a block: a multiple of 64, so that each begins with a word of validity, and few enough that what passes
  /// from one operator to the next stays in the cache.
  static let blockSize = 4096

  /// The rows that one processor takes at a time; so many or fewer are not worth the sharing.
  private static let shareSize = 32 * blockSize

  /// The results of all blocks, one after the other, whichever processor ran them.
  static func inBlocks<T: BitwiseCopyable & Sendable>(_ count: Int, _ block: @Sendable (Range<Int>) -> [T]) -> [T] {
    [T](unsafeUninitializedCapacity: count) { buffer, filled in
      let results = Results(base: buffer.baseAddress)
      let shares = (count + shareSize - 1) / shareSize
      if shares > 1 {
        DispatchQueue.concurrentPerform(iterations: shares) { share in
          results.fill(share * shareSize..<Swift.min((share + 1) * shareSize, count), block)
        }
      } else {
        results.fill(0..<count, block)
      }
      filled = count
    }
  }

  /// Room for one result a row.
  ///
  /// Safe to share, because each row is written once, by one processor, before any is read.
  private struct Results<T: BitwiseCopyable>: @unchecked Sendable {
    let base: UnsafeMutablePointer<T>?

    /// Invariant: `rows` lie within the room, and `block` gives one result for each row, which is checked.
    func fill(_ rows: Range<Int>, _ block: (Range<Int>) -> [T]) {
      for start in stride(from: rows.lowerBound, to: rows.upperBound, by: blockSize) {
        let part = start..<Swift.min(start + blockSize, rows.upperBound)
        let values = block(part)
        precondition(values.count == part.count, "\(values.count) results for \(part.count) rows")
        values.withUnsafeBufferPointer { values in
          if let base, let from = values.baseAddress { (base + start).initialize(from: from, count: values.count) }
        }
      }
    }
  }
}
