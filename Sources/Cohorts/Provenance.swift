/// Where the rows of a cohort come from.
public struct Provenance: Sendable, Hashable, Codable {
  /// One file, or one embedded table, that was read.
  public struct Source: Sendable, Hashable, Codable {
    /// The table that it became.
    public var table: String
    /// The file's name without folders, so that the same data give the same report wherever they lie.
    public var name: String
    /// The SHA-256 digest of its bytes.
    public var digest: SourceDigest
    /// The number of rows read.
    public var rows: Int

    private enum CodingKeys: String, CodingKey {
      case table, name, rows
      case digest = "sha256"
    }

    /// A source.
    public init(table: String, name: String, digest: SourceDigest, rows: Int) {
      self.table = table
      self.name = name
      self.digest = digest
      self.rows = rows
    }

    /// A source whose digest is known, in hexadecimal.
    public init(table: String, name: String, sha256: String, rows: Int) {
      self.init(table: table, name: name, digest: SourceDigest(sha256), rows: rows)
    }

    /// The SHA-256 digest of its bytes, in hexadecimal, once it is known; why there is none, where there is none.
    public var sha256: String { digest.words }
  }

  /// What was read, in order.
  public var sources: [Source]

  /// What a reader of any report on this cohort must know of it, such as that it is synthetic.
  public var notice: String?

  /// A provenance.
  public init(sources: [Source] = [], notice: String? = nil) {
    self.sources = sources
    self.notice = notice
  }

  /// Waits until all digests are known.
  ///
  /// - Throws: Why one of them is not that of what was read, such as a file that was written to meanwhile.
  public func confirm() throws {
    for source in sources { _ = try source.digest.hexadecimal() }
  }
}

/// One restriction of a cohort: who was left out, and why.
public struct FlowStep: Sendable, Hashable, Codable {
  /// The condition, as it was written.
  public var condition: String
  /// The number of subjects before.
  public var before: Int
  /// The number of subjects for which the condition did not hold.
  public var excluded: Int
  /// The number of subjects left out because a missing value made the condition unknown.
  public var unknown: Int
  /// When what the condition reads becomes known, where it was not at baseline; not part of the record in a report.
  public var knownAt: KnownAt?
  /// The condition with the labels of what it reads, for titles; `nil` where that is as it was written; not part of the record in a
  /// report.
  public var words: String?
  /// The words for the population that it was restricted to; `nil` for a condition that has no name; not part of the record either.
  public var population: String?
  /// The number of subjects after.
  public var after: Int { before - excluded - unknown }

  /// A step.
  public init(
    condition: String, before: Int, excluded: Int, unknown: Int, knownAt: KnownAt? = nil, words: String? = nil,
    population: String? = nil
  ) {
    self.condition = condition
    self.before = before
    self.excluded = excluded
    self.unknown = unknown
    self.knownAt = knownAt
    self.words = words
    self.population = population
  }

  private enum CodingKeys: CodingKey { case condition, before, excluded, unknown }
}
