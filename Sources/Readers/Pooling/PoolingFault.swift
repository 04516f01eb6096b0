/// What keeps the cohorts of several trials from being one.
public enum PoolingFault: Sendable, Hashable {
  /// What one of the trials says.
  public struct Side: Sendable, Hashable {
    /// The name by which the trial was given.
    public var trial: String
    /// What it has.
    public var has: String
  }

  /// The same file or folder is given twice.
  case sameData
  /// Ids that stand in two trials: the first of them, and how many there are.
  case clashingSubjects([String], count: Int, trials: [String])
  /// A column whose values cannot be of one type.
  case types(column: String, table: String, Side, Side)
  /// A column that is measured in two units.
  case units(column: String, table: String, Side, Side)
  /// Codes of a column that mean two things.
  case meanings(column: String, table: String, code: String, Side, Side)
  /// An endpoint in two units, or whose events are told in two ways.
  case endpoint(String, Side, Side)
  /// An endpoint whose columns go by different names, where the first trial's name is taken in the other.
  case endpointColumn(String, key: String, taken: String, Side, Side)
  /// Subject ids that go by different names, where the first trial's name is taken in the other.
  case subjectID(taken: String, Side, Side)
  /// Things of one name that are declared differently.
  case declarations(what: String, name: String, trials: [String])

  /// What was expected, and what was found where.
  var words: String {
    switch self {
    case .sameData: "is given twice; a trial can be pooled only once"
    case .clashingSubjects(let ids, let count, let trials):
      "\(count == 1 ? "a subject id stands" : "\(count) subject ids stand") in \(Self.both(trials)): "
        + ids.map { "\"\($0)\"" }.joined(separator: ", ") + (count > ids.count ? ", …" : "")
        + "; ids must tell subjects apart across trials, as USUBJID does"
    case .types(let column, let table, let first, let second):
      "column \"\(column)\" of \(table) is \(first.words) but \(second.words); "
        + "declare one type for it in the cohort.toml of each, or leave it out of one"
    case .units(let column, let table, let first, let second):
      "column \"\(column)\" of \(table) is in \(first.words) but in \(second.words); bring it to one unit first"
    case .meanings(let column, let table, let code, let first, let second):
      "code \"\(code)\" of column \"\(column)\" of \(table) means \(first.words) but \(second.words)"
    case .endpoint(let name, let first, let second):
      "endpoint \"\(name)\" has \(first.words) but \(second.words); declare it alike in the cohort.toml of each"
    case .endpointColumn(let name, let key, let taken, let first, let second):
      "the \(key) of endpoint \"\(name)\" is \(first.words) but \(second.words), where \"\(taken)\" is another column; "
        + "give them one name"
    case .subjectID(let taken, let first, let second):
      "subject ids are in \(first.words) but in \(second.words), where \"\(taken)\" is another column"
    case .declarations(let what, let name, let trials):
      "\(what) \"\(name)\" is not declared alike in \(Self.both(trials))"
    }
  }

  private static func both(_ trials: [String]) -> String {
    trials.count == 2 ? "both \(trials[0]) and \(trials[1])" : trials.joined(separator: ", ")
  }
}

extension PoolingFault.Side {
  /// What it has, and which it is.
  fileprivate var words: String { "\(has) in \(trial)" }
}
