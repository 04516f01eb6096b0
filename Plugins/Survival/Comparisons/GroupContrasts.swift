import Analyses

/// Which groups are compared with which.
struct GroupContrasts {
  /// One comparison: a group less, or over, another.
  struct Pair {
    /// The place of the group that is compared.
    let group: Int
    /// The place of the group that it is compared with.
    let base: Int
    /// `B vs A`.
    let name: String

    /// The number of subjects in the two, given the table of each group.
    func count(in tables: [EventTable]) -> Int { Int(tables[group].count + tables[base].count) }
  }

  let pairs: [Pair]

  static let compare = Parameter<ContrastChoice>.choice(
    "compare", "Which groups are compared with which.", default: .reference)

  static let reference = Parameter.optionalText(
    "reference", "The group that the others are compared with; the first without it.")

  /// The comparisons that the arguments ask for among groups of these names.
  ///
  /// - Throws: `ArgumentError` for a reference that is none of the groups.
  init(_ arguments: Arguments, _ levels: [String], analysis: String) throws {
    let name = arguments[Self.reference]
    if let name, !levels.contains(name) {
      throw ArgumentError.invalid(
        analysis: analysis,
        reason: "\"reference\" should be one of the groups (\(levels.map { "\"\($0)\"" }.joined(separator: ", "))), "
          + "found \"\(name)\"")
    }
    func pair(_ group: Int, _ base: Int) -> Pair {
      Pair(group: group, base: base, name: "\(levels[group]) vs \(levels[base])")
    }
    let base = name.flatMap { levels.firstIndex(of: $0) } ?? 0
    switch arguments[Self.compare] {
    case .reference: pairs = levels.indices.filter { $0 != base }.map { pair($0, base) }
    case .pairs: pairs = PairwiseTests.places(levels.count).map { pair($0.1, $0.0) }
    }
  }
}

/// Which groups are compared with which, by name.
enum ContrastChoice: String, Choice {
  case reference
  case pairs

  var summary: String {
    switch self {
    case .reference: "each with the reference"
    case .pairs: "each two, the later with the earlier"
    }
  }
}
