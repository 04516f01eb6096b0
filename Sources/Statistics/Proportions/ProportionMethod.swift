/// How a confidence interval of one proportion is found.
///
/// Brown, Cai & DasGupta (2001), *Statistical Science* 16, 101-133, doi:10.1214/ss/1009213286, compare them. Newcombe (1998),
/// *Statistics in Medicine* 17, 857-872, doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E.
public enum ProportionMethod: String, Sendable, Hashable, CaseIterable {
  /// Exact: both binomial tails are half of what is left; never covers less than its level.
  ///
  /// Clopper & Pearson (1934), *Biometrika* 26, 404-413, doi:10.1093/biomet/26.4.404.
  case clopperPearson = "clopper_pearson"

  /// The score interval.
  ///
  /// Wilson (1927), *JASA* 22, 209-212, doi:10.1080/01621459.1927.10502953.
  case wilson

  /// The same with a correction for continuity, at most ½ and at most |x − n/2|, as R's `prop.test`.
  case wilsonCorrected = "wilson_corrected"

  /// Equal tails of the posterior under Jeffreys' prior, 0 at x = 0 and 1 at x = n.
  ///
  /// Brown, Cai & DasGupta (2001), section 4.1.1: without the replacement the coverage falls to zero near 0 and 1.
  case jeffreys

  /// The same without the replacement at x = 0 and x = n, as a bare `qbeta` gives it.
  case jeffreysQuantiles = "jeffreys_quantiles"

  /// Wald's interval after z²/2 responders and as many others are added; cut off at 0 and 1.
  ///
  /// Agresti & Coull (1998), *American Statistician* 52, 119-126, doi:10.1080/00031305.1998.10480550.
  case agrestiCoull = "agresti_coull"

  /// p ± z se(p), cut off at 0 and 1; a point where none or all responded.
  case wald

  /// The same, wider by 1/(2n) on both sides.
  case waldCorrected = "wald_corrected"

  /// As Clopper and Pearson's with half of the probability of the observed count.
  ///
  /// Lancaster (1961), *JASA* 56, 223-234, doi:10.1080/01621459.1961.10482105.
  case midP = "mid_p"
}
