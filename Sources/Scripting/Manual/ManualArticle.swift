public import Analyses

/// One entry of the manual: what `workbench help` prints for a name, and a section of the manual as a page.
///
/// Texts may hold `code` between backquotes and **words** between double asterisks.
public struct ManualArticle: Sendable, Hashable {
  /// The name under which it is found, such as `survival.cox`.
  public var name: String
  /// Other names under which it is found.
  public var aliases: [String]
  /// Parts of messages by which it is found.
  public var marks: [String]
  /// What it is about, as one sentence.
  public var summary: String
  /// What it says.
  public var blocks: [Block]
  /// The field's words that lead to what it is about, or to a part of it.
  public var terms: [NamedTerm] = []

  /// A word of the field, and what it leads to.
  public struct NamedTerm: Sendable, Hashable {
    /// The word.
    public var term: Term
    /// The function, with what it does.
    public var entry: Entry
  }

  /// A piece of an article.
  public enum Block: Sendable, Hashable {
    /// A heading inside the article.
    case heading(String)
    /// A paragraph.
    case paragraph(String)
    /// Points.
    case list([String])
    /// Lines of a script, a file or a terminal.
    case code(String)
    /// Things that have names, each explained.
    case entries([Entry], Entry.Kind)
    /// Rows of texts under a header.
    case table([String], rows: [[String]])
  }

  /// A thing that has a name: an argument, a member, a statistic.
  public struct Entry: Sendable, Hashable {
    /// What kind of thing it is.
    public enum Kind: String, Sendable, Hashable {
      /// What a function takes.
      case argument
      /// What a module or an object has.
      case member
      /// A function of the expression language.
      case expression = "function of expressions"
      /// What an analysis gives.
      case statistic
      /// What a cohort has after a derivation.
      case given = "part of a derived cohort"
      /// Another article.
      case article
      /// Anything else.
      case point
    }

    /// The name as it is shown, such as `ties` or `cohort:where(condition)`.
    public var name: String
    /// The full name under which it is found, such as `survival.cox.ties`; `nil` where it is not.
    public var topic: String?
    /// What stands behind the name: type, unit, default.
    public var remark: String?
    /// What it is.
    public var prose: String
    /// The values that can be chosen, each with its meaning.
    public var choices: [Choice]
    /// A line of code that shows it.
    public var code: String?

    /// A value to choose.
    public struct Choice: Sendable, Hashable {
      /// The value, as scripts write it.
      public var name: String
      /// What it means.
      public var prose: String

      /// A value to choose.
      public init(_ name: String, _ prose: String) {
        self.name = name
        self.prose = prose
      }
    }

    /// A thing that has a name.
    public init(
      _ name: String, topic: String? = nil, remark: String? = nil, _ prose: String, choices: [Choice] = [],
      code: String? = nil
    ) {
      self.name = name
      self.topic = topic
      self.remark = remark
      self.prose = prose
      self.choices = choices
      self.code = code
    }
  }

  /// An entry of the manual.
  public init(
    _ name: String, also aliases: [String] = [], marks: [String] = [], _ summary: String, _ blocks: [Block]
  ) {
    self.name = name
    self.aliases = aliases
    self.marks = marks
    self.summary = summary
    self.blocks = blocks
  }

  /// The entries that can be asked for by name, each with what kind of thing it is.
  public var topics: [(entry: Entry, kind: Entry.Kind)] {
    blocks.flatMap { block -> [(entry: Entry, kind: Entry.Kind)] in
      guard case .entries(let entries, let kind) = block else { return [] }
      return entries.filter { $0.topic != nil }.map { ($0, kind) }
    }
  }
}

/// A part of the manual.
public struct ManualChapter: Sendable, Hashable {
  /// What it is called.
  public var title: String
  /// What it is about, as a paragraph.
  public var summary: String
  /// What it holds, in order.
  public var articles: [ManualArticle]
  /// Whether an overview names the first article alone, which leads to the others.
  public var isBrief: Bool

  /// A part of the manual.
  public init(_ title: String, _ summary: String, _ articles: [ManualArticle], isBrief: Bool = false) {
    self.title = title
    self.summary = summary
    self.articles = articles
    self.isBrief = isBrief
  }
}
