public import Analyses

/// Kernels over columns and numbers, for statistics that are not built in.
public struct NumericsPlugin: Plugin {
  /// The plugin.
  public init() {}

  /// `numerics`.
  public let name = "numerics"

  /// What it is for.
  public let summary =
    "Sums, ranks, models, optimisation, distributions and random streams over columns, for statistics of your own."

  /// None: what it gives are values, not results.
  public let analyses: [Analysis] = []

  /// The kernels, in the order of the manual.
  public let kernels: [Kernel] =
    Summaries.kernels + Ordering.kernels + Running.kernels + Grouping.kernels + Association.kernels + Models.kernels
    + Matrices.kernels + Functions.kernels + Building.kernels + Random.kernels + Distributions.kernels
}
