// Feeds damaged files to the readers.
//
// Anybody can run it, on the files given or, without any, on small ones of its own:
//
//     swift run ReaderFuzz csv --seed 1 --seconds 60 FILE…
//
// The input that ends it stays in `reader-fuzz-csv.input`, and `swift run ReaderFuzz csv --once FILE` reads one as it is. With the
// compiler's sanitizers the same target is led by what the code does with the inputs (libFuzzer), and sees memory that is touched
// past its end:
//
//     swift build --product ReaderFuzz --sanitize fuzzer --sanitize address -Xswiftc -DLIBFUZZER -Xswiftc -O --scratch-path .build-fuzz
//     READER_FUZZ=csv SWIFT_BACKTRACE=enable=no .build-fuzz/debug/ReaderFuzz -max_total_time=600 -timeout=5 CORPUS-FOLDER

#if !LIBFUZZER
  import Foundation

  @main
  struct ReaderFuzz {
    static func main() throws {
      let wanted = try Arguments(CommandLine.arguments.dropFirst())
      let feeder = try Feeder(wanted.format)
      let bounds = Bounds(keepingAt: "reader-fuzz-\(wanted.format.rawValue).input")
      if wanted.isOnce {
        for file in wanted.files { try bounds.run(file, feeder.feed) }
      } else {
        let corpus = wanted.files.isEmpty ? Samples.seeds(of: wanted.format) : wanted.files
        for file in corpus { try bounds.run(file, feeder.feed) }
        var mutator = Mutator(corpus, tokens: wanted.format.tokens, seed: wanted.seed)
        let end = Date(timeIntervalSinceNow: wanted.seconds)
        var count = 0
        while Date() < end {
          try bounds.run(mutator.next(), feeder.feed)
          count += 1
        }
        print(
          "\(wanted.format.rawValue): \(count) inputs from \(corpus.count) files, seed \(wanted.seed); \(Bounds.peak) MB at most"
        )
      }
      bounds.finish()
    }
  }

  /// What the command line asks for.
  private struct Arguments {
    var format = Format.csv
    var seed: UInt64 = 1
    var seconds = 60.0
    var isOnce = false
    var files: [[UInt8]] = []

    init(_ words: ArraySlice<String>) throws {
      guard let name = words.first, let format = Format(rawValue: name) else {
        throw Usage(description: "choose one of \(Format.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      self.format = format
      var rest = words.dropFirst()
      while let word = rest.popFirst() {
        switch word {
        case "--once": isOnce = true
        case "--seed": seed = try Self.number(word, rest.popFirst())
        case "--seconds": seconds = try Self.number(word, rest.popFirst())
        default: files.append(Array(try Data(contentsOf: URL(fileURLWithPath: word))))
        }
      }
    }

    private static func number<Number: LosslessStringConvertible>(_ option: String, _ word: String?) throws -> Number {
      guard let number = word.flatMap(Number.init) else { throw Usage(description: "\(option) needs a number") }
      return number
    }
  }

  /// A command line that is not understood.
  private struct Usage: Error, CustomStringConvertible {
    let description: String
  }
#endif
