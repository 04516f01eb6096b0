internal import Analyses

/// One piece of a document as every format that is read by people shows it, its numbers already text.
enum Block {
  /// A heading; 2 is the highest below the title.
  case heading(level: Int, String)
  /// A paragraph.
  case paragraph(String)
  /// What a reader of any report on this cohort must know.
  case notice(String)
  /// A caution, in full.
  case caution(FormattedCaution)
  /// Cautions that stand in full further above, and hold here, too.
  case cautionsAgain([FormattedCaution])
  /// A table, with its number where it has one.
  case table(FormattedTable, number: Int?)
  /// A figure, with its number.
  case figure(Figure, number: Int)
  /// How the numbers above were made.
  case methods(FormattedMethods)
  /// Named facts.
  case facts([ReportProvenance.Fact])
}
