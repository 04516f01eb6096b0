import OrderedCollections

/// A set of subjects that an analysis is made in, such as all who were treated, under a name.
public struct Population: Sendable, Hashable {
  /// The words under which it is shown, such as "Safety population".
  public var label: String

  /// The condition by which a subject belongs to it, in the expression language, such as `SAFFL == 'Y'`.
  public var condition: String

  /// A population.
  public init(label: String, condition: String) {
    self.label = label
    self.condition = condition
  }
}

extension Cohort {
  /// The names of the populations that the dictionary declares, in its order.
  public var populationNames: [String] { Array(dictionary.populations.keys) }

  /// The subjects of a population; those of whom it is unknown whether they belong to it are left out and counted in the flow.
  ///
  /// - Parameter name: Its name in the dictionary, such as `safety`.
  /// - Returns: The cohort of those who belong to it.
  /// - Throws: ``CohortError/unknownPopulation(_:cohort:known:nearest:)``, and ``CohortError/expression(_:)`` where its
  ///   condition does not fit the columns.
  public func population(_ name: String) throws(CohortError) -> Cohort {
    guard let population = dictionary.populations[name] else {
      let known = populationNames
      throw .unknownPopulation(name, cohort: self.name, known: known, nearest: Nearest.name(to: name, among: known))
    }
    let (_, knownAt) = try evaluate(population.condition)
    return restricted(
      to: try truth(of: population.condition), condition: "\(population.label) (\(population.condition))",
      knownAt: knownAt, population: population.label)
  }
}
