#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a file, held in memory while it is read.
///
/// A regular file is mapped, not copied; it must not be cut short by another program while it is read, for the system
/// ends a process that touches pages which are gone. A pipe is read to its end, up to ``mostFromPipe`` bytes.
///
/// Invariant: `base` points to `count` bytes that are initialized, never written to, and live as long as this object.
/// That is what makes it safe to share between threads.
final class FileBytes: @unchecked Sendable {
  /// The most that is read from what is not a regular file: 1 GiB.
  static let mostFromPipe = 1 << 30

  /// The first byte.
  let base: UnsafePointer<UInt8>

  /// The number of bytes.
  let count: Int

  private let release: Release

  /// How the memory is given back.
  private enum Release {
    case unmap, deallocate, free
  }

  /// Bytes that the caller made with `malloc`, and gives away.
  init(fromMalloc memory: UnsafeMutableRawPointer, count: Int) {
    base = UnsafePointer(memory.bindMemory(to: UInt8.self, capacity: max(count, 1)))
    self.count = count
    release = .free
  }

  /// A copy of bytes that are in memory already.
  init(_ bytes: [UInt8]) {
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(bytes.count, 1))
    copy.initialize(repeating: 0, count: max(bytes.count, 1))
    bytes.withUnsafeBufferPointer { source in
      if let first = source.baseAddress { copy.update(from: first, count: source.count) }
    }
    base = UnsafePointer(copy)
    count = bytes.count
    release = .deallocate
  }

  private init(mapping descriptor: Int32, count: Int) throws(FileTrouble) {
    guard let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
      throw .unreadable(reason: FileTrouble.systemReason())
    }
    base = UnsafePointer(address.assumingMemoryBound(to: UInt8.self))
    self.count = count
    release = .unmap
  }

  deinit {
    switch release {
    case .unmap: munmap(UnsafeMutableRawPointer(mutating: base), count)
    case .deallocate: UnsafeMutablePointer(mutating: base).deallocate()
    case .free: free(UnsafeMutableRawPointer(mutating: base))
    }
  }

  /// The byte at an offset.
  subscript(offset: Int) -> UInt8 {
    precondition(offset >= 0 && offset < count, "offset \(offset) of \(count) bytes")
    return base[offset]
  }

  /// The bytes of a range as text, with what is not UTF-8 replaced.
  func text(_ range: Range<Int>) -> String {
    let range = range.clamped(to: 0..<count)
    return String(decoding: UnsafeBufferPointer(start: base + range.lowerBound, count: range.count), as: UTF8.self)
  }

  /// The bytes of the file at a path.
  static func open(_ path: String) throws(FileTrouble) -> FileBytes {
    let descriptor = Self.openDescriptor(path)
    guard descriptor >= 0 else {
      throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(reason: FileTrouble.systemReason())
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(reason: FileTrouble.systemReason()) }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: throw .directory
    case S_IFREG:
      let size = Int(status.st_size)
      return size == 0 ? FileBytes(try readAll(descriptor)) : try FileBytes(mapping: descriptor, count: size)
    default: return FileBytes(try readAll(descriptor))
    }
  }

  private static func openDescriptor(_ path: String) -> Int32 {
    #if canImport(Glibc)
      Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    #elseif canImport(Musl)
      Musl.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    #else
      Darwin.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    #endif
  }

  private static func readAll(_ descriptor: Int32) throws(FileTrouble) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = piece.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if got < 0 && errno == EINTR { continue }
      guard got >= 0 else { throw .unreadable(reason: FileTrouble.systemReason()) }
      guard got > 0 else { return bytes }
      bytes.append(contentsOf: piece[..<got])
      guard bytes.count <= mostFromPipe else { throw .unreadable(reason: "it gives more than 1 GiB") }
    }
  }
}

/// Why a file's bytes cannot be had.
enum FileTrouble: Error, Hashable {
  /// There is none at that path.
  case missing
  /// It is a folder.
  case directory
  /// The system refuses it, for a reason in its own words.
  case unreadable(reason: String)

  /// The reason that the system gives for the last failure.
  static func systemReason() -> String {
    String(cString: strerror(errno)).lowercased()
  }
}
