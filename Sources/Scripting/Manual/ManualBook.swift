import Cohorts

/// The whole manual; ``ManualIndex`` finds a topic in it by its name.
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

  /// A name as it is compared: in small letters, members with a point, words joined by hyphens.
  static func key(_ name: String) -> String {
    if name.utf8.allSatisfy(isPlain) { return name }
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

  /// Whether a byte stands as it is in a key.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "-"): true
    default: false
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
  var headline: String {
    summary.firstRange(of: ". ").map { String(summary[..<$0.lowerBound]) + "." } ?? summary
  }
}
