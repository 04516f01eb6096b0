import Cohorts

/// What the code of a script says of the names of its cohort.
struct ScriptNames {
  /// Columns, endpoints and tables that it needs, where it first names them.
  private(set) var used: [Use] = []
  private var usedNeeds: Set<ScriptHeader.Need> = []
  /// Names that it makes itself.
  var made: Set<String> = []
  /// Names of which it asks first whether the cohort has them.
  var guarded: Set<String> = []
  /// Whether it adds to the cohort what is declared elsewhere, such as the endpoint of a plugin.
  var addsUnknown = false
  /// Whether it adds columns to the cohort whose names are not known.
  var addsColumns = false
  /// Whether it calls functions that find a linked table by themselves.
  var findsTables = false
  /// Whether it asks so of names that cannot be told.
  var guardsOthers = false
  /// All words of its texts, with how often each occurs.
  private(set) var mentioned: [String: Int] = [:]

  struct Use {
    let need: ScriptHeader.Need
    let range: Range<Int>
  }

  mutating func use(_ need: ScriptHeader.Need, at range: Range<Int>) {
    if usedNeeds.insert(need).inserted { used.append(Use(need: need, range: range)) }
  }

  /// Notes a text, or a word that can name something: a field, or the key of a table.
  mutating func mention(_ text: String) {
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }.map(String.init)
    for word in Set(words + [text]) { mentioned[word, default: 0] += 1 }
  }

  /// Whether the code may ask first whether the cohort has something of the name.
  func mayGuard(_ name: String) -> Bool {
    guarded.contains(name) || guardsOthers && mentioned[name, default: 0] > 1
  }
}
