public import Analyses

/// A report with its provenance, ready to be shown in any format.
///
/// The same document gives the same bytes.
public struct ReportDocument: Sendable, Hashable {
  /// What there is to show.
  public var report: Report

  /// Where every number of it comes from.
  public var provenance: ReportProvenance

  /// The version of the program that made it, where it is to be named.
  public var programVersion: String?

  /// How numbers are rounded where they are shown.
  public var rounding: Rounding

  /// A document.
  ///
  /// - Parameters:
  ///   - report: What there is to show.
  ///   - provenance: Where it comes from.
  ///   - programVersion: The version of the program that made it.
  ///   - rounding: How numbers are rounded; `nil` for what belongs to the profile in `provenance`.
  public init(
    _ report: Report, provenance: ReportProvenance, programVersion: String? = nil, rounding: Rounding? = nil
  ) {
    self.report = report
    self.provenance = provenance
    self.programVersion = programVersion
    self.rounding = rounding ?? Rounding(profile: provenance.profile)
  }

  /// The document in a format, as one text.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - width: The number of columns of the terminal; for ``ReportFormat/terminal`` alone.
  ///   - styled: Whether the terminal shows bold and colour; for ``ReportFormat/terminal`` alone.
  /// - Returns: The text.
  public func text(as format: ReportFormat, width: Int = 100, styled: Bool = false) -> String {
    switch format {
    case .terminal: terminal(width: width, styled: styled)
    case .markdown: markdown(figures: [])
    case .html: html()
    case .json: json()
    case .csv: csv()
    }
  }
}
