/// Writes a report as files: all of them or, where something stands in the way, none in part.
public enum ReportWriter {
  /// Writes a report into a folder, which is made where there is none.
  ///
  /// A file is first written in full under a name of its own in the same folder, and takes its name when all are; what had
  /// that name before is replaced. With Markdown or HTML, each figure is written as an SVG file beside it.
  ///
  /// - Parameters:
  ///   - document: The report.
  ///   - formats: The formats; one named twice is written once.
  ///   - directory: The folder.
  ///   - name: What the names of the files begin with.
  /// - Returns: The paths of the files, in the order of the formats, the figures last.
  /// - Throws: ``ReportWriterError``.
  @discardableResult
  public static func write(
    _ document: ReportDocument, formats: [ReportFormat], to directory: String, name: String
  ) throws -> [String] {
    let files = try files(document, formats: formats, name: name)
    try Folder.create(directory)
    let base = directory.isEmpty ? "" : directory.hasSuffix("/") ? directory : directory + "/"
    var pending: [(temporary: String, path: String)] = []
    do {
      for file in files {
        let path = base + file.name
        let temporary = "\(base).\(file.name).\(Folder.processID).partial"
        pending.append((temporary, path))
        try Folder.write(file.text, to: temporary, for: path)
      }
      for file in pending { try Folder.rename(file.temporary, to: file.path) }
    } catch {
      for file in pending { Folder.remove(file.temporary) }
      throw error
    }
    return pending.map(\.path)
  }

  /// The files of a report, by name, with their texts.
  ///
  /// - Parameters:
  ///   - document: The report.
  ///   - formats: The formats; one named twice is made once.
  ///   - name: What the names of the files begin with.
  /// - Returns: The files in the order of the formats, the figures last.
  /// - Throws: ``ReportWriterError/invalidName(_:)``.
  public static func files(
    _ document: ReportDocument, formats: [ReportFormat], name: String
  ) throws -> [(name: String, text: String)] {
    guard !name.isEmpty, name != ".", name != "..", name == name.neutralised, !name.utf8.contains(UInt8(ascii: "/"))
    else { throw ReportWriterError.invalidName(name) }
    let hasFigures = formats.contains(.markdown) || formats.contains(.html)
    let figures = (hasFigures ? document.figures() : []).enumerated().map { place, svg in
      (name: "\(name)-figure-\(place + 1).svg", text: svg)
    }
    var files: [(name: String, text: String)] = []
    for (place, format) in formats.enumerated() where !formats[..<place].contains(format) {
      let text = format == .markdown ? document.markdown(figures: figures.map(\.name)) : document.text(as: format)
      files.append((name: "\(name).\(format.fileExtension)", text: text))
    }
    return files + figures
  }
}
