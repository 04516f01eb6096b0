import Statistics

/// Events dealt to blocks of neighbouring subjects, each packed in one word.
///
/// What it wants, in this order: the same events in the same order within a block, whoever did the work; few passes over memory, each
/// of them a stream; and blocks so small that the rest of the work on one stays in the processor's cache.
///
/// 1. The rows are cut into as many pieces as there are processors. Each piece counts its events by block.
/// 2. From the counts follows where the events of each piece begin in each block; the places of no two pieces overlap, so that all
///    write at once.
struct EventBlocks: Sendable {
  /// The number of blocks.
  let count: Int
  /// A block is 2 to the power of this many subjects.
  private let shift: UInt32
  private let subjectCount: Int
  /// The events, block by block: the key in the upper 32 bits, then 8 of the grade and 24 of the subject's place in the block.
  private let words: [UInt64]
  /// Where the events of each block begin; the next one's beginning is the end.
  private let starts: [Int]

  /// About as many events as a block should have, so that all of them and a copy fit into a core's own cache.
  private static let eventsInBlock = 16_384
  /// As many blocks as can be written to at a time without one driving out the other.
  private static let mostBlocks = 512
  private static let mostSubjectsInBlock: UInt32 = 24

  /// Deals events.
  ///
  /// - Precondition: As of ``WorstGrades/init(subjects:keys:grades:subjectCount:keyCount:)``.
  init(subjects: [Int32], keys: [Int32], grades: [Int8], subjectCount: Int, shares: Int) {
    let shift = Self.shift(subjectCount, events: subjects.count)
    let count = subjectCount == 0 ? 0 : (subjectCount - 1) >> Int(shift) + 1
    let rows = EventRows(subjects: subjects, keys: keys, grades: grades, shift: shift)
    let pieces = (0..<shares).map { subjects.count * $0 / shares..<subjects.count * ($0 + 1) / shares }
    let counted = Parallel.map(shares) { rows.counts(pieces[$0], blocks: count) }
    var starts = [0]
    var next = counted
    var total = 0
    for block in 0..<count {
      for piece in pieces.indices {
        next[piece][block] = total
        total += counted[piece][block]
      }
      starts.append(total)
    }
    let places = next
    words = [UInt64](unsafeUninitializedCapacity: total) { buffer, filled in
      let slots = Slots(base: buffer.baseAddress)
      _ = Parallel.map(shares) { rows.write(pieces[$0], to: slots, from: places[$0]) }
      filled = total
    }
    (self.count, self.shift, self.subjectCount, self.starts) = (count, shift, subjectCount, starts)
  }

  private static func shift(_ subjects: Int, events: Int) -> UInt32 {
    let blocks = min(max(events / eventsInBlock, 1), mostBlocks)
    var shift: UInt32 = 0
    while shift < mostSubjectsInBlock, subjects >> Int(shift) >= blocks { shift += 1 }
    return shift
  }

  /// The number of events in some blocks.
  func events(in blocks: Range<Int>) -> Int { starts[blocks.upperBound] - starts[blocks.lowerBound] }

  /// Gathers the events of some blocks, subject by subject.
  func gather(_ blocks: Range<Int>, into list: inout PairList) {
    var next = [Int32](repeating: 0, count: 1 << Int(shift) + 1)
    var dealt: [UInt64] = []
    for block in blocks {
      let first = block << Int(shift)
      let subjects = min(1 << Int(shift), subjectCount - first)
      let events = words[starts[block]..<starts[block + 1]]
      let isInOrder = Self.countOut(events, subjects, &next)
      if isInOrder {
        Self.gather(events, subjects, next, into: &list)
      } else {
        Self.deal(events, subjects, &next, to: &dealt)
        Self.gather(dealt[..<events.count], subjects, next, into: &list)
      }
    }
  }
}

// MARK: - Within a block

extension EventBlocks {
  private static let placeMask: UInt64 = 0xFF_FFFF

  /// Counts the events of each subject of a block into where they end, and says whether they stand in the order of subjects.
  private static func countOut(_ events: ArraySlice<UInt64>, _ subjects: Int, _ ends: inout [Int32]) -> Bool {
    for subject in 0...subjects { ends[subject] = 0 }
    var (isInOrder, previous) = (true, 0)
    for word in events {
      let subject = Int(word & placeMask)
      ends[subject] += 1
      isInOrder = isInOrder && subject >= previous
      previous = subject
    }
    var end: Int32 = 0
    for subject in 0..<subjects {
      end += ends[subject]
      ends[subject] = end
    }
    return isInOrder
  }

  /// Deals the events of a block to its subjects, from the last to the first, so that where they end becomes where they begin.
  private static func deal(
    _ events: ArraySlice<UInt64>, _ subjects: Int, _ ends: inout [Int32], to dealt: inout [UInt64]
  ) {
    if dealt.count < events.count { dealt = [UInt64](repeating: 0, count: events.count + events.count / 4) }
    for word in events.reversed() {
      let subject = Int(word & placeMask)
      ends[subject] -= 1
      dealt[Int(ends[subject])] = word
    }
    // Where one subject's events begin, those of the one before end.
    for subject in 0..<subjects - 1 { ends[subject] = ends[subject + 1] }
    ends[subjects - 1] = Int32(events.count)
  }

  /// Gathers events that stand in the order of subjects.
  private static func gather(
    _ events: ArraySlice<UInt64>, _ subjects: Int, _ ends: [Int32], into list: inout PairList
  ) {
    var place = events.startIndex
    for subject in 0..<subjects {
      let end = events.startIndex + Int(ends[subject])
      while place < end {
        let word = events[place]
        list.add(Int32(truncatingIfNeeded: word >> 32), Int8(truncatingIfNeeded: word >> 24), events: 1)
        place += 1
      }
      list.endSubject()
    }
  }
}

/// Room for the events of all blocks.
///
/// Safe to share, because the counts give each piece of the rows places of its own, and none is read before all are written.
private struct Slots: @unchecked Sendable {
  let base: UnsafeMutablePointer<UInt64>?
}

/// Events, one a row; those with a negative key are left out.
private struct EventRows: Sendable {
  let subjects: [Int32]
  let keys: [Int32]
  let grades: [Int8]
  let shift: UInt32

  /// How many of some rows belong to each block.
  func counts(_ rows: Range<Int>, blocks: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: blocks)
    for row in rows where keys[row] >= 0 { counts[Int(subjects[row] >> Int32(shift))] += 1 }
    return counts
  }

  /// Packs some rows and writes each to the next place of its block.
  ///
  /// No two pieces of the rows have a place in common, and all places are within the room, because both follow from the same counts.
  func write(_ rows: Range<Int>, to slots: Slots, from places: [Int]) {
    guard let base = slots.base else { return }
    let isGraded = !grades.isEmpty
    let mask = (UInt32(1) << shift) - 1
    var places = places
    for row in rows where keys[row] >= 0 {
      let (subject, key) = (UInt32(bitPattern: subjects[row]), UInt32(bitPattern: keys[row]))
      let grade = isGraded ? UInt8(bitPattern: grades[row]) : 0
      let block = Int(subject >> shift)
      base[places[block]] = UInt64(key) << 32 | UInt64(grade) << 24 | UInt64(subject & mask)
      places[block] += 1
    }
  }
}
