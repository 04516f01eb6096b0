extension ReportDocument {
  /// The document as one page.
  public func html() -> String { "" }
}
