public import Cohorts
public import OrderedCollections

/// A table as it is written to a file, with what is known of it.
public struct DescribedTable: Sendable {
  /// Its name, such as `ADSL`.
  public var name: String

  /// The words that describe it.
  public var label: String?

  /// The values.
  public var table: Table

  /// What is known of its columns, by name.
  public var descriptions: OrderedDictionary<String, ColumnDescription>

  /// The columns that tell its rows apart, in order; empty where that is not known.
  public var key: [String]

  /// A table and what is known of it.
  public init(
    name: String, label: String? = nil, table: Table,
    descriptions: OrderedDictionary<String, ColumnDescription> = [:], key: [String] = []
  ) {
    self.name = name
    self.label = label
    self.table = table
    self.descriptions = descriptions
    self.key = key
  }
}
