public import Cohorts

/// A plugin that people share, as a worker is given it: its texts, read and checked by the parent.
public struct PluginBundle: Sendable, Codable, Hashable {
  /// The plugin in its version, `acme/grfs@1.2.0`, which is the name of its environment too.
  public var key: String
  /// Its id, `acme/grfs`.
  public var id: String
  /// Its version.
  public var version: String
  /// The digest of its files.
  public var sha256: String
  /// What it is for, as one sentence.
  public var summary: String
  /// What it may do.
  public var capabilities: [Capability]
  /// The module that `require` of its id runs.
  public var entry: String
  /// The texts of its modules, by the names under which it may require them itself.
  public var files: [String: String]
  /// The plugins that it may require: the key of each, by its id.
  public var dependencies: [String: String]
  /// What it needs of every cohort.
  public var needs: CohortNeeds

  /// A plugin.
  public init(
    key: String, id: String, version: String, sha256: String, summary: String, capabilities: [Capability],
    entry: String, files: [String: String], dependencies: [String: String], needs: CohortNeeds = CohortNeeds()
  ) {
    self.key = key
    self.id = id
    self.version = version
    self.sha256 = sha256
    self.summary = summary
    self.capabilities = capabilities
    self.entry = entry
    self.files = files
    self.dependencies = dependencies
    self.needs = needs
  }
}

/// Why a plugin that is there cannot be required.
public struct PluginRefusal: Error, Sendable, Codable, Hashable, CustomStringConvertible {
  /// The reason, and what to do.
  public var description: String

  /// A refusal.
  public init(_ description: String) { self.description = description }
}
