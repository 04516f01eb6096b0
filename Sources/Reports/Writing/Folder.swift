#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The few things that writing a report, or other files of the workbench, asks of the file system.
package enum Folder {
  /// The number of this process, which keeps two that write at once apart.
  package static var processID: Int32 { getpid() }

  /// Makes a folder, and those above it, where there is none.
  package static func create(_ path: String) throws(ReportWriterError) {
    guard !path.isEmpty else { return }
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      if mkdir(made, 0o777) != 0, errno != EEXIST, !isFolder(made) {
        throw .cannotCreateFolder(path, reason: reason)
      }
    }
    guard isFolder(path) else { throw .notAFolder(path) }
  }

  /// Writes a text to a new file, and has it reach the disk.
  package static func write(_ text: String, to temporary: String, for path: String) throws(ReportWriterError) {
    remove(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o666)
    guard file >= 0 else { throw .cannotWrite(path, reason: reason) }
    let failure = Array(text.utf8).withUnsafeBytes { bytes -> String? in
      // `bytes` is valid for this closure alone, and `count - done` bytes lie from `done` on.
      var done = 0
      while done < bytes.count {
        guard let base = bytes.baseAddress else { return nil }
        #if canImport(Glibc)
          let written = Glibc.write(file, base + done, bytes.count - done)
        #elseif canImport(Musl)
          let written = Musl.write(file, base + done, bytes.count - done)
        #else
          let written = Darwin.write(file, base + done, bytes.count - done)
        #endif
        if written < 0 {
          if errno == EINTR { continue }
          return reason
        }
        done += written
      }
      return fsync(file) == 0 || errno == EINVAL || errno == ENOTSUP ? nil : reason
    }
    let closed = close(file)
    if let failure { throw .cannotWrite(path, reason: failure) }
    if closed != 0 { throw .cannotWrite(path, reason: reason) }
  }

  /// Gives a file the name that it is to have, in place of what had it.
  package static func rename(_ temporary: String, to path: String) throws(ReportWriterError) {
    #if canImport(Glibc)
      let status = Glibc.rename(temporary, path)
    #elseif canImport(Musl)
      let status = Musl.rename(temporary, path)
    #else
      let status = Darwin.rename(temporary, path)
    #endif
    guard status == 0 else { throw .cannotWrite(path, reason: reason) }
  }

  /// Removes a file, if it is there.
  package static func remove(_ path: String) { _ = unlink(path) }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// What the system last said was wrong.
  private static var reason: String {
    let number = errno
    guard let words = strerror(number) else { return "error \(number)" }
    return String(cString: words)
  }
}
