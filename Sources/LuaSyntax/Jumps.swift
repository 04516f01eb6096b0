/// The labels and gotos of one function.
struct Jumps {
  private var labels: [String: Range<Int>] = [:]
  /// The gotos whose label has not been seen yet; `nil` where it has been by now.
  private var pending: [Pending?] = []
  /// Where those of each name stand, in order.
  private var places: [String: [Int]] = [:]
  private var blocks: [Block] = []

  private struct Pending {
    let name: LuaWord
    /// How many locals were in force there, or at the end of the blocks around it that have ended since.
    var activeCount: Int
  }

  private struct Block {
    var labels: [String] = []
    let firstPending: Int
  }

  mutating func beginBlock() { blocks.append(Block(firstPending: pending.count)) }

  /// Ends a block: its labels can no longer be seen, and its gotos look for theirs around it.
  mutating func endBlock(activeCount: Int, isFunction: Bool) throws(ScopeFault) {
    guard let block = blocks.popLast() else { return }
    for name in block.labels { labels[name] = nil }
    while pending.count > block.firstPending, case nil? = pending.last { pending.removeLast() }
    for index in block.firstPending..<pending.count {
      guard let goto = pending[index] else { continue }
      if isFunction { throw .noLabel(goto.name) }
      pending[index]?.activeCount = min(goto.activeCount, activeCount)
    }
  }

  mutating func goto(_ name: LuaWord, activeCount: Int) {
    guard labels[name.text] == nil else { return }
    places[name.text, default: []].append(pending.count)
    pending.append(Pending(name: name, activeCount: activeCount))
  }

  /// A label: the gotos of its block that look for it have found it.
  ///
  /// - Parameters:
  ///   - name: Its name.
  ///   - activeCount: How many locals are in force there; those around its block where nothing follows it.
  ///   - nameOf: The name of a local in force.
  /// - Throws: ``ScopeFault`` where there is one of its name already, or a goto would jump over the declaration of a local.
  mutating func label(_ name: LuaWord, activeCount: Int, nameOf: (Int) -> String) throws(ScopeFault) {
    if let first = labels[name.text] { throw .labelTwice(name, first: first) }
    guard let block = blocks.indices.last else { return }
    labels[name.text] = name.range
    blocks[block].labels.append(name.text)
    while let place = places[name.text]?.last, place >= blocks[block].firstPending {
      if let goto = pending[place], goto.activeCount < activeCount {
        throw .jumpIntoScope(goto.name, of: nameOf(goto.activeCount))
      }
      pending[place] = nil
      places[name.text]?.removeLast()
    }
  }
}
