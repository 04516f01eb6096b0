internal import Analyses

/// One piece of a document as every format that is read by people shows it, its numbers already text.
enum Block {
  /// A heading; 2 is the highest below the title.
  case heading(level: Int, String)
  /// A paragraph.
  case paragraph(String)
  /// What a reader of any report on this cohort must know.
  case notice(String)
  /// A caution.
  case caution(FormattedCaution)
  /// A table, with its number where it has one.
  case table(FormattedTable, number: Int?)
  /// A figure, with its number, and whether a heading with the words of its title stands directly above.
  case figure(Figure, number: Int, isNamedAbove: Bool)
  /// How the numbers above were made.
  case methods(FormattedMethods)
  /// Named facts.
  case facts([ReportProvenance.Fact])
}

/// A caution in words.
struct FormattedCaution: Sendable, Hashable {
  /// What it is about, such as "immortal time".
  var kind: String
  var message: String
  var remedy: String?

  init(_ caution: Caution) {
    kind = caution.kind.rawValue.split(separator: "_").joined(separator: " ")
    message = paragraphs(of: caution.message).joined(separator: " ")
    remedy = caution.remedy.map { paragraphs(of: $0).joined(separator: " ") }
  }
}
