import Cohorts
import OrderedCollections

extension CohortFolder {
  /// What would be declared of a cohort whose tables are in these files, the subjects first: types and levels too, so that they
  /// read back as they are.
  init(describing cohort: Cohort, tables: [(name: String, file: String, table: Table)]) {
    let dictionary = cohort.dictionary
    let place = Place(file: Self.fileName)
    self.init(
      name: cohort.name, notice: cohort.provenance.notice, subjectID: (dictionary.subjectID, place),
      trial: dictionary.trial.map { ($0, place) },
      subjects: NamedTable(name: "subjects", path: tables.first?.file ?? "", place: place))
    linked = tables.dropFirst().map { NamedTable(name: $0.name, path: $0.file, place: place) }
    if let subjects = tables.first?.table { columns = Self.entries(subjects, dictionary.columns) }
    for table in tables.dropFirst() {
      linkedColumns[table.name] = Self.entries(table.table, dictionary.linked[table.name] ?? [:])
    }
    vocabularies = dictionary.vocabularies
    populations = dictionary.populations.map { name, population in
      PopulationEntry(name: name, label: population.label, condition: (population.condition, place))
    }
    endpoints = dictionary.endpoints.values.map { EndpointEntry(definition: $0, places: [:]) }
  }

  /// The described columns in the order of their descriptions, then the others.
  static func entries(
    _ table: Table, _ descriptions: OrderedDictionary<String, ColumnDescription>
  ) -> [ColumnEntry] {
    let described = descriptions.keys.filter { table.columns[$0] != nil }
    return (described + table.columns.keys.filter { descriptions[$0] == nil }).compactMap { name in
      table.columns[name].map { column in
        var entry = ColumnEntry(name: name, place: Place(file: fileName))
        entry.request = ColumnRequest(
          type: column.type, levels: column.declaredLevels, missing: column.writtenReasons)
        entry.description = descriptions[name] ?? ColumnDescription()
        return entry
      }
    }
  }
}

extension CohortFolder {
  /// Declares the types of all columns of tables as they are, and what their files say of them, so that they read back the same
  /// from files that do not tell.
  mutating func declareTypes(of tables: [ReadTable]) {
    for read in tables {
      if read.table.name == subjects.name {
        columns = Self.completed(columns, by: read)
      } else {
        linkedColumns[read.table.name] = Self.completed(linkedColumns[read.table.name] ?? [], by: read)
      }
    }
  }

  /// Entries for all columns of a table, in its order, then those that it does not have.
  ///
  /// - Parameters:
  ///   - entries: What is declared already.
  ///   - read: The table.
  ///   - mostLevels: The most levels of a category that are proposed, where nobody has said their order.
  /// - Returns: The entries.
  static func completed(_ entries: [ColumnEntry], by read: ReadTable, mostLevels: Int = 0) -> [ColumnEntry] {
    var rest = entries
    let columns = read.table.columns.map { name, column in
      let known = rest.firstIndex { $0.name == name }
      var entry = known.map { rest.remove(at: $0) } ?? ColumnEntry(name: name, place: Place(file: read.source.name))
      entry.description = entry.description.completed(by: read.descriptions[name])
      if entry.request.type == nil {
        entry.request.type = column.type
        entry.request.levels = column.declaredLevels
        if case .category(let values) = column.storage, entry.request.levels == nil, values.levels.count <= mostLevels {
          entry.unorderedLevels = values.levels.filter { !UnansweredValue.isOne($0) }
        }
        if mostLevels > 0 { entry.unanswered = column.unansweredValues.map(\.text) }
        // Without them it may be numbers, or flags: its type stays open.
        if entry.unanswered?.isEmpty == false { entry.request.type = nil }
      }
      return entry
    }
    return columns + rest
  }
}

extension Column {
  /// The levels of a category, in order; `nil` for anything else.
  var categoryLevels: [String]? { if case .category(let values) = storage { values.levels } else { nil } }

  /// The levels of a category, in order, where somebody has said it, or they are not to be got from the values again; `nil` for
  /// anything else.
  var declaredLevels: [String]? {
    guard case .category(let values) = storage else { return nil }
    guard !values.isOrderDeclared else { return values.levels }
    var occurs = Set<Int32>()
    for row in 0..<count where validity[row] { occurs.insert(values.codes[row]) }
    let isNatural = zip(values.levels, values.levels.dropFirst()).allSatisfy(NaturalOrder.precedes)
    return isNatural && occurs.count == values.levels.count ? nil : values.levels
  }
}
