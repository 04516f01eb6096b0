import Cohorts
import OrderedCollections
import TOML

extension CohortFolder {
  /// Reads a `cohort.toml`.
  ///
  /// - Throws: ``DataFaults`` with all that is wrong in it, as far as that shows without the tables.
  init(_ document: TOMLDocument) throws(DataFaults) {
    var faults = FaultList()
    let root = TOMLSection(root: document)
    root.allow(
      [
        "name", "notice", "subject_id", "trial", "missing", "tables", "columns", "linked", "parts", "vocabularies",
        "populations",
        "endpoints",
      ], &faults)
    let name = root.text("name", &faults)?.text
    let notice = root.text("notice", &faults)?.text
    let trial = root.text("trial", &faults)
    let subjectID = root.text("subject_id", &faults)
    let tables = Self.tables(root, &faults)
    if subjectID == nil, !root.keys.contains("subject_id") {
      faults.add(DataFault(.missingKey("subject_id", table: document.name), file: document.name))
    }
    guard let subjectID, let subjects = tables.first(where: { $0.name == "subjects" }) else {
      try faults.throwIfAny()
      throw DataFaults(DataFault(.missingKey("subjects", table: "[tables]"), file: document.name))
    }
    self.init(
      name: name, notice: notice, subjectID: (subjectID.text, subjectID.place),
      trial: trial.map { ($0.text, $0.place) }, subjects: subjects, linked: tables.filter { $0.name != "subjects" })
    missing = Self.missing(root, &faults)
    columns = Self.columns(root.section("columns", as: "[columns]", &faults), in: "columns", &faults)
    parts = Self.parts(root, &faults)
    readLinkedColumns(root, &faults)
    let vocabularySection = root.section("vocabularies", as: "[vocabularies]", &faults)
    vocabularies = Self.vocabularies(vocabularySection, &faults)
    checkVocabularies(declared: vocabularySection?.keys ?? [], &faults)
    endpoints = Self.endpoints(root, &faults)
    checkUnits(&faults)
    populations = Self.populations(root, &faults)
    try faults.throwIfAny()
  }

  // MARK: - Tables

  private static func tables(_ root: TOMLSection, _ faults: inout FaultList) -> [NamedTable] {
    guard let section = root.section("tables", as: "[tables]", &faults) else {
      if !root.keys.contains("tables") {
        faults.add(DataFault(.missingKey("[tables]", table: root.name), file: root.name))
      }
      return []
    }
    if !section.keys.contains("subjects"), let place = root.keyPlace("tables") {
      faults.add(DataFault(.missingKey("subjects", table: "[tables]"), at: place))
    }
    return section.keys.compactMap { name in
      guard let (path, place) = section.text(name, &faults) else { return nil }
      guard isInside(path) else {
        faults.add(DataFault(.outsideFolder(path), at: place))
        return nil
      }
      return NamedTable(name: name, path: path, place: place)
    }
  }

  /// Whether a path stays in the folder that it is counted from.
  private static func isInside(_ path: String) -> Bool {
    guard !path.isEmpty, !path.hasPrefix("/"), !path.contains("\\"), !path.contains("\0") else { return false }
    return !path.split(separator: "/").contains("..")
  }

  // MARK: - Columns

  private mutating func readLinkedColumns(_ root: TOMLSection, _ faults: inout FaultList) {
    guard let section = root.section("linked", as: "[linked]", &faults) else { return }
    for table in section.keys {
      let known = linked.map(\.name) + parts.map(\.name)
      guard known.contains(table) else {
        let nearest = Nearest.name(to: table, among: known)
        if let place = section.keyPlace(table) {
          faults.add(DataFault(.unknownTable(table, nearest: nearest), at: place))
        }
        continue
      }
      let columns = section.section(table, as: "[linked.\(table)]", &faults)
      linkedColumns[table] = Self.columns(columns, in: "linked.\(table)", &faults)
    }
  }

