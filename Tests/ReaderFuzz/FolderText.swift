/// A folder of files written as one text, so that it can be damaged as one.
///
///     %%% file cohort.toml
///     subject_id = "id"
///     %%% file subjects.csv
///     id,age
///
/// A name keeps letters, digits, dots, underscores and hyphens, so that no file leaves its folder.
struct FolderText {
  /// The files, by name; the last of one name counts.
  private(set) var files: [(name: String, bytes: [UInt8])] = []

  private static let mark = Array("%%% file ".utf8)

  /// The files of a text.
  init(_ text: [UInt8]) {
    var bytes: [UInt8] = []
    var name: String?
    for line in text.split(separator: 10, omittingEmptySubsequences: false) {
      guard line.starts(with: Self.mark) else {
        bytes += line + [10]
        continue
      }
      if let name { files.append((name, bytes)) }
      name = Self.name(line.dropFirst(Self.mark.count))
      bytes = []
    }
    if let name { files.append((name, bytes)) }
  }

  private static func name(_ written: ArraySlice<UInt8>) -> String {
    let kept = written.prefix(40).filter { byte in
      (48...57).contains(byte) || (97...122).contains(byte | 32) || [45, 46, 95].contains(byte)
    }
    let name = String(decoding: kept, as: UTF8.self)
    return name.allSatisfy { $0 == "." } ? "data" : name
  }
}
