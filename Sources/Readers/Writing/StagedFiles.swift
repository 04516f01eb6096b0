import Foundation

/// Files that are written together: all to temporary names, and only then renamed, so that none is ever half there.
struct StagedFiles {
  /// The folder, which is made where it is not there.
  let folder: String
  /// The names and contents.
  let files: [(name: String, bytes: [UInt8])]

  /// Writes the files.
  ///
  /// - Parameter overwrite: Whether files that are there already are replaced.
  /// - Throws: ``WriteError/exists(_:)`` and ``WriteError/refused(path:reason:)``; then nothing is left behind.
  func write(overwrite: Bool) throws(WriteError) {
    let existing = files.map { Paths.join(folder, $0.name) }.filter(Paths.exists)
    guard overwrite || existing.isEmpty else { throw .exists(existing) }
    try makeFolder()
    var staged: [String] = []
    do {
      for file in files {
        let path = Paths.join(folder, ".\(file.name).\(ProcessInfo.processInfo.processIdentifier).part")
        staged.append(path)
        try Self.write(file.bytes, to: path)
      }
      for (file, path) in zip(files, staged) { try Self.rename(path, to: Paths.join(folder, file.name)) }
    } catch {
      for path in staged { try? FileManager.default.removeItem(atPath: path) }
      throw error
    }
  }

  private func makeFolder() throws(WriteError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .refused(path: folder, reason: Paths.exists(folder) ? "it is no folder" : FileTrouble.systemReason())
    }
  }

  private static func write(_ bytes: [UInt8], to path: String) throws(WriteError) {
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else {
      throw .refused(path: path, reason: FileTrouble.systemReason())
    }
  }

  private static func rename(_ path: String, to target: String) throws(WriteError) {
    guard Foundation.rename(path, target) == 0 else {
      throw .refused(path: target, reason: FileTrouble.systemReason())
    }
  }
}
