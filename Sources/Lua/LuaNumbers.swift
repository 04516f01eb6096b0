import CLuaShim

/// Some rows of a column of numbers, handed to Lua all at once, without a value of its own for each.
public struct LuaNumbers: Equatable {
  /// The values of the column.
  ///
  /// Arrays are shared, not copied.
  public enum Storage: Equatable {
    /// Numbers.
    case numbers([Double])
    /// Whole numbers.
    case integers([Int64])
  }

  let storage: Storage
  let validity: [UInt64]?
  let rows: Range<Int>

  /// Rows of a column.
  ///
  /// - Parameters:
  ///   - storage: The values of all rows.
  ///   - validity: A bit for each row, set where the value is present; nil where all are.
  ///   - rows: Which rows, from 0.
  public init(_ storage: Storage, validity: [UInt64]?, rows: Range<Int>) {
    let count =
      switch storage {
      case .numbers(let values): values.count
      case .integers(let values): values.count
      }
    precondition(rows.lowerBound >= 0 && rows.upperBound <= count, "rows \(rows) of \(count)")
    precondition(validity.map { $0.count * 64 >= rows.upperBound } ?? true, "too few bits for rows \(rows)")
    self.storage = storage
    self.validity = validity
    self.rows = rows
  }

  /// Writes each as a node.
  ///
  /// Invariant: the rows lie within the values and the bits, as `init` has seen.
  func write(to buffer: UnsafeMutablePointer<wb_buffer>) {
    withOptionalPointer(validity) { validity in
      switch storage {
      case .numbers(let values):
        values.withUnsafeBufferPointer {
          wb_buffer_add_numbers(buffer, $0.baseAddress, validity, rows.lowerBound, rows.count)
        }
      case .integers(let values):
        values.withUnsafeBufferPointer {
          wb_buffer_add_integers(buffer, $0.baseAddress, validity, rows.lowerBound, rows.count)
        }
      }
    }
  }
}
