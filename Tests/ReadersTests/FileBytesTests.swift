import Cohorts
import Foundation
import Testing

@testable import Readers

@Suite("Files that change, and what is no file")
struct FileBytesTests {
  /// More than is read at once, so that the rest is read later.
  private static let rows = 180_000

  private static let text: [UInt8] = {
    var text = Array("id,number,kind\n".utf8)
    for row in 0..<rows {
      for digit in [100_000, 10_000, 1000, 100, 10, 1] { text.append(48 + UInt8((row + 100_000) / digit % 10)) }
      text.append(44)
      text.append(48 + UInt8(row % 7))
      text += ",k".utf8
      text.append(48 + UInt8(row % 5))
      text.append(10)
    }
    return text
  }()

  private func large() throws -> (folder: TemporaryFolder, path: String) {
    let folder = try TemporaryFolder()
    #expect(Self.text.count > ByteRegion.unit)
    try folder.write(Self.text, to: "large.csv")
    return (folder, folder.file("large.csv"))
  }

  private func opened(_ path: String) throws -> FileBytes { try FileBytes.open(path, inPiecesFrom: 1 << 20) }

  private func read(_ bytes: FileBytes) throws -> [Column] {
    let file = try CSVFile(name: "large.csv", bytes: bytes)
    return try CSVColumns(file, requests: file.header.map { _ in .byContent }).columns
  }

  @Test("A large file is read in windows, as it stands")
  func whole() throws {
    let (folder, path) = try large()
    let columns = try withExtendedLifetime(folder) { try read(opened(path)) }
    #expect(columns[0] == Column(integers: (0..<Self.rows).map { $0 + 100_000 }))
    #expect(columns[1] == Column(integers: (0..<Self.rows).map { $0 % 7 }))
    #expect(columns[2][Self.rows - 1] == .text("k\((Self.rows - 1) % 5)"))
    let content = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(try opened(path).sha256() == FileBytes(Array(content)).sha256())
  }

  @Test("A file that is cut short before its records are found")
  func cutBeforeRecords() throws {
    let (folder, path) = try large()
    let bytes = try opened(path)
    #expect(truncate(path, 500_000) == 0)
    #expect(faults { _ = try read(bytes) } == "large.csv: was cut short while it was read")
    withExtendedLifetime(folder) {}
  }

  @Test("A file that is cut short before its columns are read")
  func cutBeforeColumns() throws {
    let (folder, path) = try large()
    let file = try CSVFile(name: "large.csv", bytes: opened(path))
    #expect(truncate(path, 0) == 0)
    #expect(
      faults { _ = try CSVColumns(file, requests: file.header.map { _ in .byContent }) }
        == "large.csv: was cut short while it was read")
    #expect(
      faults { _ = try file.bytes.digest(shown: "large.csv").hexadecimal() }
        == "large.csv: was cut short while it was read")
    withExtendedLifetime(folder) {}
  }

  @Test("A file that grows, and one that is written over with as many bytes")
  func changed() throws {
    for mode in [O_APPEND, 0] {
      let (folder, path) = try large()
      let file = try CSVFile(name: "large.csv", bytes: opened(path))
      usleep(20_000)
      let descriptor = open(path, O_WRONLY | mode)
      #expect(write(descriptor, "id,\n\n\n\n\n\n\n\n\n\n\n", 14) == 14)
      close(descriptor)
      #expect(
        faults { _ = try CSVColumns(file, requests: file.header.map { _ in .byContent }) }
          == "large.csv: was changed by another program while it was read; load it again when it is complete")
      withExtendedLifetime(folder) {}
    }
  }

  @Test("A file that is written to when its values are read, and its digest is not known yet")
  func changedBeforeDigest() throws {
    let (folder, path) = try large()
    let bytes = try opened(path)
    _ = try read(bytes)
    let digest = bytes.digest(shown: "large.csv")
    usleep(20_000)
    #expect(truncate(path, 500_000) == 0)
    let words = "large.csv: was cut short while it was read"
    let provenance = Provenance(sources: [.init(table: "subjects", name: "large.csv", digest: digest, rows: Self.rows)])
    #expect(faults { try provenance.confirm() } == words)
    #expect(faults { _ = try JSONEncoder().encode(provenance) } == words)
    #expect(provenance.sources[0].sha256 == words)
    withExtendedLifetime(folder) {}
  }

  @Test("What never ends is read up to a bound")
  func endless() {
    #expect(throws: FileTrouble.unreadable(reason: "it gives more than 1 MiB")) {
      _ = try FileBytes.open("/dev/zero", most: 1 << 20)
    }
  }

  @Test("A folder, what is not there, and what cannot be read")
  func others() throws {
    #expect(throws: FileTrouble.directory) { _ = try FileBytes.open("/") }
    #expect(throws: FileTrouble.missing) { _ = try FileBytes.open("/nowhere/at/all") }
    guard getuid() != 0 else { return }
    let folder = try TemporaryFolder(["a.csv": "id\n1\n"])
    #expect(chmod(folder.file("a.csv"), 0) == 0)
    #expect(throws: FileTrouble.unreadable(reason: "permission denied")) {
      _ = try FileBytes.open(folder.file("a.csv"))
    }
  }
}
