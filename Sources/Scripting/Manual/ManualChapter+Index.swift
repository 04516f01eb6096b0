extension ManualChapter {
  /// The arguments and statistics of all functions, each with where it occurs.
  public static func index(of chapters: [ManualChapter]) -> ManualChapter {
    let articles = chapters.flatMap(\.articles)
    return ManualChapter(
      "Index", "Where each argument and each statistic occurs, and where the field's words lead.",
      [
        ManualArticle(
          "arguments", also: ["argument"], "All arguments, each with the functions that take it.",
          [.entries(occurrences(of: .argument, in: articles), .point)]),
        ManualArticle(
          "statistics", also: ["statistic"], "All statistics, each with the analyses that give it.",
          [.entries(occurrences(of: .statistic, in: articles), .point)]),
        .abbreviations(in: articles),
      ])
  }

  private static func occurrences(
    of kind: ManualArticle.Entry.Kind, in articles: [ManualArticle]
  ) -> [ManualArticle.Entry] {
    var holders: [String: [String]] = [:]
    for article in articles {
      for topic in article.topics where topic.kind == kind {
        holders[topic.entry.name, default: []].append(article.name)
      }
    }
    return holders.sorted { $0.key < $1.key }.map { ManualArticle.Entry($0.key, $0.value.joined(separator: ", ")) }
  }
}
