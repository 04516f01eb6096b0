import Analyses
import Cohorts

/// What the lanes of a swimmer plot are coloured by: a category of each subject, their response over time, or nothing.
struct LaneColours {
  /// The names of the colours, as the legend shows them.
  let names: [String]
  /// Whether the colours have an order, from pale to strong.
  let isOrdered: Bool
  /// The bars of each lane.
  let segments: [[Figure.Lanes.Segment]]
  /// What lanes are coloured by, in words; empty for nothing.
  let label: String
  /// How the bars came about, as a sentence; empty where the label says it all.
  let method: String
  /// What is grey, in words.
  let grey: String

  /// Colours by a category, or none.
  ///
  /// - Parameters:
  ///   - groups: The categories.
  ///   - ends: The end of each lane.
  init(_ groups: ResolvedGroups, ends: [Double]) {
    let palette = groups.grouping.keepingLevels(all: false)
    let isColoured = !groups.sources.isEmpty
    names = isColoured ? palette.levels : []
    isOrdered = false
    segments = ends.indices.map { subject in
      let code = isColoured ? palette.codes[subject] : -1
      return [.init(from: 0, to: ends[subject], series: code < 0 ? nil : Int(code))]
    }
    label = isColoured ? groups.label : ""
    method = ""
    grey = "\(groups.label) is missing"
  }

  /// Colours by the response over time, the better the stronger.
  ///
  /// - Parameters:
  ///   - source: The assessments.
  ///   - known: The columns of the days up to which responses are known.
  ///   - ends: The end of each lane.
  ///   - unit: The unit of the lanes.
  ///   - end: The column of their ends, for messages.
  /// - Throws: `CohortError` for a column that holds no days, and for days in another unit.
  init(
    _ source: AssessmentTable, until known: [String], ends: [Double], unit: TimeUnit, end: String
  ) throws(CohortError) {
    if let own = source.unit, own != unit {
      throw .unitsDiffer(column: "\(source.table).\(source.day)", unit: own, endpoint: end, needed: unit)
    }
    let stretches = ResponseStretches(
      source.assessments, source.vocabulary, known: try source.cohort.earliest(known, unit: unit, besides: end),
      ends: ends)
    names = stretches.occurring.map { source.vocabulary.levels[$0].code }
    isOrdered = true
    segments = stretches.segments
    label = "response over time"
    let after = known.isEmpty ? "" : ", or after \(known.map(source.cohort.dictionary.label).joined(separator: ", "))"
    method =
      "The colour of a lane is the category (\(source.vocabulary.label)) of the last assessment that could be evaluated, from its "
      + "day on."
    grey = "not yet assessed\(after)"
  }
}
