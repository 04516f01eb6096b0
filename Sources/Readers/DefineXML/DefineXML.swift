import OrderedCollections

/// What a Define-XML file says of the variables of datasets: labels, types, and code lists.
///
/// Define-XML 2.0 and 2.1, CDISC, upon the Operational Data Model 1.3.2.
struct DefineXML: Sendable {
  /// What is said of a variable.
  struct Item: Sendable, Hashable {
    /// The words under which it is shown.
    var label: String?
    /// The type of its values, as Define-XML names it: `text`, `integer`, `float`, `date`, …
    var dataType: String?
    /// The values of its code list, in order; none where it has no list, or one of an outside dictionary.
    var codes: [String] = []
    /// What coded values mean, where that is said in other words.
    var meanings: [String: String] = [:]
  }

  /// What is said of a dataset.
  struct Dataset: Sendable {
    /// The words under which it is shown.
    var label: String?
    /// Its variables, by name, in capitals.
    var items: OrderedDictionary<String, Item> = [:]
  }

  /// The datasets, by name, in capitals.
  var datasets: OrderedDictionary<String, Dataset> = [:]

  /// What is said of a variable of a dataset, whatever the case of the names; `nil` where nothing is.
  func item(_ variable: String, in dataset: String) -> Item? {
    datasets[dataset.uppercased()]?.items[variable.uppercased()]
  }
}
