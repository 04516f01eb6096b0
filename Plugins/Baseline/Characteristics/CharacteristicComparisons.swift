import Analyses
import Statistics

/// How groups are compared in a table of characteristics: standardised differences, and tests where they are asked for.
struct CharacteristicComparisons {
  /// The comparison of one variable.
  private struct Comparison {
    let label: String
    let difference: (value: StandardisedDifference, pair: (String, String))?
    let test: CharacteristicTest.Outcome?
    var adjusted: Double?
  }

  private let byVariable: [String: Comparison]
  private let groupCount: Int
  private let hasDifferences: Bool
  private let hasTests: Bool
  private let adjustment: TestAdjustment

  private static let differences = Parameter.flag(
    "differences",
    "Whether standardised differences between the groups are given: the largest pair's, of more than two.",
    default: false)

  private static let tests = Parameter<PerVariable<CharacteristicTest>>.perVariable(
    "tests",
    "Whether groups are tested: true for all variables, by Pearson's chi-squared test (Fisher's where an expected count is below "
      + "5) and by number_test, or the test of single variables by name.",
    such: "{ age = \"welch\" }")

  private static let numberTest = Parameter<NumberTest>.choice(
    "number_test", "The test of numbers.", default: .rank)

  private static let adjustment = Parameter<TestAdjustment>.choice(
    "adjustment", "How p-values are adjusted for there being several tests in the table.", default: .none)

  static let parameters: [AnyParameter] = [differences.any, tests.any, numberTest.any, adjustment.any]

  static let statistics: [Analysis.Statistic] = [
    .init(
      "standardised_difference",
      "The difference between two groups in standard deviations, positive where the first lies higher; of more than two groups, "
        + "or more than two categories, its size, of the pair that is furthest apart.",
      estimated: .on(.plain, standardError: "standardised_difference_standard_error")),
    .init("standardised_difference_standard_error", "Its standard error."),
    .init("test", "The test by which groups are compared."), .init("test_statistic", "Its statistic."),
    .init("df", "Its degrees of freedom, of the numerator where there are two."),
    .init("p_value", "Its two-sided p-value."),
    .init("p_adjusted", "The p-value, adjusted for the number of tests in the table."),
  ]

  /// Compares the groups in each variable.
  ///
  /// - Throws: `ArgumentError` for a test of a variable that is not in the table, or that does not fit it.
  init(_ variables: [Characteristic], _ columns: GroupColumns, _ arguments: Arguments) throws {
    let hasGroups = !columns.groups.sources.isEmpty
    let asked = try AskedTests(arguments, among: variables.map(\.name))
    if !hasGroups, arguments[Self.differences] || !asked.isEmpty {
      throw ArgumentError.invalid(
        analysis: arguments.analysis,
        reason:
          "\"\(asked.isEmpty ? "differences" : "tests")\" compares groups; say what they are formed by, as in by = \"trial\""
      )
    }
    groupCount = columns.compared.count
    adjustment = arguments[Self.adjustment]
    hasDifferences = arguments[Self.differences]
    hasTests = !asked.isEmpty
    var found: [(name: String, comparison: Comparison)] = []
    for variable in variables where hasDifferences || hasTests {
      guard let samples = ComparedSamples(variable, columns.compared) else { continue }
      let comparison = Comparison(
        label: variable.label, difference: hasDifferences ? samples.largestDifference : nil,
        test: try asked.outcome(of: variable, samples))
      found.append((variable.name, comparison))
    }
    let adjusted = adjustment.method.adjusted(found.map(\.comparison.test?.pValue))
    for place in found.indices { found[place].comparison.adjusted = adjusted[place] }
    byVariable = Dictionary(found.map { ($0.name, $0.comparison) }) { $1 }
  }

  /// The tests that are asked for.
  private struct AskedTests {
    private let named: [String: CharacteristicTest]
    private let areAll: Bool
    private let ofNumbers: CharacteristicTest
    private let arguments: Arguments

    init(_ arguments: Arguments, among names: [String]) throws {
      self.arguments = arguments
      ofNumbers = arguments[CharacteristicComparisons.numberTest].test
      switch arguments[CharacteristicComparisons.tests] {
      case .none: (named, areAll) = ([:], false)
      case .all: (named, areAll) = ([:], true)
      case .named(let tests): (named, areAll) = (try arguments.byVariable(tests, "tests", among: names), false)
      }
    }

    var isEmpty: Bool { !areAll && named.isEmpty }

    /// What comes of the test of a variable; `nil` where none is asked for.
    func outcome(of variable: Characteristic, _ samples: ComparedSamples) throws -> CharacteristicTest.Outcome? {
      let test = named[variable.name]
      guard areAll || test != nil else { return nil }
      if let test, test.isOfNumbers != samples.isNumeric {
        let fitting = CharacteristicTest.allCases.filter { $0.isOfNumbers == samples.isNumeric }
        throw ArgumentError.invalid(
          analysis: arguments.analysis,
          reason: "\"\(variable.name)\" is \(samples.isNumeric ? "summarised as numbers" : "counted"), which "
            + "\"\(test.rawValue)\" does not test; choose one of "
            + fitting.map { "\"\($0.rawValue)\"" }.joined(separator: ", "))
      }
      return CharacteristicTest.compare(
        samples, by: test, numberTest: ofNumbers, seed: arguments.surroundings.seed)
    }
  }

