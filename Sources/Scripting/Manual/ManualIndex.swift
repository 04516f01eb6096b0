import Analyses
import Cohorts

/// Where each name stands in a manual.
public struct ManualIndex: Sendable {
  private let articles: [ManualArticle]
  private var whole: [String: [Int]] = [:]
  private var entries: [String: [Occurrence]] = [:]
  private var rows: [String: [ManualArticle.NamedRow]] = [:]
  private var terms: [String: [ManualArticle.NamedTerm]] = [:]

  /// Where an entry stands.
  private struct Occurrence: Sendable {
    var entry: ManualArticle.Entry
    var kind: ManualArticle.Entry.Kind
    var article: String
  }

  /// The index of a manual.
  public init(_ book: ManualBook) {
    articles = book.articles
    for (place, article) in articles.enumerated() {
      for name in Set(([article.name] + article.aliases).map(ManualBook.key)) { whole[name, default: []].append(place) }
      for (entry, kind) in article.topics {
        let key = ManualBook.key(entry.topic ?? "")
        let bare = key.split(separator: ".").last.map(String.init) ?? ""
        for name in Set([key, bare]) {
          entries[name, default: []].append(Occurrence(entry: entry, kind: kind, article: article.name))
        }
      }
      for term in article.terms {
        for name in Set([term.term.name, term.term.meaning].map(ManualBook.key)) {
          terms[name, default: []].append(term)
        }
      }
      for row in article.namedRows { for name in Set(row.names) { rows[name, default: []].append(row) } }
    }
  }

  /// What there is on a topic: the article of that name, and the arguments, members, statistics and rows of tables that have it.
  ///
  /// - Parameter topic: A name in full (`survival.cox`, `survival.cox.ties`, `cohort:where`), or without what stands before it (`cox`,
  ///   `ties`), in any case; or a message of an error.
  /// - Returns: The articles; none where there is nothing on it.
  public func articles(on topic: String) -> [ManualArticle] {
    let wanted = ManualBook.key(topic)
    var found = Self.spellings(of: wanted).flatMap { whole[$0] ?? [] }.map { articles[$0] }
    if let terms = terms[wanted] { found.append(ManualArticle(terms)) }
    let besides = Set(found.map(\.name))
    let named = found.isEmpty ? Self.spellings(of: wanted) : [wanted]
    found += named.flatMap { occurrences(of: $0, besides: besides) }
    found += (rows[wanted] ?? []).map { row in
      ManualArticle(wanted, "In \(row.article):", [.table(row.header, rows: [row.cells])])
    }
    return found.isEmpty ? explanation(of: topic).map { [$0] } ?? [] : found
  }

  /// A name with its words joined in either way, as in `unknown-column` and `unknown_column`.
  private static func spellings(of name: String) -> [String] {
    let others = [("-", "_"), ("_", "-")].map { name.replacing($0, with: $1) }.filter { $0 != name }
    return [name] + others
  }

  /// The article on the kind of error that a message is of, or on errors in general where it is of none that has an article.
  private func explanation(of message: String) -> ManualArticle? {
    guard message.contains(" ") else { return nil }
    let plain = MessagePart.plain(message)
    let own = articles.first { article in article.marks.contains { MessagePart($0).stands(in: plain) } }
    let isMessage = message.hasPrefix("workbench: ") || message.contains(#/\.lua:\d+:/#)
    return own ?? (isMessage ? articles.first { $0.name == ManualArticle.errors.name } : nil)
  }

  /// The name nearest to a misspelt one.
  public func nearest(to topic: String) -> String? { Nearest.name(to: ManualBook.key(topic), among: names) }

  /// Every name under which something is found, each once, sorted.
  public var names: [String] { Set(whole.keys).union(entries.keys).union(rows.keys).union(terms.keys).sorted() }
}

// MARK: - Articles by what they say

extension ManualIndex {
  /// The articles in which words stand, as a list of their names; `nil` where there is none.
  ///
  /// Every word has to begin a word of the article's names, summary, entries or choices. Those that have them in their names come
  /// first, then those that have them in their summaries.
  ///
  /// - Parameter topic: The words, in any case.
  /// - Returns: The list, as it is printed.
  public func listing(of topic: String) -> String? {
    let wanted = Self.words(topic)
    guard !wanted.isEmpty else { return nil }
    var found: [[ManualArticle]] = [[], [], []]
    for article in articles {
      var held: Set<String> = []
      for (rank, text) in article.searched.enumerated() {
        held.formUnion(Self.words(text))
        guard wanted.allSatisfy({ word in held.contains { $0.hasPrefix(word) } }) else { continue }
        found[rank].append(article)
        break
      }
    }
    let all = found.flatMap { $0 }
    guard !all.isEmpty else { return nil }
    let shown = Manual.aligned(all.prefix(12).map { ($0.name, $0.headline) }, indent: 2)
    let more = all.count > shown.count && all.count > 12 ? "\n  and \(all.count - 12) more" : ""
    return "No topic is called \"\(topic)\"; it stands in:\n" + shown.joined(separator: "\n") + more
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}

extension ManualArticle {
  /// What is searched for words: its names, its summary, and its entries.
  fileprivate var searched: [String] {
    let entries = blocks.flatMap { block -> [Entry] in
      guard case .entries(let entries, _) = block else { return [] }
      return entries
    }
    let texts = entries.flatMap { [$0.name, $0.remark ?? "", $0.prose] + $0.choices.flatMap { [$0.name, $0.prose] } }
    return [([name] + aliases).joined(separator: " "), summary, texts.joined(separator: " ")]
  }
}

// MARK: - Entries by name

extension ManualIndex {
  /// The entries of a name, as an article for each kind: those that read alike stand together.
  private func occurrences(of wanted: String, besides whole: Set<String>) -> [ManualArticle] {
    var kinds: [ManualArticle.Entry.Kind] = []
    var byKind: [ManualArticle.Entry.Kind: [Occurrence]] = [:]
    for occurrence in entries[wanted] ?? [] where !whole.contains(occurrence.article) {
      if byKind[occurrence.kind] == nil { kinds.append(occurrence.kind) }
      byKind[occurrence.kind, default: []].append(occurrence)
    }
    return kinds.map { kind in
      let all = byKind[kind] ?? []
      return all.count == 1 ? alone(all[0], kind) : together(all, kind, named: wanted)
    }
  }

