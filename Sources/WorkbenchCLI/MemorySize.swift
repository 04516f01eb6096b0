import ArgumentParser

/// An amount of memory as people write it: `512MiB`, `4GiB`, `4096M`.
struct MemorySize: ExpressibleByArgument, CustomStringConvertible {
  /// The number of bytes.
  let bytes: Int

  /// An amount in gibibytes.
  init(gibibytes: Int) { bytes = gibibytes << 30 }

  /// Reads a number with an optional unit: K, M or G, with or without `iB` or `B`, all in powers of 1024.
  init?(argument: String) {
    let digits = argument.prefix { $0.isNumber || $0 == "." }
    let shifts = ["": 0, "K": 10, "M": 20, "G": 30]
    let unit = argument.dropFirst(digits.count).uppercased()
    let stem = unit.hasSuffix("IB") ? unit.dropLast(2) : unit.hasSuffix("B") ? unit.dropLast() : unit[...]
    guard let number = Double(digits), let shift = shifts[String(stem)], number > 0, number < 1e12 else { return nil }
    let bytes = number * Double(1 << shift)
    guard bytes >= Double(1 << 20), bytes <= Double(1 << 46) else { return nil }
    self.bytes = Int(bytes)
  }

  /// The amount in the largest unit that holds it whole.
  var description: String {
    bytes % (1 << 30) == 0 ? "\(bytes >> 30)GiB" : bytes % (1 << 20) == 0 ? "\(bytes >> 20)MiB" : "\(bytes)"
  }
}
