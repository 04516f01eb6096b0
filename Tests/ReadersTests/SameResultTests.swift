import Cohorts
import Testing

@testable import Readers

@Suite("The same file gives the same result, however it is cut for the processors")
struct SameResultTests {
  /// What reading gives.
  private enum Result: Equatable {
    case columns([Column])
    case fault(String)
  }

  private static let sizes = [1, 7, 64, 1000]

  private func csv(_ bytes: [UInt8], size: Int) -> Result {
    do {
      let file = try CSVFile(name: "data.csv", bytes: FileBytes(bytes), chunkSize: size)
      let read = try CSVColumns(file, requests: file.header.map { _ in .byContent })
      return .columns(read.columns)
    } catch {
      return .fault("\(error)")
    }
  }

  /// Forty rows of every type, with what makes a column turn into another late in the file.
  private static let sample: [UInt8] = {
    var text = "id,number,word,when,flag,at,mixed\n"
    for row in 1...40 {
      let word = row % 3 == 0 ? "\"a \"\"b\"\"\nc\"" : ["x", "NA", "ü"][row % 3]
      let mixed = row < 35 ? "\(row)" : row == 35 ? "1.5" : "z"
      text += "\(row),\(row % 7 == 0 ? "." : "\(Double(row) / 8)"),\(word),2021-03-\(10 + row % 20),"
      text += "\(row % 2 == 0 ? "yes" : "no"),2021-03-09T10:00:0\(row % 10),\(mixed)\r\n"
    }
    return Array(text.utf8)
  }()

  @Test("Whole files")
  func whole() {
    let expected = csv(Self.sample, size: CSVChunks.usualSize)
    guard case .columns(let columns) = expected else {
      Issue.record("the sample is not read: \(expected)")
      return
    }
    #expect(columns.map(\.type) == [.integer, .number, .category, .date, .flag, .dateTime, .text])
    for size in Self.sizes { #expect(csv(Self.sample, size: size) == expected, "in pieces of \(size) bytes") }
  }

  @Test("Files with one byte changed to what means something, in each place")
  func damaged() {
    for place in Self.sample.indices where place % 61 == 0 {
      for byte in Array("\",\nx".utf8) + [0xFF] {
        var damaged = Self.sample
        damaged[place] = byte
        let expected = csv(damaged, size: CSVChunks.usualSize)
        for size in [7, 64] {
          #expect(csv(damaged, size: size) == expected, "byte \(byte) in place \(place), pieces of \(size)")
        }
      }
    }
  }

  @Test("Files cut off after each byte")
  func truncated() {
    for count in 0..<Self.sample.count where count % 23 == 0 {
      let cut = Array(Self.sample[..<count])
      let expected = csv(cut, size: CSVChunks.usualSize)
      #expect(csv(cut, size: 16) == expected, "cut off after \(count) bytes")
    }
  }
}
