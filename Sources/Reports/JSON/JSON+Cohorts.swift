internal import Cohorts

extension Provenance.Source {
  /// One file that was read, as a member of the provenance.
  var json: JSONWriter.Value {
    .object([
      ("table", .string(table)), ("name", .string(name)), ("sha256", .string(sha256)), ("rows", .integer(rows)),
    ])
  }
}

extension FlowStep {
  /// One restriction, as a member of the provenance.
  var json: JSONWriter.Value {
    .object([
      ("condition", .string(condition)), ("before", .integer(before)), ("excluded", .integer(excluded)),
      ("unknown", .integer(unknown)), ("after", .integer(after)),
    ])
  }
}
