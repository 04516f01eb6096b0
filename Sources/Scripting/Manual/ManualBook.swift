import Cohorts

/// The whole manual, in which every topic is found by its name.
public struct ManualBook: Sendable, Hashable {
  /// The version that it describes.
  public var version: String
  /// Its parts, in order.
  public var chapters: [ManualChapter]

  /// A manual.
  public init(version: String, chapters: [ManualChapter]) {
    self.version = version
    self.chapters = chapters
  }

  /// All articles, in order.
  public var articles: [ManualArticle] { chapters.flatMap(\.articles) }

  /// What there is on a topic: the article of that name, and the arguments, members, statistics and rows of tables that have it.
  ///
  /// - Parameter topic: A name in full (`survival.cox`, `survival.cox.ties`, `cohort:where`), or without what stands before it (`cox`,
  ///   `ties`), in any case; or a message of an error.
  /// - Returns: The articles; none where there is nothing on it.
  public func articles(on topic: String) -> [ManualArticle] {
    let wanted = Self.key(topic)
    var found = articles.filter { $0.names.contains(wanted) }
    found += occurrences(of: wanted, besides: Set(found.map(\.name)))
    found += rows(of: wanted)
    return found.isEmpty ? explanation(of: topic).map { [$0] } ?? [] : found
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
  public func nearest(to topic: String) -> String? { Nearest.name(to: Self.key(topic), among: names) }

  /// Every name under which something is found, each once, sorted.
  public var names: [String] {
    var names: Set<String> = []
    for article in articles {
      names.formUnion(article.names)
      for topic in article.topics.compactMap(\.entry.topic) { names.formUnion([Self.key(topic), Self.bare(topic)]) }
      for row in article.rows { names.formUnion(row.names) }
    }
    return names.sorted()
  }

  /// A name as it is compared: in small letters, members with a point, words joined by hyphens.
  static func key(_ name: String) -> String {
    var key = ""
    for character in name.lowercased().split(separator: " ").joined(separator: "-") {
      switch character {
      case ":": key += "."
      case "\"", "'", "`", "(", ")": continue
      default: key.append(character)
      }
    }
    return key
  }

  /// The last part of a full name.
  private static func bare(_ topic: String) -> String { String(key(topic).split(separator: ".").last ?? "") }
}

// MARK: - Entries and rows by name

extension ManualBook {
  /// Where an entry stands.
  private struct Occurrence {
    var entry: ManualArticle.Entry
    var article: String
  }

  /// The entries of a name, as an article for each kind: those that read alike stand together.
  private func occurrences(of wanted: String, besides whole: Set<String>) -> [ManualArticle] {
    var kinds: [ManualArticle.Entry.Kind] = []
    var byKind: [ManualArticle.Entry.Kind: [Occurrence]] = [:]
    for article in articles where !whole.contains(article.name) {
      for (entry, kind) in article.topics {
        guard let topic = entry.topic, Self.key(topic) == wanted || Self.bare(topic) == wanted else { continue }
        if byKind[kind] == nil { kinds.append(kind) }
        byKind[kind, default: []].append(Occurrence(entry: entry, article: article.name))
      }
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

  /// The rows of tables that begin with a name, as articles.
  private func rows(of wanted: String) -> [ManualArticle] {
    articles.flatMap { article in
      article.rows.filter { $0.names.contains(wanted) }.map { row in
        ManualArticle(
          wanted, "In \(article.name):", [.table(row.header, rows: [row.cells])])
      }
    }
  }
}

extension ManualArticle {
  /// The names under which the article is found, as they are compared.
  fileprivate var names: [String] { ([name] + aliases).map(ManualBook.key) }

  /// A row of a table, and the names that stand first in it.
  fileprivate struct NamedRow {
    var header: [String]
    var cells: [String]
    var names: [String]
  }

  /// The rows of tables whose first cell is names.
  fileprivate var rows: [NamedRow] {
    blocks.flatMap { block -> [NamedRow] in
      guard case .table(let header, let rows) = block else { return [] }
      return rows.compactMap { cells in
        let names = (cells.first ?? "").split(separator: ",").map(String.init).filter(\.isName)
        return names.isEmpty ? nil : NamedRow(header: header, cells: cells, names: names.map(ManualBook.key))
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

// MARK: - As text

extension ManualBook {
  /// The whole manual as it is printed on a terminal.
  public var text: String {
    chapters.map { chapter in
      let rule = String(repeating: "=", count: chapter.title.count)
      let begin =
        "\(chapter.title)\n\(rule)\n" + Manual.wrapped(chapter.summary, indent: 0).joined(separator: "\n") + "\n"
      return ([begin] + chapter.articles.map { $0.text + "\n" }).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  /// The names of articles, a line each with what it is about, chapter by chapter.
  public var overview: String {
    chapters.map { chapter in
      let articles = chapter.isBrief ? chapter.articles.prefix(1) : chapter.articles[...]
      let lines = Manual.aligned(articles.map { ($0.name, $0.headline) }, indent: 4)
      return (["  \(chapter.title)"] + lines).joined(separator: "\n") + "\n"
    }.joined()
  }
}

extension ManualArticle {
  /// The first sentence of the summary.
  fileprivate var headline: String {
    summary.firstRange(of: ". ").map { String(summary[..<$0.lowerBound]) + "." } ?? summary
  }
}
