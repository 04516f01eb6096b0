extension Figure {
  /// Marks over two axes, in one panel or several.
  public struct Chart: Sendable, Hashable, Codable {
    /// The panels, in order, shown beside and below one another.
    public var panels: [Panel]
    /// The names of the series, in order, as the legend of all panels shows them; empty for no legend.
    public var series: [String]

    /// A chart.
    public init(panels: [Panel], series: [String] = []) {
      self.panels = panels
      self.series = series
    }
  }
}

extension Figure.Chart {
  /// Two axes, and the marks over them.
  public struct Panel: Sendable, Hashable, Codable {
    /// What tells the panel from the others; empty where there is only one.
    public var title: String
    /// The horizontal axis.
    public var x: Figure.Axis
    /// The vertical axis.
    public var y: Figure.Axis
    /// What is drawn, the first below the last.
    public var marks: [Mark]
    /// Short statements to stand in the panel, such as a test with its p-value.
    public var annotations: [Figure.Annotation]

    /// A panel.
    public init(
      title: String = "", x: Figure.Axis, y: Figure.Axis, marks: [Mark], annotations: [Figure.Annotation] = []
    ) {
      self.title = title
      self.x = x
      self.y = y
      self.marks = marks
      self.annotations = annotations
    }
  }

  /// Something drawn, and the series that it belongs to.
  public struct Mark: Sendable, Hashable, Codable {
    /// What is drawn.
    public var shape: Shape
    /// The place of its series, which gives its colour, pattern and sign; `nil` for what belongs to none, in grey.
    public var series: Int?

    /// A mark.
    public init(_ shape: Shape, series: Int? = nil) {
      self.shape = shape
      self.series = series
    }
  }

  /// A direction in a panel.
  public enum Direction: String, Sendable, Hashable, Codable {
    /// From left to right.
    case horizontal
    /// From bottom to top.
    case vertical
  }

  /// What is drawn.
  ///
  /// All arrays of a shape have one length; a few thousand numbers are more than an eye can tell apart.
  public enum Shape: Sendable, Hashable, Codable {
    /// A sign at each place.
    case points(x: [Double], y: [Double])
    /// A line through the places, broken where there is no height.
    case line(x: [Double], y: [Double?])
    /// A line that is level from each place to the next, broken where there is no height; it ends at its last place.
    case steps(x: [Double], y: [Double?])
    /// A surface between two lines, broken where one of them has no height.
    case ribbon(x: [Double], lower: [Double?], upper: [Double?])
    /// A surface between two lines of steps, broken where one of them has no height.
    case stepRibbon(x: [Double], lower: [Double?], upper: [Double?])
    /// Bars of error along a direction; a limit that is `nil` runs off the panel.
    ///
    /// Vertical ones stand at a place of the horizontal axis and reach from limit to limit of the vertical one.
    case intervals(Direction, at: [Double], lower: [Double?], upper: [Double?])
    /// Bars along a direction, each from one number to another, so that bars may stand on others.
    ///
    /// Their width is a share of the smallest distance of two places.
    case bars(Direction, at: [Double], from: [Double], to: [Double])
    /// A line across the whole panel: a horizontal one at a height, or a vertical one at a place.
    case reference(Direction, at: Double, label: String)
    /// Values written out, each with its middle at a place.
    case values(x: [Double], y: [Double], values: [Quantity], format: TableLayout.Format)
  }
}