  /// The rows of a variable's comparison.
  func rows(of variable: Characteristic) -> [Row] {
    guard let comparison = byVariable[variable.name] else { return [] }
    return differenceRows(comparison, variable.name) + testRows(comparison, variable.name)
  }

  private func differenceRows(_ comparison: Comparison, _ variable: String) -> [Row] {
    guard hasDifferences else { return [] }
    let reason = groupCount < 2 ? "fewer than two groups" : "too few values, or groups that differ and do not vary"
    let value = comparison.difference.map { groupCount > 2 ? abs($0.value.value) : $0.value.value }
    let pair = comparison.difference.flatMap { groupCount > 2 ? "\($0.pair.0) and \($0.pair.1)" : nil }
    let error = groupCount > 2 ? nil : comparison.difference?.value.standardError
    return [
      Row("standardised_difference", Quantity(value, otherwise: reason), variable: variable, note: pair),
      Row(
        "standardised_difference_standard_error",
        Quantity(error, otherwise: groupCount > 2 ? "the largest of several differences" : reason), variable: variable),
    ]
  }

  private func testRows(_ comparison: Comparison, _ variable: String) -> [Row] {
    guard let test = comparison.test else { return [] }
    let none = test.pValue == nil ? test.reason : "\(test.name) has none"
    let adjusted = Row(
      "p_adjusted", Quantity(comparison.adjusted, otherwise: test.reason), variable: variable, method: test.name)
    return [
      Row("test", .text(test.name), variable: variable),
      Row("test_statistic", Quantity(test.statistic, otherwise: none), variable: variable, method: test.name),
      Row("df", Quantity(test.degreesOfFreedom, otherwise: none), variable: variable, method: test.name),
      Row("p_value", Quantity(test.pValue, otherwise: test.reason), variable: variable, method: test.name),
    ] + (adjustment == .none ? [] : [adjusted])
  }

  /// The columns beside those of the groups.
  var tableColumns: [TableLayout.Column] {
    let differences: [TableLayout.Column] =
      hasDifferences
      ? [.init("Standardised difference", .value("standardised_difference"), .statistic, keepsOwn: true)] : []
    guard hasTests else { return differences }
    let adjusted: [TableLayout.Column] =
      adjustment == .none ? [] : [.init("Adjusted p", .value("p_adjusted"), .pValue, keepsOwn: true)]
    return differences + [.init("p", .value("p_value"), .pValue, keepsOwn: true)] + adjusted
  }

  /// What was done, in sentences.
  var methods: [String] {
    var methods: [String] = []
    if hasDifferences {
      methods.append(
        "Standardised differences are over the root of the mean of the two variances (Austin 2009); of more than two categories "
          + "they are Mahalanobis distances (Yang and Dalton 2012)"
          + (groupCount > 2 ? "; of more than two groups that of the pair furthest apart is given." : "."))
    }
    guard hasTests else { return methods }
    let tests = Dictionary(grouping: byVariable.values.filter { $0.test?.pValue != nil }) { $0.test?.name ?? "" }
    methods += tests.sorted { $0.key < $1.key }.map { name, comparisons in
      "\(name): \(comparisons.map(\.label).sorted().joined(separator: "; "))."
    }
    return methods + [adjustment.sentence]
  }

  /// Many tests at once.
  var cautions: [Caution] {
    let count = byVariable.values.count { $0.test?.pValue != nil }
    guard count > 1, adjustment == .none else { return [] }
    return [
      Caution(
        .multiplicity,
        "\(count) tests at once, their p-values not adjusted: where groups do not differ at all, one test in twenty still falls below "
          + "0.05.",
        remedy: "Set adjustment = \"holm\", or compare the groups by standardised differences (differences = true).")
    ]
  }
}

/// The test of numbers that a whole table uses.
enum NumberTest: String, Choice {
  case rank, welch, student

  /// The test.
  var test: CharacteristicTest {
    switch self {
    case .rank: .rank
    case .welch: .welch
    case .student: .student
    }
  }

  var summary: String { test.summary }
}

/// How p-values of a table are adjusted for being several.
enum TestAdjustment: String, Choice {
  case none
  case holm
  case hochberg
  case benjaminiHochberg = "benjamini_hochberg"
  case bonferroni

  /// The method.
  var method: PValueAdjustment {
    switch self {
    case .none: .none
    case .holm: .holm
    case .hochberg: .hochberg
    case .benjaminiHochberg: .benjaminiHochberg
    case .bonferroni: .bonferroni
    }
  }

  var summary: String {
    switch self {
    case .none: "not at all"
    case .holm: "Holm: no false rejection among all"
    case .hochberg: "Hochberg: the same, for independent tests"
    case .benjaminiHochberg: "Benjamini and Hochberg: the share of false rejections"
    case .bonferroni: "Bonferroni: each times their number"
    }
  }

  /// What was done, as a sentence.
  var sentence: String {
    switch self {
    case .none: "P-values are two-sided and not adjusted for the number of tests."
    case .holm: "P-values are two-sided; beside them they are adjusted for the number of tests by Holm's method."
    case .hochberg:
      "P-values are two-sided; beside them they are adjusted for the number of tests by Hochberg's method."
    case .benjaminiHochberg:
      "P-values are two-sided; beside them they are adjusted for the number of tests by Benjamini and Hochberg's method."
    case .bonferroni:
      "P-values are two-sided; beside them they are adjusted for the number of tests by Bonferroni's method."
    }
  }
}
