// What libFuzzer calls; see ReaderFuzz.swift for how it is built.

#if LIBFUZZER
  import Foundation

  /// The format that the environment names.
  private let format = ProcessInfo.processInfo.environment["READER_FUZZ"].flatMap(Format.init) ?? .csv
  nonisolated(unsafe) private let feeder = try? Feeder(format)

  /// Reads one input.
  @_cdecl("LLVMFuzzerTestOneInput")
  public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard let feeder, (try? feeder.feed(Array(UnsafeBufferPointer(start: bytes, count: count)))) != nil else {
      preconditionFailure("no folder to work in")
    }
    return 0
  }

  /// libFuzzer's own mutations and ours take turns: its find values that comparisons ask for, ours know records and tokens.
  @_cdecl("LLVMFuzzerCustomMutator")
  public func fuzzMutate(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int, _ seed: CUnsignedInt) -> Int {
    guard seed & 1 == 0 else { return mutate(bytes, count, most) }
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    var mutator = Mutator([input], tokens: format.tokens, seed: UInt64(seed))
    let damaged = mutator.damaged(input, times: 1 << Int(seed >> 1 & 3)).prefix(most)
    _ = UnsafeMutableBufferPointer(start: bytes, count: most).update(fromContentsOf: damaged)
    return damaged.count
  }

  @_silgen_name("LLVMFuzzerMutate")
  private func mutate(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ most: Int) -> Int
#endif
