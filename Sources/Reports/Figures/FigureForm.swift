/// For what a figure is drawn.
enum FigureForm: Sendable, Hashable {
  /// A page or a wide screen.
  case wide
  /// A phone, at its own width, so that its text can be read.
  case narrow
  /// A picture that stands alone, with its title.
  case file

  /// The width of the drawing.
  var width: Double { self == .narrow ? 380 : 720 }
  /// The size of its text.
  var size: Double { self == .narrow ? 12 : 13 }
}
