import Reports

/// The documents on which the formats are tried.
enum TestedDocument: String, CaseIterable {
  case sample, small, hostile, figures, courses, tables

  var document: ReportDocument {
    switch self {
    case .sample: SampleReport.document
    case .small: SmallReport.document
    case .hostile: HostileReport.document
    case .figures: SampleFigures.document
    case .courses: SampleCourses.document
    case .tables: SampleTables.document
    }
  }
}
