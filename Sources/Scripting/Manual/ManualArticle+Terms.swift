import Analyses

extension ManualArticle {
  /// The article on a word of the field: what it stands for, and the functions to which it leads.
  init(_ terms: [NamedTerm]) {
    var entries: [Entry] = []
    for term in terms where !entries.contains(term.entry) { entries.append(term.entry) }
    let first = terms.first?.term
    var meanings: [String] = []
    for term in terms where !meanings.contains(term.term.meaning) { meanings.append(term.term.meaning) }
    self.init(
      first?.name ?? "", meanings.joined(separator: "; ") + ".",
      [
        .entries(entries, .article),
        .paragraph("`workbench help \(entries.first?.name ?? "")` explains the first of them."),
      ])
  }

  /// The article on all words of the field, each with what it stands for and where it leads.
  static func abbreviations(in articles: [ManualArticle]) -> ManualArticle {
    var leads: [Term: [String]] = [:]
    for named in articles.flatMap(\.terms) { leads[named.term, default: []].append(named.entry.name) }
    let sorted = leads.sorted {
      ($0.key.name.lowercased(), $0.key.meaning) < ($1.key.name.lowercased(), $1.key.meaning)
    }
    return ManualArticle(
      "abbreviations", also: ["abbreviation", "terms"],
      "The field's words, each with what it stands for and the functions for it.",
      [.entries(sorted.map { Entry($0.key.name, remark: $0.key.meaning, $0.value.joined(separator: ", ")) }, .point)])
  }
}
