import Analyses
import Cohorts
import OrderedCollections

/// A choice with three cases, of which two are spelled alike.
enum Scale: String, Choice {
  case log
  case logLog = "log_log"
  case plain

  var summary: String { "the scale \(rawValue)" }
}

/// An analysis with a parameter of each kind, which computes nothing.
enum SampleAnalysis {
  static let endpoint = Parameter.endpoint()
  static let by = Parameter.columns("by", "The groups.")
  static let strata = Parameter.columns("strata", "The strata.")
  static let covariates = Parameter.columns("covariates", "The covariates.")
  static let level = Parameter.level()
  static let scale = Parameter<Scale>.choice("interval", "The scale of intervals.", default: .log, sas: .logLog)
  static let from = Parameter.number("from", "The first time.", in: 0...100, unit: "days", default: 0)
  static let times = Parameter.numbers("times", "The milestones.")
  static let shares = Parameter.numbers("shares", "The shares.", in: 0.001...0.999)
  static let knowingly = Parameter.flag("as_baseline", "Whether it is meant.", default: false)
  static let unit = Parameter.displayUnit("display_unit", "The unit of the axis.")
  static let weights = Parameter.optionalColumn("weights", "The weights.")
  static let day = Parameter.column("exposure", "The day.")
  static let label = Parameter.optionalText("label", "The words.")
  static let exposures = Parameter.exposures("time_dependent", "The exposures.")
  static let reference = Parameter.levels("reference", "The reference levels.")

  /// An analysis that hands its checked arguments to a closure.
  static func make(
    _ parameters: [AnyParameter], read: @escaping @Sendable (Arguments) throws -> Void = { _ in }
  ) -> Analysis {
    Analysis(
      "sample.analysis", "Computes nothing.", details: "Nothing.", parameters: parameters,
      statistics: [.init("n", "n.")],
      example: []
    ) { cohort, arguments in
      try read(arguments)
      return AnalysisResult(title: "Nothing", methods: ["None."], rows: [Row("n", .count(cohort.count))])
    }
  }

  /// What an analysis with these parameters says against some arguments.
  static func complaint(
    _ parameters: [AnyParameter], _ given: [Argument.Entry], defaults: Defaults = Defaults()
  ) throws -> String? {
    do {
      _ = try make(parameters).perform(on: cohort(), with: given, defaults: defaults)
      return nil
    } catch let error as ArgumentError {
      return error.description
    }
  }

  static func cohort() throws -> Cohort {
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(texts: ["a", "b", "c", "d"]), "age": Column(integers: [12, 30, nil, 61]),
      "arm": Column(categories: ["B", "A", "A", nil], levels: ["A", "B", "C"]),
      "site": Column(texts: ["Köln", "Bern", "Bern", "Basel"]), "late": Column(flags: [true, false, nil, true]),
      "late_day": Column(numbers: [10, nil, nil, 20]),
    ]
    return try Cohort(
      name: "four", subjects: Table(name: "subjects", columns: columns),
      dictionary: DataDictionary(
        subjectID: "id",
        columns: [
          "age": ColumnDescription(label: "Age", knownAt: .baseline),
          "late": ColumnDescription(knownAt: .onDay(["late_day"])),
        ]))
  }
}
