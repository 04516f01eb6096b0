#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What plugins ask of the file system: files are read without following links, and written whole or not at all.
enum System {
  /// What stands at a path.
  enum Kind: Equatable {
    case nothing
    case file(bytes: Int)
    case folder
    case link
    case other
  }

  /// What stands at a path; a link is not followed.
  static func kind(of path: String) -> Kind {
    var status = stat()
    guard lstat(path, &status) == 0 else { return .nothing }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(bytes: Int(status.st_size))
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// The names in a folder, in the order of their bytes.
  static func names(in folder: String) throws(PackageFault) -> [String] {
    guard let listing = opendir(folder) else { throw PackageFault("\(folder): cannot be read: \(reason)") }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      // The name lies in the entry, which stands until the next call, and ends with a 0.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
        field.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: field.pointee)) {
          String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What a regular file holds, of at most so many bytes.
  static func read(_ path: String, most: Int) throws(PackageFault) -> [UInt8] {
    let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw PackageFault("\(path): cannot be read: \(reason)") }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw PackageFault("\(path): is no file")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = systemRead(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw PackageFault("\(path): cannot be read: \(reason)") }
      if count == 0 { return bytes }
      guard bytes.count + count <= most else { throw PackageFault("\(path): has more than \(most) bytes") }
      bytes += chunk[..<count]
    }
  }

  /// Makes a folder, and those above it, where there is none.
  static func makeFolder(_ path: String, mode: mode_t = 0o777) throws(PackageFault) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      if mkdir(made, mode) != 0, errno != EEXIST, kind(of: made) != .folder {
        throw PackageFault("\(path): cannot be made: \(reason)")
      }
    }
  }

  /// Makes an empty folder of a name that nothing has, beside others of this beginning.
  static func makeTemporaryFolder(_ beginning: String) throws(PackageFault) -> String {
    var template = Array("\(beginning)XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw PackageFault("\(beginning)…: cannot be made: \(reason)") }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The folder of temporary files.
  static var temporary: String {
    let set = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    return set.hasPrefix("/") ? set.dropping(suffix: "/") : "/tmp"
  }

  /// Writes a new file, and has it reach the disk.
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o666) throws(PackageFault) {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
    guard file >= 0 else { throw PackageFault("\(path): cannot be written: \(reason)") }
    var rest = bytes[...]
    var failure: String?
    while !rest.isEmpty, failure == nil {
      // The bytes are valid for the closure alone.
      let count = rest.withUnsafeBytes { systemWrite(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { failure = reason } else { rest = rest.dropFirst(count) }
    }
    if failure == nil, fsync(file) != 0, errno != EINVAL { failure = reason }
    if close(file) != 0, failure == nil { failure = reason }
    if let failure { throw PackageFault("\(path): cannot be written: \(failure)") }
  }

  /// Writes a file in place of what is there: whole, or not at all.
  static func replace(_ path: String, with bytes: [UInt8], mode: mode_t = 0o666) throws(PackageFault) {
    let temporary = "\(path).new-\(getpid())"
    remove(temporary)
    do {
      try write(bytes, to: temporary, mode: mode)
      try move(temporary, to: path)
    } catch {
      remove(temporary)
      throw error
    }
  }

  /// Gives what is at a path another one, in place of a file that is there.
  static func move(_ old: String, to new: String) throws(PackageFault) {
    guard rename(old, new) == 0 else { throw PackageFault("\(new): cannot be written: \(reason)") }
  }

  /// Removes a file, a link, or a folder with what is in it; links are not followed.
  static func remove(_ path: String) {
    if kind(of: path) == .folder {
      for name in (try? names(in: path)) ?? [] { remove("\(path)/\(name)") }
      _ = rmdir(path)
    } else {
      _ = unlink(path)
    }
  }

  /// Removes a folder that is empty, and those above it that are then, up to one that stays.
  static func removeEmpty(_ folder: String, below top: String) {
    var path = folder
    while path.hasPrefix(top + "/"), rmdir(path) == 0 {
      path = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    }
  }

  /// A variable of the environment; `nil` where it is not set, or empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
    return value
  }

  /// The working folder.
  static var workingFolder: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  /// Whether an open file is the one at a path.
  static func isSame(_ file: Int32, _ path: String) -> Bool {
    var (opened, found) = (stat(), stat())
    return fstat(file, &opened) == 0 && lstat(path, &found) == 0 && opened.st_ino == found.st_ino
      && opened.st_dev == found.st_dev
  }

  /// The path without links, `.` and `..` in it; as it is where it leads nowhere.
  static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// What the system last said was wrong.
  static var reason: String {
    let number = errno
    return strerror(number).map { String(cString: $0) } ?? "error \(number)"
  }
}

/// The system's `read` and `write`, which static functions of the same names would hide.
private func systemRead(_ file: Int32, _ bytes: UnsafeMutableRawPointer, _ count: Int) -> Int {
  read(file, bytes, count)
}
private func systemWrite(_ file: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(file, bytes, count) }
