import Foundation

@testable import Readers

/// The files that tests read.
enum Fixtures {
  /// Where a fixture of this project is.
  static func path(_ name: String) -> String {
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/\(name)").path
  }

  /// The bytes of a fixture.
  static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path(name)))) }

  /// The complete set of example data, where an environment variable says where it is.
  static let workbenchData = ProcessInfo.processInfo.environment["WORKBENCH_DATA"]
}