  private func alone(_ occurrence: Occurrence, _ kind: ManualArticle.Entry.Kind) -> ManualArticle {
    let topic = occurrence.entry.topic ?? ""
    return ManualArticle(
      topic, "\(kind.phrase) \(occurrence.article).",
      [.entries([occurrence.entry], kind.isShort ? .point : kind)])
  }

  private func together(
    _ occurrences: [Occurrence], _ kind: ManualArticle.Entry.Kind, named name: String
  ) -> ManualArticle {
    var entries: [ManualArticle.Entry] = []
    var holders: [[String]] = []
    for occurrence in occurrences {
      if let place = entries.firstIndex(where: { $0.readsLike(occurrence.entry) }) {
        holders[place].append(occurrence.article)
      } else {
        entries.append(occurrence.entry)
        holders.append([occurrence.article])
      }
    }
    let blocks = zip(entries, holders).flatMap { entry, holders -> [ManualArticle.Block] in
      [.paragraph("\(kind.phrase) \(holders.joined(separator: ", ")):"), .entries([entry], .point)]
    }
    return ManualArticle(name, "\(kind.plural) of this name.", blocks)
  }

}

extension ManualArticle {
  /// A row of a table whose first cell is names.
  fileprivate struct NamedRow: Sendable {
    var article: String
    var header: [String]
    var cells: [String]
    /// The names, as they are compared.
    var names: [String]
  }

  /// The rows of tables whose first cell is names.
  fileprivate var namedRows: [NamedRow] {
    blocks.flatMap { block -> [NamedRow] in
      guard case .table(let header, let rows) = block else { return [] }
      return rows.compactMap { cells in
        let names = (cells.first ?? "").split(separator: ",").map(String.init).filter(\.isName)
        guard !names.isEmpty else { return nil }
        return NamedRow(article: name, header: header, cells: cells, names: names.map(ManualBook.key))
      }
    }
  }
}

extension String {
  /// Whether it is one word, such as a table has for the name of a role.
  fileprivate var isName: Bool {
    let word = split(separator: " ").joined(separator: " ")
    return !word.isEmpty && !word.contains(" ")
  }
}

extension ManualArticle.Entry {
  /// Whether another entry says the same under the same name.
  fileprivate func readsLike(_ other: ManualArticle.Entry) -> Bool {
    name == other.name && remark == other.remark && prose == other.prose && choices == other.choices
      && code == other.code
  }
}

extension ManualArticle.Entry.Kind {
  /// The words that stand before what such a thing is part of.
  fileprivate var phrase: String {
    switch self {
    case .argument: "Argument of"
    case .member: "Part of"
    case .expression: "Function of"
    case .statistic: "Statistic of"
    case .given: "Given by"
    case .article, .point: "Stands in"
    }
  }

  fileprivate var plural: String {
    switch self {
    case .argument: "Arguments"
    case .member: "Parts of what scripts are lent"
    case .expression: "Functions of expressions"
    case .statistic: "Statistics"
    case .given: "What derivations give,"
    case .article, .point: "Entries"
    }
  }
}
