/// By whose conventions the weights and the standard errors of a Fine-Gray model are made.
///
/// The two agree but where a censoring falls on the day of an event: then they take the risk of being censored differently, and
/// coefficients differ in the fourth digit or so. Their standard errors differ a little always.
public enum FineGrayConvention: String, Sendable, CaseIterable {
  /// R's cmprsk (`crr`): whoever has an event at t could still have been censored at t; standard errors allow for the
  /// estimation of the weights.
  case cmprsk
  /// R's survival (`finegray` and `coxph`): events at t come before censorings at t; standard errors are robust by subject, with
  /// the weights taken as known.
  case survival
}

/// A partial likelihood of which the top is sought, in the rows and standardised covariates of a ``CoxData``.
protocol HazardLikelihood {
  /// The rows.
  var data: CoxData { get }
  /// The likelihood and its derivatives.
  func evaluate(_ beta: [Double]) -> CoxPoint
}

extension CoxLikelihood: HazardLikelihood {}
