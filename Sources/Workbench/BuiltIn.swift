public import Analyses
import Baseline
import Kernels
import Pooling
import Resampling
import Response
import Survival
import Toxicity

/// What a workbench comes with.
public enum BuiltIn {
  /// The version of the workbench.
  public static let version = "0.1.0"

  /// The analysis plugins, in the order of the manual.
  public static let plugins: [any Plugin] = [
    SurvivalPlugin(), ResponsePlugin(), ToxicityPlugin(), BaselinePlugin(), PoolingPlugin(), ResamplingPlugin(),
    NumericsPlugin(),
  ]

  /// The analyses by name.
  ///
  /// - Throws: `Registry.Fault` where two have one name.
  public static func registry() throws(Registry.Fault) -> Registry { try Registry(plugins) }
}
