/// What of a folder's files may be tables, told by their names, and what is passed over.
struct FolderListing {
  /// The names of files to be opened, in order.
  private(set) var files: [String] = []
  /// What is passed over, in words.
  private(set) var passedOver: [String] = []

  /// The endings of files that must be tables: one that is none is a fault.
  private static let certain: Set = ["csv", "tsv", "tab", "xpt", "xpt5", "xpt8", "ndjson", "dsjc"]
  /// The endings of files that may be tables: one that is none is passed over.
  private static let possible: Set = ["txt", "dat", "json", "data", ""]
  /// The beginnings of names that are never tables.
  private static let prose = ["readme", "license", "licence", "copying", "notice", "changelog", "source", "meta_"]

  /// Lists a folder.
  ///
  /// Hidden files and folders are left out. In a study of cBioPortal, with its `meta_study.txt`, only the clinical files
  /// are listed, for the others are no tables of patients.
  init(_ folder: String) {
    let entries = Paths.entries(of: folder)
    let isStudy = entries.contains("meta_study.txt")
    var others: [String] = []
    for entry in entries {
      let mayBeTable = !Paths.isFolder(Paths.join(folder, entry)) && Self.mayBeTable(entry)
      if mayBeTable, !isStudy || Self.isClinical(entry) {
        files.append(entry)
      } else if !(isStudy && entry.hasPrefix("meta_")) {
        others.append(entry)
      }
    }
    if !others.isEmpty {
      let shown = others.prefix(8).joined(separator: ", ") + (others.count > 8 ? " and \(others.count - 8) more" : "")
      passedOver.append("passed over: \(shown)")
    }
  }

  /// Whether a file that is no table is a fault, and not just passed over.
  static func mustBeTable(_ name: String) -> Bool { certain.contains(ending(name)) }

  private static func mayBeTable(_ name: String) -> Bool {
    let lower = name.lowercased()
    guard !prose.contains(where: lower.hasPrefix) else { return false }
    return certain.contains(ending(name)) || possible.contains(ending(name))
  }

  private static func isClinical(_ name: String) -> Bool {
    ["data_clinical", "data_timeline", "data_bcr_clinical"].contains(where: name.lowercased().hasPrefix)
  }

  /// What stands after the last dot of a name, in lower case; before `.gz`, where it ends so.
  private static func ending(_ name: String) -> String {
    let lower = name.lowercased()
    let plain = lower.hasSuffix(".gz") ? String(lower.dropLast(3)) : lower
    guard let dot = plain.lastIndex(of: "."), dot != plain.startIndex else { return "" }
    return String(plain[plain.index(after: dot)...])
  }
}
