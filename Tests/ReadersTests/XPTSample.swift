import Cohorts
import Testing

@testable import Readers

/// A transport file put together by hand, byte by byte, from the record layouts that SAS publishes.
struct XPTSample {
  /// A variable as its description has it.
  struct Variable {
    var name: String
    var type = 1
    var length = 8
    var label: [UInt8] = []
    var format = ""
    var width = 0
    var decimals = 0
    var number: Int?
    var position: Int?

    static func text(_ name: String, _ length: Int) -> Variable { Variable(name: name, type: 2, length: length) }
  }

  /// A data set.
  struct Member {
    var name = "A"
    var label = ""
    var variables: [Variable]
    var rows: [UInt8]
    /// What follows the 48 characters of the record before the rows, of version 8.
    var count = String(repeating: "0", count: 30)
    /// The stream of labels: its word, what follows the 48 characters, and its bytes.
    var labels: (word: String, count: String, bytes: [UInt8])?
    var namestrSize = 140
  }

  var version = 5
  var members: [Member]

  static func padded(_ bytes: some Sequence<UInt8>, _ length: Int) -> [UInt8] {
    let bytes = Array(bytes)
    return bytes + [UInt8](repeating: 32, count: max(0, length - bytes.count))
  }

  static func record(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    let bytes = Array(bytes)
    return padded(bytes, (bytes.count + 79) / 80 * 80)
  }

  static func two(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 255), UInt8(number & 255)] }

  /// A word of eight bytes.
  static func word(_ word: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }

  private static func header(_ word: String, _ rest: String = String(repeating: "0", count: 30)) -> [UInt8] {
    let eight = word.padding(8)
    return record("HEADER RECORD*******\(eight)HEADER RECORD!!!!!!!\(rest)".utf8)
  }

  /// The file.
  var bytes: [UInt8] {
    let isOld = version == 5
    let made = "16FEB26:10:07:55"
    var file = Self.header(isOld ? "LIBRARY" : "LIBV8")
    file += Self.record("SAS     SAS     SASLIB  9.4     LIN X64\0\(String(repeating: " ", count: 24))\(made)".utf8)
    file += Self.record(made.utf8)
    for member in members { file += bytes(of: member, made) }
    return file
  }

  private func bytes(of member: Member, _ made: String) -> [UInt8] {
    let isOld = version == 5
    let size = String(member.namestrSize)
    var file = Self.header(isOld ? "MEMBER" : "MEMBV8", "00000000000000000160000000" + "0" + size)
    file += Self.header(isOld ? "DSCRPTR" : "DSCPTV8")
    let system = "SASDATA 9.4     LIN X64\0" + (isOld ? String(repeating: " ", count: 24) : "")
    file += Self.record("SAS     \(member.name.padding(isOld ? 8 : 32))\(system)\(made)".utf8)
    file += Self.record("\(made.padding(32))\(member.label.padding(40))".utf8)
    let count = String(member.variables.count)
    file += Self.header(
      isOld ? "NAMESTR" : "NAMSTV8",
      String(repeating: "0", count: 10 - count.count) + count + String(repeating: "0", count: 20))
    var position = 0
    var descriptions: [UInt8] = []
    for (index, variable) in member.variables.enumerated() {
      var bytes = Self.two(variable.type) + [0, 0] + Self.two(variable.length)
      bytes += Self.two(variable.number ?? index + 1)
      bytes += Self.padded(variable.name.utf8.prefix(8), 8) + Self.padded(variable.label.prefix(40), 40)
      bytes += Self.padded(variable.format.utf8, 8) + Self.two(variable.width) + Self.two(variable.decimals)
      bytes += [0, 0, 0, 0] + Self.padded([], 8) + [0, 0, 0, 0, 0, 0] + Self.two(variable.position ?? position)
      if !isOld { bytes += Self.padded(variable.name.utf8, 32) + Self.two(variable.label.count) }
      bytes += [UInt8](repeating: 0, count: member.namestrSize - bytes.count)
      descriptions += bytes
      position += variable.length
    }
    file += Self.record(descriptions)
    if let labels = member.labels { file += Self.header(labels.word, labels.count) + Self.record(labels.bytes) }
    file += isOld ? Self.header("OBS") : Self.header("OBSV8", member.count)
    return file + Self.record(member.rows)
  }
}

extension String {
  fileprivate func padding(_ length: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, length - utf8.count))
  }
}

extension XPTSample {
  /// The tables of the file.
  func tables(_ name: String = "a.xpt") throws -> [XPTTable] {
    try XPTTable.all(name: name, bytes: FileBytes(bytes))
  }

  /// What is read of the first table.
  func read(runSize: Int = XPTPass.runSize) throws -> (columns: [Column], notes: [String]) {
    let table = try #require(try tables().first)
    let read = try table.natural(table.header.map { _ in .byContent }, runSize: runSize)
    return (read.columns, read.notes)
  }

  /// What is said of a file that cannot be read.
  static func words(_ bytes: [UInt8]) -> String {
    do {
      _ = try XPTTable.all(name: "a.xpt", bytes: FileBytes(bytes))
      return "no fault"
    } catch {
      return error.description
    }
  }
}
