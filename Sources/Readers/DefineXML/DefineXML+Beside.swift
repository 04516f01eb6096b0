import Cohorts

extension DefineXML {
  /// The most bytes that a file of metadata may have; real ones have a few million.
  static let mostBytes = 256 << 20

  /// The metadata that stand beside tables in a folder.
  ///
  /// - Parameter folder: The folder; its file `define.xml`, in any case, or else the first of a name that begins so.
  /// - Returns: What it says; `nil` where there is none, with a finding where there is one that cannot be read, for the tables can be
  ///   used without it.
  static func beside(_ folder: String) -> (metadata: DefineXML?, findings: [Finding]) {
    let names = Paths.entries(of: folder).filter { name in
      name.lowercased().hasPrefix("define") && name.lowercased().hasSuffix(".xml")
    }.sorted()
    guard let name = names.first(where: { $0.lowercased() == "define.xml" }) ?? names.first else { return (nil, []) }
    do {
      let bytes = try FileBytes.open(Paths.join(folder, name))
      guard bytes.count <= mostBytes else { return (nil, [finding(name, "it is larger than 256 MB")]) }
      return (try DefineXML(bytes), [])
    } catch let fault as DefineFault {
      return (nil, [finding(name, fault.words)])
    } catch {
      return (nil, [finding(name, "it cannot be opened")])
    }
  }

  private static func finding(_ name: String, _ words: String) -> Finding {
    Finding(.warning, check: "define_xml", "\(name) is not used: \(words)")
  }
}

/// What keeps a Define-XML file from being read.
struct DefineFault: Error, Hashable {
  /// What it is.
  var words: String
}
