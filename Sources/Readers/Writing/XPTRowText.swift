import Cohorts

/// The rows of a table in a SAS transport file.
enum XPTRowText {
  /// The rows that one worker writes at a time.
  private static let step = 8192

  /// The rows of a table that the format can hold, one after the other.
  static func bytes(of plan: XPTPlan) -> [UInt8] {
    let size = plan.rowCount * plan.width
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      guard let base = buffer.baseAddress else { return }
      let rows = Rows(base: base, plan: plan)
      _ = Workers.map((plan.rowCount + step - 1) / step) { piece in
        rows.write(piece * step..<min((piece + 1) * step, plan.rowCount))
      }
      filled = size
    }
  }

  /// Room for the rows.
  ///
  /// Safe to share: it has `rowCount * width` bytes, and workers write to different rows. A value takes no more bytes than
  /// its column's length, which is that of the longest.
  private struct Rows: @unchecked Sendable {
    let base: UnsafeMutablePointer<UInt8>
    let plan: XPTPlan

    func write(_ rows: Range<Int>) {
      (base + rows.lowerBound * plan.width).initialize(repeating: 32, count: rows.count * plan.width)
      for field in plan.fields { write(field, rows) }
    }

    private func write(_ field: XPTPlan.Field, _ rows: Range<Int>) {
      switch field.column.storage {
      case .number(let values): writeWords(field, rows) { IBMDouble.word(values[$0]) }
      case .integer(let values): writeWords(field, rows) { IBMDouble.word(Double(values[$0])) }
      case .date(let values):
        writeWords(field, rows) { IBMDouble.word(Double(Int64(values[$0]) + XPTClock.daysTo1970)) }
      case .dateTime(let values): writeWords(field, rows) { IBMDouble.word(Double(values[$0] + XPTClock.epoch) / 1000) }
      case .time(let values): writeWords(field, rows) { IBMDouble.word(Double(values[$0]) / 1000) }
      case .flag(let values):
        writeTexts(field, rows) { $0.initialize(to: UInt8(ascii: values[$1] ? "Y" : "N")) }
      case .text(let values):
        values.bytes.withUnsafeBufferPointer { bytes in
          guard let source = bytes.baseAddress else { return }
          writeTexts(field, rows) {
            let range = values.range($1)
            $0.update(from: source + range.lowerBound, count: range.count)
          }
        }
      case .category(let values):
        let levels = values.levels.map { Array($0.utf8) }
        writeTexts(field, rows) { target, row in
          levels[Int(values.codes[row])].withUnsafeBufferPointer { level in
            if let source = level.baseAddress { target.update(from: source, count: level.count) }
          }
        }
      }
    }

    /// Writes a word a row; `nil` of a value does not occur, as the limits were checked.
    @inline(__always)
    private func writeWords(_ field: XPTPlan.Field, _ rows: Range<Int>, _ word: (Int) -> UInt64?) {
      let column = field.column
      for row in rows {
        let missing = IBMDouble.word(missing: column.reasons?.codes[row] ?? 0)
        let value = column.validity[row] ? word(row) ?? missing : missing
        UnsafeMutableRawPointer(base + (row * plan.width + field.offset))
          .storeBytes(of: value.bigEndian, as: UInt64.self)
      }
    }

    /// Calls with where the text of each row begins that has one.
    @inline(__always)
    private func writeTexts(
      _ field: XPTPlan.Field, _ rows: Range<Int>, _ write: (UnsafeMutablePointer<UInt8>, Int) -> Void
    ) {
      for row in rows where field.column.validity[row] { write(base + (row * plan.width + field.offset), row) }
    }
  }
}
