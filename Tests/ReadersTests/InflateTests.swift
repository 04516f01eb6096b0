import Foundation
import Testing

@testable import Readers

/// Compressed bytes that Python's zlib made, with the length and the SHA-256 of what went in.
struct CompressedVector: Sendable, CustomTestStringConvertible {
  let name: String
  let length: Int
  let sha256: String
  let bytes: [UInt8]

  var testDescription: String { name }

  static let all: [CompressedVector] = {
    let path = Fixtures.path("compressed/vectors.txt")
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t").map(String.init)
      guard fields.count == 4, let length = Int(fields[1]), let data = Data(base64Encoded: fields[3]) else {
        return nil
      }
      return CompressedVector(name: fields[0], length: length, sha256: fields[2], bytes: Array(data))
    }
  }()

  static func named(_ name: String) throws -> [UInt8] { try #require(all.first { $0.name == name }).bytes }
}

@Suite("Compressed files")
struct InflateTests {
  private func fault(_ bytes: [UInt8]) -> String {
    faults { _ = try Compression.unwrapped(FileBytes(bytes), name: "a.gz") }
  }

  @Test("The vectors are there")
  func vectors() { #expect(CompressedVector.all.count == 35) }

  @Test("What Python's zlib compressed comes out as it went in", arguments: CompressedVector.all)
  func unwraps(_ vector: CompressedVector) throws {
    let made = try Compression.unwrapped(FileBytes(vector.bytes), name: "a.gz")
    #expect(made.count == vector.length)
    #expect(made.sha256() == vector.sha256)
    #expect(Compression.wrapping(of: FileBytes(vector.bytes))?.rawValue == String(vector.name.prefix(4)))
  }

  @Test("Checksums have the values that their standards give")
  func checksums() {
    // The check value of CRC-32/ISO-HDLC; Adler-32 of the same text and of "Wikipedia".
    func crc(_ text: String) -> UInt32 { Array(text.utf8).withUnsafeBufferPointer(Checksum.crc32) }
    func adler(_ text: String) -> UInt32 { Array(text.utf8).withUnsafeBufferPointer(Checksum.adler32) }
    #expect(crc("") == 0 && crc("123456789") == 0xCBF4_3926)
    #expect(crc("The quick brown fox jumps over the lazy dog") == 0x414F_A339)
    #expect(adler("") == 1 && adler("123456789") == 0x091E_01DE && adler("Wikipedia") == 0x11E6_0398)
    // zlib.adler32(b"\xff" * 100000)
    #expect([UInt8](repeating: 255, count: 100_000).withUnsafeBufferPointer(Checksum.adler32) == 0x149A_302C)
  }

  @Test("A file cut off after any byte is a fault, but where a member ends")
  func truncated() throws {
    for name in ["gzip level 0", "gzip level 6", "zlib level 9", "gzip all header fields", "zlib strategy FIXED"] {
      let bytes = try CompressedVector.named(name)
      for count in 2..<bytes.count {
        let text = fault(Array(bytes[..<count]))
        #expect(text.contains("cut short") || text.isEmpty && count < 3, "\(name), \(count) bytes: \(text)")
      }
    }
  }

  @Test("A file with any byte flipped gives the same bytes or is a fault")
  func flipped() throws {
    for name in ["gzip level 6", "zlib level 6", "gzip all header fields", "gzip long codes"] {
      let bytes = try CompressedVector.named(name)
      let whole = try Compression.unwrapped(FileBytes(bytes), name: "a.gz")
      for index in bytes.indices where index < 400 || index + 40 > bytes.count || index % 17 == 0 {
        for bits in [1, 0x80, 0xFF] as [UInt8] {
          var damaged = bytes
          damaged[index] ^= bits
          // Past the first two bytes, which tell the format.
          guard index > 1, let made = try? Compression.unwrapped(FileBytes(damaged), name: "a.gz") else { continue }
          // Adler-32 is weak: zlib itself takes some of these, with letters in another order.
          let isSame = name.hasPrefix("gzip") ? made.sha256() == whole.sha256() : made.count == whole.count
          #expect(isSame, "\(name), byte \(index)")
        }
      }
    }
  }

  @Test("Faults say what is wrong, and at which byte")
  func words() throws {
    var bytes = try CompressedVector.named("gzip level 6")
    bytes[bytes.count - 5] ^= 1
    #expect(
      fault(bytes) == "a.gz: is compressed with gzip, but cannot be unwrapped: at byte \(bytes.count - 8), "
        + "the CRC-32 is not that of the data; the file is damaged")
    bytes[bytes.count - 5] ^= 1
    bytes[bytes.count - 1] = 9
    #expect(fault(bytes).contains("at byte \(bytes.count - 4), the length is given as 1"))
    #expect(
      fault([0x1F, 0x8B, 7] + [UInt8](repeating: 0, count: 9)).contains(
        "at byte 2, the header cannot be understood: the method 7"))
    #expect(fault([0x1F, 0x8B, 8, 0xE0] + [UInt8](repeating: 0, count: 9)).contains("at byte 3, the header"))
    #expect(fault([0x78, 0xBB, 0, 0, 0, 0]).contains("preset dictionary"))
    // A block of kind 3; a stored block whose lengths disagree; a distance of 1 before the first byte (fixed codes).
    #expect(fault([0x78, 0x9C, 7, 0, 0]).contains("a block is of a kind that there is not"))
    #expect(fault([0x78, 0x9C, 1, 1, 0, 0, 0]).contains("the length of a block and its check differ"))
    #expect(fault([0x78, 0x9C, 3, 2, 0, 0, 0, 0]).contains("repeat what stands 1 bytes back, after 0 bytes"))
    #expect(fault(try CompressedVector.named("gzip level 1") + Array("more".utf8)).contains("something follows"))
  }

  @Test("What is no compressed file is left as it is")
  func plain() throws {
    for text in ["", "x", "x^2,y\n1,2\n", "x\u{DA},y\n1,2\n", "id,age\n1,2\n"] {
      let bytes = FileBytes(Array(text.utf8))
      #expect(Compression.wrapping(of: bytes) == nil)
      #expect(try Compression.unwrapped(bytes, name: "a") === bytes)
    }
  }

  @Test("A compressed file of any format is opened as what is in it, under its own name")
  func formats() throws {
    let rows = FileBytes(try CompressedVector.named("zlib level 6"))
    let source = try #require(try TableFormat.open(name: "adsl.csv.gz", bytes: rows).first)
    #expect(source.name == "adsl.csv.gz" && source.header == ["USUBJID", "AGE", "ARM"] && source.rowCount == 120)
    #expect(source.text(row: 119, column: 1) == "83")
    let fault = faults {
      _ = try TableFormat.open(name: "a.gz", bytes: FileBytes(try CompressedVector.named("gzip empty")))
    }
    #expect(fault.hasPrefix("a.gz: is empty"))
  }

  @Test("More than the bound is a fault, without the memory for it")
  func bomb() throws {
    // far: 34730 bytes in some hundred.
    let bytes = FileBytes(try CompressedVector.named("gzip far and near repetitions"))
    var position = 0
    #expect(throws: InflateTrouble.tooLarge(limit: 1000)) {
      _ = try Compression.unwrapped(bytes, .gzip, &position, most: 1000)
    }
    let output = try #require(Inflated(compressed: 10))
    #expect(output.limit == Inflated.freeBytes && output.capacity <= 1 << 12)
    #expect(try #require(Inflated(compressed: 100 << 20)).limit == Inflated.mostBytes)
  }
}
