extension Figure {
  /// Marks over two axes, in one panel or several.
  public struct Chart: Sendable, Hashable, Codable {
    /// The panels, in order, shown beside and below one another.
    public var panels: [Panel]
    /// The names of the series, in order, as the legend of all panels shows them; empty for no legend.
    public var series: [String]
    /// Whether the series have an order, such as grades, so that their colours run from pale to strong.
    public var isOrdered: Bool
    /// How many of the last of ordered series stand outside of the order, such as those who could not be evaluated: they are grey.
    public var aside: Int
    /// What the shades of cells measure, and from where to where they go; `nil` for what the values of all cells need.
    public var ramp: Figure.Axis?

    /// A chart.
    public init(
      panels: [Panel], series: [String] = [], isOrdered: Bool = false, aside: Int = 0, ramp: Figure.Axis? = nil
    ) {
      self.panels = panels
      self.series = series
      self.isOrdered = isOrdered
      self.aside = aside
      self.ramp = ramp
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

  /// What is written at bars.
  public struct BarLabels: Sendable, Hashable, Codable {
    /// Where labels stand.
    public enum Place: String, Sendable, Hashable, Codable {
      /// In the middle of their bars, where these have room for them.
      case middle
      /// Beyond the ends of their bars.
      case end
    }

    /// The values, one for each bar.
    public var values: [Quantity]
    /// How they are written.
    public var format: TableLayout.Format
    /// Where they stand.
    public var place: Place

    /// Labels of bars.
    public init(_ values: [Quantity], _ format: TableLayout.Format, at place: Place) {
      self.values = values
      self.format = format
      self.place = place
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
    case bars(Direction, at: [Double], from: [Double], to: [Double], labels: BarLabels? = nil)
    /// Cells of a heat map, each with its middle at a place and one unit wide and high, so that it fills its names' crossing.
    ///
    /// A cell is shaded by its value, which is written in it; one whose value is not estimable is hatched.
    case cells(x: [Double], y: [Double], values: [Quantity], format: TableLayout.Format)
    /// A line across the whole panel: a horizontal one at a height, or a vertical one at a place.
    case reference(Direction, at: Double, label: String)
    /// Values written out, each with its middle at a place.
    case values(x: [Double], y: [Double], values: [Quantity], format: TableLayout.Format)
  }
}
