public import Analyses

/// Analyses done trial by trial, and put together again.
public struct PoolingPlugin: Plugin {
  /// The plugin.
  public init() {}

  /// `pooling`.
  public let name = "pooling"

  /// What it is for.
  public let summary = "Pooled trials: any estimate by trial, pooled with heterogeneity, and with each trial left out."

  /// The analyses, in the order of the manual.
  public let analyses: [Analysis] = [ByTrial.analysis, LeaveOneOut.analysis, TrialFollowUp.analysis]
}
