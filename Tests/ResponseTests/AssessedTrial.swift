import Analyses
import Cohorts
import OrderedCollections

@testable import Response

/// Ten invented subjects of two trials, with assessments that a physician can read.
enum AssessedTrial {
  /// The visits of each subject: day and category.
  static let visits: [(id: String, visits: String)] = [
    ("s1", "-3 NR · 28 PR · 56 CR · 84 NE · 112 CR"), ("s2", "28 CRi · 56 CRi · 84 PD"), ("s3", "28 NR · 56 PD"),
    ("s4", "28 NE"), ("s5", ""), ("s6", "28 CR · 60 CR"), ("s7", "28 PR · 35 PD · 56 CR"),
    ("s8", "28 CR · 28 CRi · 56 CR"),
    ("s9", "28 PR · 56 PR · 84 PR"), ("s10", "28 CR · 120 CR"),
  ]

  static let subjects: OrderedDictionary<String, Column> = [
    "id": Column(texts: visits.map(\.id)),
    "trial": Column(categories: ["A", "A", "A", "A", "A", "B", "B", "B", "B", "B"]),
    "arm": Column(
      categories: ["new", "old", "old", "old", "new", "new", "old", "new", "new", nil], levels: ["old", "new"]),
    "blasts": Column(numbers: [60, 40, 20, 10, 80, nil, 30, 0, 50, 25]),
    "blasts_28": Column(numbers: [3, 1, 30, 10, nil, 0, 15, 0, 50, 0]),
    "transplant_day": Column(integers: [nil, nil, nil, nil, nil, 70, nil, nil, nil, 90]),
    "relapse_day": Column(integers: [nil, 84, 56, nil, nil, nil, 35, nil, nil, 150]),
    "death_day": Column(integers: [nil, 200, 90, 40, 12, nil, 100, 130, nil, nil]),
    "last_day": Column(integers: [300, 200, 90, 40, 12, 250, 100, 130, 84, 180]),
    // The columns that the examples ask for.
    "response": Column(
      categories: ["CR", "CRi", "NR", "NE", nil, "CR", "PR", "CRi", "PR", "CR"],
      levels: ["CR", "CRi", "PR", "NR", "NE"]),
    "responder": Column(flags: [true, true, false, nil, nil, true, true, true, true, true]),
    "response_day": Column(integers: [28, 28, 28, nil, nil, 28, 28, 28, 28, 28]),
    "pfs_days": Column(integers: [112, 84, 56, 40, 12, 60, 35, 130, 84, 150]),
    "diagnosis": Column(categories: ["B", "T", "T", "B", "T", "B", "T", "B", "T", "B"]),
    "marrow_blasts": Column(numbers: [60, 40, 20, 10, 80, nil, 30, 0, 50, 25]),
    "os_days": Column(integers: [300, 200, 90, 40, 12, 250, 100, 130, 84, 180]),
  ]

  static func make(vocabulary: String? = "leukaemia") throws -> Cohort {
    let subjects = try Table(name: "subjects", columns: subjects)
    var (ids, days, responses): ([String], [Int], [String]) = ([], [], [])
    for (id, text) in visits where !text.isEmpty {
      for visit in text.split(separator: "·") {
        let words = visit.split(separator: " ")
        ids.append(id)
        days.append(Int(words[0]) ?? 0)
        responses.append(String(words[1]))
      }
    }
    let table = try Table(
      name: "assessments",
      columns: ["id": Column(texts: ids), "day": Column(integers: days), "response": Column(categories: responses)])
    var dictionary = DataDictionary(subjectID: "id", trial: "trial")
    for name in ["trial", "arm", "blasts", "diagnosis", "marrow_blasts"] {
      dictionary.columns[name] = ColumnDescription(knownAt: .baseline)
    }
    for name in ["transplant_day", "relapse_day", "death_day", "last_day"] {
      dictionary.columns[name] = ColumnDescription(knownAt: .onDay([name]))
    }
    dictionary.columns["response"] = ColumnDescription(
      label: "Best response", knownAt: .onDay(["response_day"]), vocabulary: vocabulary)
    dictionary.linked["assessments"] = ["response": ColumnDescription(vocabulary: vocabulary)]
    return try Cohort(
      name: "assessed", subjects: subjects,
      linked: ["assessments": LinkedTable(table, key: "id", subjects: subjects)], dictionary: dictionary)
  }

  /// The arguments of a call, by name.
  static func arguments(_ given: KeyValuePairs<String, Argument>) -> [Argument.Entry] {
    given.map { Argument.Entry($0.key, $0.value) }
  }

  /// The values of a variable as text, `-` where missing.
  static func values(_ name: String, in cohort: Cohort) throws -> String {
    let column = try cohort.column(name)
    return (0..<column.count).map { column[$0] == .missing ? "-" : column[$0].description }.joined(separator: " ")
  }
}