  private static func columns(
    _ section: TOMLSection?, in prefix: String, _ faults: inout FaultList
  ) -> [ColumnEntry] {
    guard let section else { return [] }
    return section.keys.compactMap { name in
      guard let place = section.keyPlace(name),
        let column = section.section(name, as: "[\(prefix).\(name)]", &faults)
      else { return nil }
      return self.column(name, place, column, isSubjects: prefix == "columns", &faults)
    }
  }

  private static func column(
    _ name: String, _ place: Place, _ section: TOMLSection, isSubjects: Bool, _ faults: inout FaultList
  ) -> ColumnEntry {
    var keys = [
      "label", "unit", "type", "levels", "known_at", "derivation", "vocabulary", "format", "level_labels", "blank",
      "missing",
    ]
    keys += isSubjects ? ["derive", "table"] : ["role"]
    section.allow(keys, &faults)
    var entry = ColumnEntry(name: name, place: place)
    entry.description.label = section.text("label", &faults)?.text
    readUnit(section, into: &entry, &faults)
    entry.description.derivation = section.text("derivation", &faults)?.text
    entry.description.format = section.text("format", &faults)?.text
    if let labels = section.section("level_labels", as: section.name.dropLast() + ".level_labels]", &faults) {
      for level in labels.keys { entry.description.levelLabels[level] = labels.text(level, &faults)?.text }
    }
    entry.vocabulary = section.text("vocabulary", &faults).map { ($0.text, $0.place) }
    entry.description.vocabulary = entry.vocabulary?.name
    if !isSubjects { entry.description.role = section.choice("role", of: ColumnRole.self, &faults) }
    entry.request.type = section.choice("type", of: ColumnType.self, &faults)
    entry.request.levels = levels(section, &faults)
    if entry.request.levels != nil, entry.request.type == nil { entry.request.type = .category }
    if let levelsPlace = section.keyPlace("levels"), let type = entry.request.type, type != .category {
      faults.add(DataFault(.excludes("levels", "type = \"\(type.rawValue)\""), at: levelsPlace))
    }
    if let (blank, place) = section.text("blank", &faults) {
      if blank != "no" {
        faults.add(DataFault(.wrongValue(key: "blank", expected: "\"no\"", found: "\"\(blank)\""), at: place))
      } else if entry.request.type != .flag {
        faults.add(DataFault(.missingKey("type = \"flag\"", table: section.name), at: place))
      }
      entry.request.blankIsNo = true
    }
    if let (texts, place) = missing(section, &faults) {
      entry.request.missing = texts
      entry.missingPlace = place
    }
    readKnownAt(section, into: &entry, &faults)
    if isSubjects, let (source, place) = section.text("derive", &faults) {
      entry.derive = (source, place)
      entry.table = section.text("table", &faults).map { ($0.text, $0.place) }
      for key in ["type", "levels", "derivation", "missing"] where section.keys.contains(key) {
        faults.add(DataFault(.excludes("derive", key), at: section.keyPlace(key) ?? place))
      }
    } else if isSubjects, let table = section.keyPlace("table") {
      faults.add(DataFault(.missingKey("derive", table: section.name), at: table))
    }
    return entry
  }

  private static func levels(_ section: TOMLSection, _ faults: inout FaultList) -> [String]? {
    guard let levels = section.texts("levels", &faults) else { return nil }
    var known: Set<String> = []
    for (level, place) in levels where !known.insert(level).inserted {
      faults.add(DataFault(.duplicateLevel(level), at: place))
    }
    return levels.map(\.text)
  }

  /// The texts that stand for a missing value, and where they are named.
  private static func missing(
    _ section: TOMLSection, _ faults: inout FaultList
  ) -> (texts: [String], place: Place)? {
    guard let texts = section.texts("missing", &faults), let place = section.place("missing") else { return nil }
    let most = MissingReasons.mostTexts / 2
    guard (1...most).contains(texts.count), !texts.contains(where: { $0.text.isEmpty }) else {
      let kind = DataFault.Kind.wrongValue(
        key: "missing", expected: "a list of 1 to \(most) texts that are not empty",
        found: texts.isEmpty ? "an empty list" : texts.count > most ? "a list of \(texts.count)" : "an empty text")
      faults.add(DataFault(kind, at: place))
      return nil
    }
    return (texts.map(\.text), place)
  }

