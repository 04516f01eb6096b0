/// Whether each quote of some records stands at the beginning or the end of a field, or is doubled.
enum QuoteCheck {
  /// Whether all of a run of whole records do, which is as many readable bytes.
  static func isWell(_ base: UnsafePointer<UInt8>, _ count: Int, _ format: CSVFormat) -> Bool {
    isPlain(base, count, format) || isWellOneByOne(base, count, format)
  }

  /// Whether each opening quote follows a separator or a closing quote, and each closing quote is followed by a
  /// separator, a line end or an opening quote: well, and without white space between quotes and separators.
  private static func isPlain(_ base: UnsafePointer<UInt8>, _ count: Int, _ format: CSVFormat) -> Bool {
    var position = 0
    var insideQuotes: UInt64 = 0
    // The last bit of the block before: whether a quote may open next, was closed, and whether a newline must follow.
    var (mayOpen, wasClosed, wasReturn): (UInt64, UInt64, UInt64) = (1, 0, 0)
    while position < count {
      let left = count - position
      let block = left >= 64 ? ByteBlock(base + position) : ByteBlock(base + position, count: left)
      let newlines = block.positions(of: format.newline)
      let separators = block.positions(of: format.delimiter) | newlines
      let returns = format.newline == 13 ? 0 : block.positions(of: 13)
      let quotes = block.positions(of: format.quote)
      let inside = quotes.prefixParity ^ insideQuotes
      insideQuotes = UInt64(bitPattern: Int64(bitPattern: inside) >> 63)
      let closing = quotes & ~inside
      let isBadOpening = quotes & inside & ~((separators | closing) << 1 | mayOpen)
      let following = closing << 1 | wasClosed
      let returning = following & returns
      let isBadClosing = following & ~(separators | quotes | returns) | (returning << 1 | wasReturn) & ~newlines
      let counted = left >= 64 ? .max : (1 as UInt64) << UInt64(left) &- 1
      if (isBadOpening | isBadClosing) & counted != 0 { return false }
      (mayOpen, wasClosed, wasReturn) = ((separators | closing) >> 63, closing >> 63, returning >> 63)
      position += 64
    }
    return insideQuotes == 0
  }

  private static func isWellOneByOne(_ base: UnsafePointer<UInt8>, _ end: Int, _ format: CSVFormat) -> Bool {
    var position = 0
    func isSeparator(_ byte: UInt8) -> Bool { byte == format.delimiter || byte == format.newline }
    while position < end {
      while position < end, base[position] <= 32, !isSeparator(base[position]) { position += 1 }
      if position < end, base[position] == format.quote {
        position += 1
        while true {
          while position < end, base[position] != format.quote { position += 1 }
          guard position < end else { return false }
          position += 1
          guard position < end, base[position] == format.quote else { break }
          position += 1
        }
        while position < end, base[position] <= 32, !isSeparator(base[position]) { position += 1 }
        if position < end, !isSeparator(base[position]) { return false }
      } else {
        while position < end, !isSeparator(base[position]) {
          if base[position] == format.quote { return false }
          position += 1
        }
      }
      position += 1
    }
    return true
  }
}
