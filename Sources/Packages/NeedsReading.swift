import Names
import TOML

/// The `[needs]` of a plugin, as they are read; faults are gathered.
///
///     columns = ["gvhd_day"]                       # of any kind
///     columns = { gvhd_day = "number" }            # of this kind
///     tables = ["assessments"]
///     tables = { assessments = ["day"] }           # with columns, of any kind or, between braces, of a kind
struct NeedsReading {
  let section: TOMLSection
  var faults: TOMLFaults

  /// The keys.
  static let keys = ["columns", "endpoints", "tables"]

  mutating func needs() -> CohortNeeds {
    section.allow(Self.keys, &faults)
    return CohortNeeds(
      columns: columns("columns", of: section), endpoints: section.names("endpoints", &faults), tables: tables())
  }

  /// Names alone, or names with the kinds of what they name.
  private mutating func columns(_ key: String, of section: TOMLSection) -> [CohortNeeds.Column] {
    guard section.isTable(key) else { return section.names(key, &faults).map { CohortNeeds.Column($0) } }
    guard let typed = section.section(key, as: "\(key) of \(section.name)", &faults) else { return [] }
    return typed.keys.compactMap { name in
      typed.choice(name, of: ColumnType.self, &faults).map { CohortNeeds.Column(name, $0) }
    }
  }

  /// Names alone, or names with the columns of what they name.
  private mutating func tables() -> [CohortNeeds.Table] {
    guard section.isTable("tables") else {
      return section.names("tables", &faults).map { CohortNeeds.Table($0) }
    }
    guard let tables = section.section("tables", as: "tables of \(section.name)", &faults) else { return [] }
    return tables.keys.map { CohortNeeds.Table($0, columns($0, of: tables)) }
  }
}

extension TOMLSection {
  /// Texts that say something, each once.
  func names(_ key: String, _ faults: inout TOMLFaults) -> [String] {
    var names: [String] = []
    for (text, range) in texts(key, &faults) ?? [] {
      if names.contains(text) {
        faults.add(document.fault(.syntax("\"\(text)\" is there twice"), at: range))
      } else if text.isEmpty || text.contains(where: \.isNewline) {
        faults.add(document.fault(.syntax("a text that says nothing, or has several lines"), at: range))
      } else {
        names.append(text)
      }
    }
    return names
  }
}
