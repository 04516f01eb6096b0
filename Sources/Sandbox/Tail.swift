/// The last bytes of a stream, however long it was.
struct Tail {
  private let capacity: Int
  private var bytes: [UInt8] = []

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// Trims at twice the capacity, so that the cost per byte stays constant.
  mutating func append(_ more: some Collection<UInt8>) {
    bytes.append(contentsOf: more)
    if bytes.count > 2 * capacity { bytes.removeFirst(bytes.count - capacity) }
  }

  /// The tail as UTF-8; what is not valid is shown as U+FFFD.
  var text: String { String(decoding: bytes.suffix(capacity), as: UTF8.self) }
}
