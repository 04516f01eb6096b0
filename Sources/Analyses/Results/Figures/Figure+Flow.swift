extension Figure {
  /// Who came into an analysis and who left it on the way: boxes from top to bottom, with those who leave beside them.
  ///
  /// The form of CONSORT: Schulz, Altman & Moher (2010), *BMJ* 340, c332, doi:10.1136/bmj.c332.
  public struct Flow: Sendable, Hashable, Codable {
    /// The steps of the main line, from top to bottom.
    public var steps: [Step]
    /// The boxes side by side into which the last step parts, such as one for each trial; empty where it does not part.
    public var groups: [Box]

    /// A flow of subjects.
    public init(steps: [Step], groups: [Box] = []) {
      self.steps = steps
      self.groups = groups
    }
  }
}

extension Figure.Flow {
  /// A number of subjects, with what they are, and what is known of some of them.
  public struct Box: Sendable, Hashable, Codable {
    /// What the subjects are, such as "Infused", "Left out" or the name of a trial.
    public var label: String
    /// How many they are.
    public var count: Int
    /// What the box counts among them, such as reasons; they need not add up to ``count``.
    public var items: [Item]

    /// A box.
    public init(_ label: String, count: Int, items: [Item] = []) {
      self.label = label
      self.count = count
      self.items = items
    }
  }

  /// A line within a box: words, and how many subjects they hold for.
  public struct Item: Sendable, Hashable, Codable {
    /// The words, such as "Diagnosis not recorded".
    public var label: String
    /// How many they hold for.
    public var count: Int

    /// A line.
    public init(_ label: String, count: Int) {
      self.label = label
      self.count = count
    }
  }

  /// A box of the main line, and those who leave it after that.
  public struct Step: Sendable, Hashable, Codable {
    /// The box.
    public var box: Box
    /// Those who leave between this step and the next, with their reasons; `nil` where nobody does.
    public var leaving: Box?

    /// A step.
    public init(_ box: Box, leaving: Box? = nil) {
      self.box = box
      self.leaving = leaving
    }
  }
}