  private static func readKnownAt(_ section: TOMLSection, into entry: inout ColumnEntry, _ faults: inout FaultList) {
    guard let days = section.texts("known_at", &faults) else { return }
    guard let first = days.first else {
      let kind = DataFault.Kind.wrongValue(key: "known_at", expected: "a list of day columns", found: "an empty list")
      return faults.add(DataFault(kind, at: section.place("known_at") ?? entry.place))
    }
    let isList = section.isList("known_at")
    switch first.text {
    case "baseline" where !isList: entry.description.knownAt = .baseline
    case "after_origin" where !isList: entry.description.knownAt = .afterOrigin
    default:
      entry.dayColumns = days.map { (ColumnName.alone($0.text), $0.place) }
      entry.description.knownAt = .onDay(entry.dayColumns.map(\.name))
    }
  }

  // MARK: - Endpoints

  private static func endpoints(_ root: TOMLSection, _ faults: inout FaultList) -> [EndpointEntry] {
    guard let section = root.section("endpoints", as: "[endpoints]", &faults) else { return [] }
    return section.keys.compactMap { name in
      guard let endpoint = section.section(name, as: "[endpoints.\(name)]", &faults),
        let place = section.keyPlace(name)
      else { return nil }
      return self.endpoint(name, place, endpoint, &faults)
    }
  }

  private static func endpoint(
    _ name: String, _ place: Place, _ section: TOMLSection, _ faults: inout FaultList
  ) -> EndpointEntry? {
    section.allow(
      [
        "label", "time", "event", "censor", "unit", "origin", "origin_day", "entry", "outcome", "reason", "table",
        "where", "origin_date", "end_date",
      ], &faults)
    let long = rowChoice(section, &faults)
    let time = section.text("time", &faults)
    let event = section.text("event", &faults)
    let censor = section.text("censor", &faults)
    let unit = section.choice("unit", of: TimeUnit.self, &faults)
    let hasDates = long != nil && section.keys.contains("origin_date") && section.keys.contains("end_date")
    if !section.keys.contains("time"), !hasDates {
      faults.add(DataFault(.missingKey("time", table: section.name), at: place))
    }
    if let censor, event != nil { faults.add(DataFault(.excludes("event", "censor"), at: censor.place)) }
    if !section.keys.contains("event"), !section.keys.contains("censor") {
      faults.add(DataFault(.missingKey("event", table: section.name), at: place))
    }
    guard let time = time ?? (hasDates ? ("", place) : nil), let source = event ?? censor else { return nil }
    var definition = EndpointDefinition(
      name: name, label: section.text("label", &faults)?.text, time: ColumnName.alone(time.text),
      event: event == nil
        ? .censoring(column: ColumnName.alone(source.text)) : .indicator(column: ColumnName.alone(source.text)),
      unit: unit ?? .days)
    if let origin = section.text("origin", &faults) { definition.origin = origin.text }
    var places = ["time": time.place, "event": source.place]
    if let day = section.text("origin_day", &faults) {
      definition.originDay = ColumnName.alone(day.text)
      places["origin_day"] = day.place
    }
    if let entry = section.text("entry", &faults) {
      definition.entry = ColumnName.alone(entry.text)
      places["entry"] = entry.place
    }
    if let outcome = section.text("outcome", &faults) {
      definition.outcome = ColumnName.alone(outcome.text)
      places["outcome"] = outcome.place
    }
    guard let long else {
      if let reason = section.text("reason", &faults) {
        definition.reason = reason.text
        places["reason"] = reason.place
      }
      return EndpointEntry(definition: definition, places: places, saysUnit: unit != nil)
    }
    return longEndpoint(definition, places, rows: long, section, &faults)
  }
}
