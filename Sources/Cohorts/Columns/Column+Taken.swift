extension Column {
  /// The rows that `rows` names, in that order; missing where a row is below 0.
  public func taken(_ rows: [Int32]) -> Column {
    guard count > 0 else { return Column(emptied(to: rows.count), validity: Validity(allMissing: rows.count)) }
    let picked = gathered(rows.map { max($0, 0) })
    let reasons = picked.reasons.map { reasons in
      MissingReasons(codes: rows.indices.map { rows[$0] >= 0 ? reasons.codes[$0] : 0 }, texts: reasons.texts)
    }
    let validity = picked.validity.intersection(Validity(rows.lazy.map { $0 >= 0 }))
    return Column(picked.storage, validity: validity, reasons: reasons)
  }
}
