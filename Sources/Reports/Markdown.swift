extension ReportDocument {
  /// The document as Markdown.
  public func markdown() -> String { "" }
}
