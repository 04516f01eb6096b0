import OrderedCollections

extension DataDictionary {
  /// The names of the vocabularies that columns may be written in: the cohort's own, then the built-in ones.
  public var vocabularyNames: [String] {
    Array(vocabularies.keys) + ResponseVocabulary.builtIn.map(\.name).filter { vocabularies[$0] == nil }
  }

  /// The vocabulary of a name: one that was declared, or else a built-in one; `nil` where there is none.
  public func vocabulary(named name: String) -> ResponseVocabulary? {
    vocabularies[name] ?? ResponseVocabulary.builtIn.first { $0.name == name }
  }
}

extension Cohort {
  /// The vocabulary that a subjects' variable is declared to be written in; `nil` where none is declared.
  public func vocabulary(of column: String) -> ResponseVocabulary? {
    dictionary.columns[column]?.vocabulary.flatMap(dictionary.vocabulary)
  }

  /// The vocabulary that a variable of a linked table is declared to be written in; `nil` where none is declared.
  public func vocabulary(of column: String, inTable table: String) -> ResponseVocabulary? {
    dictionary.linked[table]?[column]?.vocabulary.flatMap(dictionary.vocabulary)
  }

  /// The vocabulary of a name, the cohort's own or a built-in one.
  ///
  /// - Throws: ``CohortError/unknownVocabulary(_:known:nearest:)``.
  public func vocabulary(named name: String) throws(CohortError) -> ResponseVocabulary {
    guard let vocabulary = dictionary.vocabulary(named: name) else {
      let known = dictionary.vocabularyNames
      throw .unknownVocabulary(name, known: known, nearest: Nearest.name(to: name, among: known))
    }
    return vocabulary
  }

  /// The cohort with one more vocabulary, or another in the place of one of that name.
  public func declaring(_ vocabulary: ResponseVocabulary) -> Cohort {
    var dictionary = dictionary
    dictionary.vocabularies[vocabulary.name] = vocabulary
    return describing(by: dictionary)
  }

  /// The cohort with a variable declared to be written in a vocabulary.
  ///
  /// - Parameters:
  ///   - column: The variable.
  ///   - table: The linked table that it is in; `nil` for the subjects.
  ///   - name: The name of the vocabulary.
  /// - Returns: The same subjects and variables.
  /// - Throws: ``CohortError`` where there is no such vocabulary, table or variable, and where a value of it is none of the
  ///   vocabulary's levels.
  public func declaring(
    _ column: String, inTable table: String? = nil, vocabulary name: String
  ) throws(CohortError) -> Cohort {
    let vocabulary = try vocabulary(named: name)
    var dictionary = dictionary
    if let table {
      let (rows, subjects) = try linkedTable(table)
      _ = try vocabulary.positions(in: rows.column(column), of: column) { subject(Int(subjects[$0])) }
      dictionary.linked[table, default: [:]][column, default: ColumnDescription()].vocabulary = name
    } else {
      _ = try vocabulary.positions(in: self.column(column), of: column, subject: subject)
      dictionary.columns[column, default: ColumnDescription()].vocabulary = name
    }
    return describing(by: dictionary)
  }
}

extension ResponseVocabulary {
  /// The position of each row's category among the levels, -1 where it is missing.
  ///
  /// - Parameters:
  ///   - column: The categories, by code, label or usual spelling.
  ///   - name: The column's name, for messages.
  ///   - subject: The id of a row's subject, for messages.
  /// - Returns: One position a row.
  /// - Throws: ``CohortError/unknownResponse(_:column:subject:vocabulary:levels:nearest:)`` for a value that is none of the
  ///   levels, and ``CohortError/wrongType(column:expected:found:)`` for a column of dates.
  /// - Complexity: O(*n*); each different value is looked up once.
  public func positions(
    in column: Column, of name: String, subject: (Int) -> String
  ) throws(CohortError) -> [Int32] {
    func unknown(_ value: String, _ row: Int) -> CohortError {
      // Codes of two or three letters are all near to each other: a suggestion would be a guess.
      let nearest = value.count > 3 ? Nearest.name(to: value, among: codes) : nil
      return .unknownResponse(
        value, column: name, subject: subject(row), vocabulary: self.name, levels: codes, nearest: nearest)
    }
    var result = [Int32](repeating: -1, count: column.count)
    switch column.storage {
    case .category(let values):
      let known = values.levels.map { position(of: $0).map(Int32.init) ?? -1 }
      for row in 0..<column.count where column.validity[row] {
        let code = Int(values.codes[row])
        guard known[code] >= 0 else { throw unknown(values.levels[code], row) }
        result[row] = known[code]
      }
    case .text, .integer, .flag, .number:
      var known: [String: Int32] = [:]
      for row in 0..<column.count where column.validity[row] {
        let value = column[row].description
        if let position = known[value] {
          result[row] = position
        } else {
          guard let position = position(of: value) else { throw unknown(value, row) }
          known[value] = Int32(position)
          result[row] = Int32(position)
        }
      }
    case .date, .dateTime, .time: throw .wrongType(column: name, expected: "categories of response", found: column.type)
    }
    return result
  }
}
