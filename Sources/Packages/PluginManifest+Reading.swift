import Names
public import TOML

extension PluginManifest {
  /// Reads a `plugin.toml`.
  ///
  /// - Parameters:
  ///   - bytes: What the file holds.
  ///   - name: The name under which faults show the file.
  /// - Throws: `TOMLFaults` with all that is wrong in it, each at its line and column.
  public init(_ bytes: [UInt8], name: String = fileName) throws(TOMLFaults) {
    var reading = ManifestReading(try TOMLDocument(name: name, bytes: bytes))
    let manifest = reading.manifest()
    try reading.faults.throwIfAny()
    guard let manifest else { throw TOMLFaults(TOMLFault(.syntax("is no manifest of a plugin"), file: name)) }
    self = manifest
  }
}

/// A `plugin.toml` as it is read; faults are gathered.
private struct ManifestReading {
  let root: TOMLSection
  var faults = TOMLFaults()

  init(_ document: TOMLDocument) { root = TOMLSection(root: document) }

  private static let keys = [
    "id", "version", "workbench", "summary", "entry", "contributions", "needs", "capabilities", "authors", "licence",
    "citation", "validation", "dependencies", "homepage",
  ]

  mutating func manifest() -> PluginManifest? {
    root.allow(Self.keys, &faults)
    for key in ["id", "version", "workbench", "summary", "authors", "licence"] where !root.keys.contains(key) {
      faults.add(TOMLFault(.missingKey(key, table: root.name), file: root.name))
    }
    let id = read("id", PluginID.init)
    let version = read("version", Version.init)
    let workbench = read("workbench", VersionRequirement.init)
    let entry = read("entry", entry) ?? (try? PackagePath("init.lua"))
    let needs = needs()
    let (status, by) = validation()
    let contributions = contributions()
    let capabilities = capabilities()
    let dependencies = dependencies(of: id)
    let summary = line("summary")
    let licence = line("licence")
    guard let id, let version, let workbench, let entry, let summary, let licence else { return nil }
    return PluginManifest(
      id: id, version: version, workbench: workbench, summary: summary, entry: entry, contributions: contributions,
      needs: needs, capabilities: capabilities, authors: root.names("authors", &faults), licence: licence,
      citation: line("citation"), validation: status, validatedBy: by, dependencies: dependencies,
      homepage: line("homepage"))
  }

  // MARK: - Values

  /// What is made of a text; what cannot be made of it is a fault at its place.
  private mutating func read<Content>(
    _ key: String, of section: TOMLSection? = nil, _ make: (String) throws(PackageFault) -> Content
  ) -> Content? {
    guard let (text, range) = (section ?? root).text(key, &faults) else { return nil }
    do { return try make(text) } catch {
      faults.add(root.document.fault(.syntax(error.description), at: range))
      return nil
    }
  }

  private func entry(_ text: String) throws(PackageFault) -> PackagePath {
    let path = try PackagePath(text)
    guard path.module != nil else {
      throw PackageFault("\"\(text)\" cannot be the entry: it is a Lua file outside tests/ and fixtures/")
    }
    return path
  }

  /// A text of one line that says something.
  private mutating func line(_ key: String) -> String? {
    read(key) { (text) throws(PackageFault) in
      guard text.contains(where: { !$0.isWhitespace }), text.count <= 500, !text.contains(where: \.isNewline) else {
        throw PackageFault("\"\(key)\" should be a line of text, of at most 500 characters")
      }
      return text
    }
  }

  // MARK: - Tables

  private mutating func needs() -> CohortNeeds {
    guard let section = root.section("needs", as: "[needs]", &faults) else { return CohortNeeds() }
    var reading = NeedsReading(section: section, faults: faults)
    defer { faults = reading.faults }
    return reading.needs()
  }

  private mutating func contributions() -> [ContributionKind: [String]] {
    guard let section = root.section("contributions", as: "[contributions]", &faults) else { return [:] }
    section.allow(ContributionKind.allCases.map(\.rawValue), &faults)
    var contributions: [ContributionKind: [String]] = [:]
    for kind in ContributionKind.allCases where section.keys.contains(kind.rawValue) {
      contributions[kind] = section.names(kind.rawValue, &faults)
    }
    return contributions
  }

  private mutating func capabilities() -> [Capability] {
    var asked: Set<Capability> = []
    for (text, range) in root.texts("capabilities", &faults) ?? [] {
      guard let capability = Capability(rawValue: text) else {
        let known = Capability.allCases.map(\.rawValue)
        faults.add(
          root.document.fault(
            .unknownChoice(
              key: "capability", found: text, choices: known, nearest: Nearest.name(to: text, among: known)), at: range)
        )
        continue
      }
      if !asked.insert(capability).inserted {
        faults.add(root.document.fault(.syntax("\"\(text)\" is there twice"), at: range))
      }
    }
    return Capability.allCases.filter(asked.contains)
  }

  private mutating func validation() -> (PluginManifest.Validation, [String]) {
    guard let section = root.section("validation", as: "[validation]", &faults) else { return (.draft, []) }
    section.allow(["status", "by"], &faults)
    let status = section.choice("status", of: PluginManifest.Validation.self, &faults) ?? .draft
    let by = section.names("by", &faults)
    if status != .draft, by.isEmpty, let range = section.valueRange("status") {
      let words = "a plugin that is \(status.rawValue) says by whom: by = [\"…\"]"
      faults.add(root.document.fault(.syntax(words), at: range))
    }
    return (status, by)
  }

  private mutating func dependencies(of id: PluginID?) -> [PluginID: VersionRequirement] {
    guard let section = root.section("dependencies", as: "[dependencies]", &faults) else { return [:] }
    var dependencies: [PluginID: VersionRequirement] = [:]
    for key in section.keys {
      guard let range = section.keyRange(key), let requirement = read(key, of: section, VersionRequirement.init) else {
        continue
      }
      do throws(PackageFault) {
        let dependency = try PluginID(key)
        guard dependency != id else { throw PackageFault("\(key) depends on itself") }
        dependencies[dependency] = requirement
      } catch { faults.add(root.document.fault(.syntax(error.description), at: range)) }
    }
    return dependencies
  }
}
