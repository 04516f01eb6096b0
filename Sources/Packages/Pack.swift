/// A plugin in one file, `.wbplugin`: the same files give the same bytes, whoever packs them, wherever and whenever.
///
/// It is a `ustar` archive (POSIX.1-1988) of plain files in the order of the bytes of their paths, with mode 0644, owner and
/// group 0 without names, and time 0; after the last file come two blocks of zeros, and nothing else. Any `tar` lists it. What
/// is not exactly so is refused: of every plugin there is one pack.
public enum Pack {
  /// What the names of packs end with.
  public static let ending = ".wbplugin"

  private static let block = 512

  /// The most bytes of a pack: those of the files, and of their headers.
  static let most = PackageTree.Bounds.all + (2 * PackageTree.Bounds.files + 2) * block

  // MARK: - Packing

  /// The pack of a plugin's files.
  public static func pack(_ tree: PackageTree) -> [UInt8] {
    var bytes: [UInt8] = []
    for file in tree.files {
      bytes += header(file.path, size: file.bytes.count)
      bytes += file.bytes
      bytes += [UInt8](repeating: 0, count: padding(file.bytes.count))
    }
    return bytes + [UInt8](repeating: 0, count: 2 * block)
  }

  /// Writes the pack of a plugin's files, in place of a pack that is there: whole, or not at all.
  ///
  /// - Throws: ``PackageFault`` where it cannot be written, or where something else than a file is there.
  public static func write(_ tree: PackageTree, to path: String) throws(PackageFault) {
    switch System.kind(of: path) {
    case .nothing, .file: try System.replace(path, with: pack(tree))
    case .folder, .link, .other: throw PackageFault("\(path): is there already, and is no file")
    }
  }

  private static func padding(_ size: Int) -> Int { (block - size % block) % block }

  /// The header of a file: name, mode, owner, group, size, time, checksum, type and format.
  private static func header(_ path: PackagePath, size: Int) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: block)
    func put(_ text: String, at offset: Int) {
      for (index, byte) in text.utf8.enumerated() { header[offset + index] = byte }
    }
    put(path.description, at: 0)
    put("0000644", at: 100)
    put("0000000", at: 108)
    put("0000000", at: 116)
    put(octal(size, digits: 11), at: 124)
    put("00000000000", at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar\u{0}00", at: 257)
    put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + "\u{0} ", at: 148)
    return header
  }

  private static func octal(_ number: Int, digits: Int) -> String {
    let text = String(number, radix: 8)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  // MARK: - Unpacking

  /// The files of a pack; nothing is written anywhere.
  ///
  /// - Parameters:
  ///   - bytes: The pack.
  ///   - name: The name under which faults show it.
  /// - Returns: The files.
  /// - Throws: ``PackageFault`` where it is damaged, or anything but what ``pack(_:)`` writes.
  public static func unpack(_ bytes: [UInt8], named name: String) throws(PackageFault) -> PackageTree {
    var files: [PackageTree.File] = []
    var position = 0
    while true {
      guard position + block <= bytes.count else {
        throw PackageFault("\(name): is cut short, or is no pack of a plugin")
      }
      let header = bytes[position..<position + block]
      if header.allSatisfy({ $0 == 0 }) { break }
      let file = try entry(header, name)
      position += block
      let end = position + file.size
      guard end + padding(file.size) <= bytes.count else {
        throw PackageFault("\(name): is cut short in \"\(file.path)\"")
      }
      files.append(.init(file.path, Array(bytes[position..<end])))
      guard files.count <= PackageTree.Bounds.files else {
        throw PackageFault("\(name): has more than \(PackageTree.Bounds.files) files, which a plugin may have")
      }
      position = end + padding(file.size)
    }
    let tree = try PackageTree(files, of: name)
    guard bytes.count == position + 2 * block else {
      throw PackageFault("\(name): does not end after its last file, as a pack does")
    }
    guard pack(tree) == bytes else { throw PackageFault("\(name): was not written by \"workbench plugin pack\"") }
    return tree
  }

  /// What a header says of its file; only what ``header(_:size:)`` writes passes.
  private static func entry(_ header: ArraySlice<UInt8>, _ pack: String) throws(PackageFault) -> (
    path: PackagePath, size: Int
  ) {
    let field = { (range: Range<Int>) in
      header[header.startIndex + range.lowerBound..<header.startIndex + range.upperBound]
    }
    guard field(257..<262).elementsEqual("ustar".utf8) else {
      throw PackageFault("\(pack): is no pack of a plugin; one is written by \"workbench plugin pack\"")
    }
    let raw = field(0..<100).prefix { $0 != 0 }
    guard let text = String(validating: raw, as: UTF8.self) else {
      throw PackageFault("\(pack): holds a name of a file that is no text")
    }
    let type = field(156..<157).first ?? 0
    guard type == UInt8(ascii: "0") else {
      let words: [UInt8: String] = [
        49: "a hard link", 50: "a link", 51: "a device", 52: "a device", 53: "a folder", 54: "a pipe",
      ]
      throw PackageFault("\(pack): \"\(text)\" is \(words[type] ?? "of an unknown type"); a pack holds files alone")
    }
    let path: PackagePath
    do { path = try PackagePath(text) } catch { throw PackageFault("\(pack): \(error)") }
    let digits = String(decoding: field(124..<135), as: UTF8.self)
    guard let size = Int(digits, radix: 8), size >= 0 else {
      throw PackageFault("\(pack): \"\(path)\" has no size that can be read")
    }
    try PackageTree.check(size: size, of: path, in: pack)
    guard Self.header(path, size: size).elementsEqual(header) else {
      throw PackageFault("\(pack): \"\(path)\" has a header that \"workbench plugin pack\" does not write")
    }
    return (path, size)
  }
}
