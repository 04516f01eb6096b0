import Designs

extension QuantileType {
  /// The definition in a sentence of the methods.
  var method: String {
    "Quartiles and medians are of Hyndman and Fan's type \(rawValue.dropFirst(5)): \(summary)."
  }
}
