public import Names

/// What a plugin says of itself in its `plugin.toml`; read without running anything.
public struct PluginManifest: Sendable, Hashable {
  /// How far somebody has seen to it that a plugin does what it says.
  public enum Validation: String, Sendable, CaseIterable {
    /// Nobody has yet.
    case draft
    /// Somebody else has read it.
    case reviewed
    /// Its results were compared with what others computed.
    case validated
  }

  /// The name of the file.
  public static let fileName = "plugin.toml"

  /// What stands for the author in a plugin that was just begun.
  public static let unnamedAuthor = "Your name"

  /// Who makes it, and what it is called.
  public let id: PluginID
  /// Its version.
  public let version: Version
  /// The versions of the workbench that it needs.
  public let workbench: VersionRequirement
  /// What it does, in a line.
  public let summary: String
  /// The file that `require` of its id runs, which returns what it offers.
  public let entry: PackagePath
  /// The names of what it contributes, by kind.
  public let contributions: [ContributionKind: [String]]
  /// What it needs of every cohort.
  public let needs: CohortNeeds
  /// What it may do if its user approves, in the order of all capabilities.
  public let capabilities: [Capability]
  /// Who wrote it.
  public let authors: [String]
  /// Under which licence it may be used, such as `MIT`.
  public let licence: String
  /// How it is cited: a text, or a DOI.
  public let citation: String?
  /// How far somebody has seen to it that it does what it says.
  public let validation: Validation
  /// Who has.
  public let validatedBy: [String]
  /// The plugins that it requires, with the versions that will do.
  public let dependencies: [PluginID: VersionRequirement]
  /// Where there is more about it.
  public let homepage: String?

  /// The plugin in its version.
  public var key: PluginKey { PluginKey(id, version) }

  /// The names of the plugins that it requires, in order.
  public var needed: [PluginID] { dependencies.keys.sorted() }
}
