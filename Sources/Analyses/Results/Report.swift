public import Cohorts

/// What a script has to show, as data, in order.
public struct Report: Sendable, Hashable, Codable {
  /// One piece of a report.
  public enum Item: Sendable, Hashable, Codable {
    /// A heading over what follows.
    case heading(String)
    /// A paragraph.
    case note(String)
    /// The result of an analysis.
    case result(AnalysisResult)
  }

  /// The title.
  public var title: String

  /// The pieces, in order.
  public var items: [Item]

  /// A report.
  public init(title: String, items: [Item] = []) {
    self.title = title
    self.items = items
  }

  /// The results, in order.
  public var results: [AnalysisResult] {
    items.compactMap { if case .result(let result) = $0 { result } else { nil } }
  }

  /// The paragraphs, in order.
  public var notes: [String] {
    items.compactMap { if case .note(let text) = $0 { text } else { nil } }
  }
}

/// Where every number of a report comes from.
///
/// It holds no time of day: the same input gives the same bytes.
public struct ReportProvenance: Sendable, Hashable, Codable {
  /// A named fact, such as the version of Lua.
  public struct Fact: Sendable, Hashable, Codable {
    /// Its name.
    public var name: String
    /// Its value.
    public var value: String

    /// A fact.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The cohort's name.
  public var cohort: String
  /// The number of subjects loaded.
  public var subjects: Int
  /// The files, or embedded tables, that were read.
  public var data: Provenance
  /// The script's name, without folders.
  public var script: String
  /// The SHA-256 digest of the script, in hexadecimal.
  public var scriptSHA256: String
  /// The script's parameters and their values.
  public var parameters: [Fact]
  /// The restrictions that the script made, and who was left out by each.
  public var flow: [FlowStep]
  /// The variables that the script derived, and from what.
  public var derivations: [Fact]
  /// The profile of defaults in force, `R` or `SAS`.
  public var profile: String
  /// The seed of the random generator.
  public var seed: UInt64
  /// The versions of what computed.
  public var versions: [Fact]

  /// A provenance.
  public init(
    cohort: String, subjects: Int, data: Provenance, script: String, scriptSHA256: String, parameters: [Fact] = [],
    flow: [FlowStep] = [], derivations: [Fact] = [], profile: String, seed: UInt64, versions: [Fact]
  ) {
    self.cohort = cohort
    self.subjects = subjects
    self.data = data
    self.script = script
    self.scriptSHA256 = scriptSHA256
    self.parameters = parameters
    self.flow = flow
    self.derivations = derivations
    self.profile = profile
    self.seed = seed
    self.versions = versions
  }
}
