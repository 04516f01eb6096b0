import RealModule

/// Two yes-or-no outcomes of the same subjects.
///
///                     second yes   second no
///     first yes           a            b
///     first no            c            d
///
/// Only the subjects in whom they differ, b and c, tell the outcomes' probabilities apart: given b + c, b is binomial with
/// probability ½ if they are the same.
///
/// McNemar (1947), *Psychometrika* 12, 153-157, doi:10.1007/BF02295996. Fagerland, Lydersen & Laake (2013), *BMC Medical
/// Research Methodology* 13, 91, doi:10.1186/1471-2288-13-91.
public struct PairedOutcomes: Sendable {
  /// The counts; the first outcome is the rows, the second the columns.
  public let table: FourfoldTable

  /// Takes the counts.
  public init(_ table: FourfoldTable) { self.table = table }

  /// The subjects in whom the outcomes differ.
  public var discordant: Int { table.b + table.c }

  /// McNemar's test, (b − c)² / (b + c); nil where nobody differs.
  public var mcNemar: ChiSquaredTest? { mcNemar(correction: 0) }

  /// McNemar's test with correction, (|b − c| − 1)² / (b + c), none where b = c.
  public var mcNemarCorrected: ChiSquaredTest? { mcNemar(correction: table.b == table.c ? 0 : 1) }

  /// The exact two-sided p-value: twice the smaller binomial tail.
  ///
  /// - Returns: 1 where nobody differs.
  public var exactPValue: Double { min(2 * smallerTail, 1) }

  /// The exact p-value with half the probability of what was seen: less conservative.
  public var midP: Double {
    guard discordant > 0 else { return 1 }
    let n = Double(discordant)
    let seen = Double.exp(
      .logGamma(n + 1) - .logGamma(Double(table.b) + 1) - .logGamma(Double(table.c) + 1) - n * .log(2))
    return table.b == table.c ? 1 : min(2 * smallerTail - seen, 1)
  }

  /// The difference of the two probabilities, first less second, with Wald's standard error.
  ///
  /// - Returns: nil without subjects.
  public var difference: ScaledEstimate? {
    let n = Double(table.total)
    guard n > 0 else { return nil }
    let miss = Double(table.b - table.c)
    return .difference(miss / n, variance: (Double(discordant) - miss * miss / n) / (n * n))
  }

  /// The odds ratio given the subject, b / c, with the standard error √(1/b + 1/c) of its logarithm.
  ///
  /// - Returns: nil where b or c is zero.
  public var oddsRatio: ScaledEstimate? {
    guard table.b > 0, table.c > 0 else { return nil }
    return .ratio(Double(table.b) / Double(table.c), logVariance: 1 / Double(table.b) + 1 / Double(table.c))
  }

  private func mcNemar(correction: Double) -> ChiSquaredTest? {
    let miss = abs(Double(table.b - table.c)) - correction
    return ChiSquaredTest(miss * miss / Double(discordant), 1)
  }

  /// P(X ≤ min(b, c)) for X binomial with b + c trials and probability ½.
  private var smallerTail: Double {
    let (least, n) = (min(table.b, table.c), discordant)
    return least == n ? 1 : IncompleteBeta.lower(0.5, Double(n - least), Double(least + 1))
  }
}
