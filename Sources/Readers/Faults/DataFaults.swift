/// All that was found wrong with data: the first ten faults, and how many there are.
public struct DataFaults: Error, Sendable, Hashable, CustomStringConvertible {
  /// The first faults, in the order of the files and of the places in them; at most ``most``.
  public let faults: [DataFault]

  /// The number of all faults.
  public let total: Int

  /// The most faults that are shown.
  public static let most = 10

  /// Each fault with its place, and how many more there are.
  public var description: String {
    let shown = faults.map(\.description).joined(separator: "\n")
    return total > faults.count ? "\(shown)\n… and \(total - faults.count) more" : shown
  }

  /// A single fault.
  init(_ fault: DataFault) {
    faults = [fault]
    total = 1
  }

  /// Faults, of which only the first are kept.
  init(_ found: FaultList) {
    faults = found.first
    total = found.total
  }
}

/// Faults as they are found: the first ten are kept, the others counted.
struct FaultList {
  private(set) var first: [DataFault] = []
  private(set) var total = 0

  /// Adds a fault; it is only made if it will be shown.
  mutating func add(_ fault: @autoclosure () -> DataFault) {
    if first.count < DataFaults.most { first.append(fault()) }
    total += 1
  }

  /// Counts faults that are not shown.
  mutating func add(unshown count: Int) { total += count }

  /// Adds all of another list.
  mutating func add(_ others: FaultList) {
    first += others.first.prefix(DataFaults.most - first.count)
    total += others.total
  }

  /// Adds all that was thrown elsewhere.
  mutating func add(_ thrown: DataFaults) {
    first += thrown.faults.prefix(DataFaults.most - first.count)
    total += thrown.total
  }

  /// Throws what was found, if anything was.
  func throwIfAny() throws(DataFaults) {
    if total > 0 { throw DataFaults(self) }
  }
}
