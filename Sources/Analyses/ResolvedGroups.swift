import OrderedCollections
public import Cohorts

/// The groups that an analysis compares, as they were asked for.
public struct ResolvedGroups: Sendable {
  /// One column or expression that the groups were formed by.
  public struct Source: Sendable, Hashable {
    /// The column's name or the expression, as it was written.
    public let source: String
    /// The words under which it is shown.
    public let label: String
    /// When it becomes known; `nil` where the dictionary does not say.
    public let knownAt: KnownAt?
    /// What its levels mean, where they are codes.
    var meanings: [String: String] = [:]

    /// The words for a level: what it means, where the dictionary says so of a code, or the level itself.
    public func words(for level: String) -> String { meanings[level] ?? level }
  }

  /// The group of each subject that is in.
  public let grouping: Grouping

  /// What the groups were formed by; empty where everybody is in one.
  public let sources: [Source]

  /// The words for what the groups were formed by.
  public var label: String { sources.map(\.label).joined(separator: ", ") }

  /// What makes it impossible to call one group higher than another: the column or expression of which nobody has said in which
  /// order its levels stand, or the several that were crossed; `nil` where there is an order, or there are two groups at most.
  public let unordered: String?

  /// What holds names of trials or of something else that end in a number, `BCMA-1`, by which nothing can be called higher.
  let named: String?

  /// The same without the groups that nobody is in.
  public var withoutEmpty: ResolvedGroups {
    ResolvedGroups(grouping: grouping.keepingLevels(all: false), sources: sources, unordered: unordered, named: named)
  }

  /// The name of all groups together.
  public var together: String { AllTogether.name(leavesOut: !sources.isEmpty && grouping.missing > 0) }

  /// Refuses groups for what needs them in order, such as a test for trend, where nobody has said in which order they stand.
  ///
  /// Their names in the order of the alphabet would else pass for an order: four or more, one, three, two.
  ///
  /// - Throws: ``ArgumentError/invalid(analysis:reason:)``.
  public func checkOrder(for analysis: String) throws(ArgumentError) {
    guard grouping.levels.count > 2, let unordered = unordered ?? named else { return }
    let levels = grouping.levels
    let listed = levels.prefix(6).map { "\"\($0)\"" }.joined(separator: ", ") + (levels.count > 6 ? ", …" : "")
    let declaring =
      sources.count == 1
      ? "declare it for the column in cohort.toml, the lowest first: levels = [\"…\", \"…\"]; or give the score of each group, "
        + "in the order in which they stand here: "
      : "give the score of each group, in the order in which they stand here: "
    throw .invalid(
      analysis: analysis,
      reason:
        "a trend needs groups in order, but nobody has said in which order those of \(unordered) stand: \(listed); "
        + "\(declaring)scores = { \(levels.prefix(6).map { _ in "…" }.joined(separator: ", ")) }")
  }

  /// The words for a group where it stands alone: of a yes or no, with what it is that is so or not.
  public func words(for level: String) -> String {
    Set(grouping.levels).isSubset(of: ["no", "yes"]) ? "\(label): \(level)" : level
  }
}

extension Cohort {
  /// A column or the values of an expression, one for each subject that is in.
  public func resolve(_ request: ColumnRequest) throws(CohortError) -> (column: Column, source: ResolvedGroups.Source) {
    let name = request.source
    if stored.columns[name] != nil {
      let source = ResolvedGroups.Source(
        source: name, label: dictionary.label(of: name), knownAt: knownAt(name),
        meanings: dictionary.columns[name]?.levelLabels ?? [:])
      return (try column(name), source)
    }
    guard !ColumnName.isWord(name) else {
      return (try column(name), ResolvedGroups.Source(source: name, label: name, knownAt: nil))
    }
    let (column, knownAt) = try evaluate(name)
    return (column, ResolvedGroups.Source(source: name, label: words(for: name), knownAt: knownAt))
  }

  /// The groups by one or several columns or expressions, crossed; one group of everybody where there are none.
  ///
  /// - Throws: A `CohortError` where there is no such column, an expression is wrong, or there are too many groups.
  public func groups(by requests: [ColumnRequest], everyone: String = "All subjects") throws(CohortError)
    -> ResolvedGroups
  {
    var grouping: Grouping?
    var sources: [ResolvedGroups.Source] = []
    var unordered: String?
    var named: String?
    for request in requests {
      let (column, source) = try resolve(request)
      // A declared level that nobody has is shown as empty, but not one that a restriction took out.
      let groups = try Grouping(column, named: source.source).keepingLevels(all: flow.isEmpty)
      grouping = grouping.map { $0.crossed(with: groups) } ?? groups
      sources.append(source)
      if !column.hasOrder(levels: groups.levels) { unordered = unordered ?? source.source }
      if !column.hasDeclaredOrder, source.source == dictionary.trial || groups.levels.contains(where: \.isNumberedName)
      {
        named = named ?? source.source
      }
    }
    return ResolvedGroups(
      grouping: grouping ?? Grouping(everyone: count, name: everyone), sources: sources,
      unordered: requests.count > 1 ? sources.map(\.source).joined(separator: " and ") : unordered, named: named)
  }
}

extension Column {
  /// Whether one of these levels can be said to be higher than another: numbers and dates ascend, no stands before yes, of a category
  /// somebody has said it, and texts may be numbered.
  fileprivate func hasOrder(levels: [String]) -> Bool {
    switch storage {
    case .category(let values): values.isOrderDeclared || Categories.numbered(levels)
    case .text: Categories.numbered(levels)
    case .flag, .number, .integer, .date, .dateTime, .time: true
    }
  }
}

extension Column {
  /// Whether its values stand in an order by themselves, or somebody has said it.
  fileprivate var hasDeclaredOrder: Bool {
    switch storage {
    case .category(let values): values.isOrderDeclared
    case .text: false
    case .flag, .number, .integer, .date, .dateTime, .time: true
    }
  }
}

extension String {
  /// Whether it is a name with a number at its end that hangs on it, such as `BCMA-1` and `ARM2`; `Grade 2` is a step of a scale.
  fileprivate var isNumberedName: Bool {
    guard last?.isNumber == true, let before = last(where: { !$0.isNumber }) else { return false }
    return contains(where: \.isLetter) && (before.isLetter || before == "-" || before == "_")
  }
}

extension Categories {
  fileprivate static func numbered(_ levels: [String]) -> Bool {
    Categories(codes: [], levels: levels, isOrderDeclared: false).hasOrder
  }
}
