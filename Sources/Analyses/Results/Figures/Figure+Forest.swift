extension Figure {
  /// Estimates with their intervals, one below the other, with what belongs to each in columns beside it.
  ///
  /// The estimates stand in a column of their own to the right, written by the format of the axis.
  public struct Forest: Sendable, Hashable, Codable {
    /// The head of the column of labels, such as "Subgroup" or "Trial".
    public var rowHeader: String
    /// The columns beside the estimates, in order; a line has a cell for each.
    public var columns: [Column]
    /// The lines, in order.
    public var lines: [Line]
    /// The axis of the estimates, its label what they are, such as "Hazard ratio"; ratios want ``Axis/Scale/log``.
    public var axis: Axis
    /// The confidence level of all intervals, such as 0.95; `nil` where it is said elsewhere.
    public var level: Double?
    /// The value of no effect, marked by a line: 1 for a ratio, 0 for a difference; `nil` for none.
    public var noEffect: Double?
    /// What a value below that of no effect means, such as "Favours transplant"; empty for nothing.
    public var below: String
    /// What a value above that of no effect means, such as "Favours no transplant"; empty for nothing.
    public var above: String
    /// The head of a column that shows the weights in percent of them all, such as "Weight"; `nil` where they give but the size of a box.
    public var weightHeader: String?
    /// Statements that stand beneath the lines, such as the heterogeneity.
    public var annotations: [Annotation]

    /// A forest plot.
    public init(
      rowHeader: String, columns: [Column] = [], lines: [Line], axis: Axis, level: Double? = nil,
      noEffect: Double? = nil, below: String = "", above: String = "", weightHeader: String? = nil,
      annotations: [Annotation] = []
    ) {
      self.rowHeader = rowHeader
      self.columns = columns
      self.lines = lines
      self.axis = axis
      self.level = level
      self.noEffect = noEffect
      self.below = below
      self.above = above
      self.weightHeader = weightHeader
      self.annotations = annotations
    }
  }
}

extension Figure.Forest {
  /// A column of values beside the estimates.
  public struct Column: Sendable, Hashable, Codable {
    /// Where a column stands.
    public enum Side: String, Sendable, Hashable, Codable {
      /// Between the labels and the plot.
      case left
      /// After the estimates, such as a p-value of interaction.
      case right
    }

    /// What stands at its head.
    public var header: String
    /// How its values are written.
    public var format: TableLayout.Format
    /// Where it stands.
    public var side: Side

    /// A column.
    public init(_ header: String, _ format: TableLayout.Format, side: Side = .left) {
      self.header = header
      self.format = format
      self.side = side
    }
  }

  /// One line: a label, its values, and an estimate where it has one.
  public struct Line: Sendable, Hashable, Codable {
    /// What a line is.
    public enum Kind: String, Sendable, Hashable, Codable {
      /// A heading over the lines below it; it may have values, such as the p-value of an interaction.
      case heading
      /// An estimate of one group or trial: a box on its interval.
      case estimate
      /// A pooled or overall estimate: a diamond as wide as its interval.
      case pooled
      /// An interval alone in which a new trial's effect is expected: a bar.
      case prediction
    }

    /// What the line is.
    public var kind: Kind
    /// Its label.
    public var label: String
    /// How deeply the label is indented: 0 for not at all.
    public var indent: Int
    /// A value for each column; `nil` for an empty cell.
    ///
    /// Fewer than there are columns leave the last ones empty.
    public var cells: [Quantity?]
    /// The estimate; `nil` for a heading and a prediction.
    public var estimate: Quantity?
    /// The interval.
    public var interval: Figure.Interval?
    /// The weight of the estimate, on any scale: the area of its box; `nil` for a box of middle size.
    public var weight: Double?
    /// Statements that stand under the line, such as the heterogeneity within a group of trials.
    public var annotations: [Figure.Annotation]

    /// A line.
    public init(
      _ kind: Kind, _ label: String, indent: Int = 0, cells: [Quantity?] = [], estimate: Quantity? = nil,
      interval: Figure.Interval? = nil, weight: Double? = nil, annotations: [Figure.Annotation] = []
    ) {
      self.kind = kind
      self.label = label
      self.indent = indent
      self.cells = cells
      self.estimate = estimate
      self.interval = interval
      self.weight = weight
      self.annotations = annotations
    }
  }
}
