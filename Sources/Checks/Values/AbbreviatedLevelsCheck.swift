import Cohorts
import OrderedCollections

/// Finds levels that are a letter in one trial and a word that begins with it in another: `M` and `Male`.
struct AbbreviatedLevelsCheck: DataCheck {
  let name = "abbreviated_levels"
  let summary = "trials write a level as a letter and as a word"
  let altersNumbers = true

  func findings(in cohort: Cohort) -> [Finding] {
    guard let trials = Trials(cohort) else { return [] }
    return cohort.checkedTables.flatMap { table in
      table.variables.flatMap { name, column -> [Finding] in
        guard case .category(let values) = column.storage, name != cohort.dictionary.trial else { return [] }
        return findings(name, column, values, table, trials)
      }
    }
  }

  private func findings(
    _ name: String, _ column: Column, _ values: Categories, _ table: CheckedTable, _ trials: Trials
  ) -> [Finding] {
    let letters = values.levels.indices.filter {
      values.levels[$0].count == 1 && values.levels[$0].allSatisfy(\.isLetter)
    }
    let pairs = letters.compactMap { letter -> (letter: Int, word: Int)? in
      let words = values.levels.indices.filter { level in
        let text = values.levels[level]
        return text.count > 2 && text.lowercased().hasPrefix(values.levels[letter].lowercased())
      }
      return words.count == 1 ? (letter, words[0]) : nil
    }
    guard !pairs.isEmpty else { return [] }
    var occurs = [Set<Int>](repeating: [], count: values.levels.count)
    var rows = [ConcernedRows](repeating: ConcernedRows(), count: values.levels.count)
    for row in 0..<column.count where column.validity[row] {
      let code = Int(values.codes[row])
      rows[code].add(row)
      if let trial = trials.place(table.subjectRow(row)) { occurs[code].insert(trial) }
    }
    return pairs.compactMap { letter, word in
      guard !rows[letter].isEmpty, !rows[word].isEmpty, occurs[letter].isDisjoint(with: occurs[word]) else {
        return nil
      }
      let words = [letter, word].map { level in
        "\"\(values.levels[level])\" in \(trials.names(occurs[level]))"
      }
      let first = rows[letter].first.first?.row
      return Finding(
        .warning, check: self.name,
        "\"\(name)\" is \(words[0]) and \(words[1]), which count as two levels; write them alike in each trial",
        table: table.name, row: first.map { $0 + 1 }, subject: first.map(table.subject), column: name,
        count: rows[letter].count)
    }
  }
}
