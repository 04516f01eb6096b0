import AnalysisTesting
import Analyses
import Cohorts
import OrderedCollections
import Testing

@testable import Toxicity

/// Eight subjects with findings of CRS and ICANS, whose grades are worked out by hand beside them.
enum FindingsCohort {
  /// Subject, day, temperature, hypotension, hypoxia, treated.
  static let crs = """
    a | 0 | 37.0 | none                  | none                    | no
    a | 1 | 38.6 | none                  | none                    | no
    a | 2 | 39.1 | without vasopressors  | none                    | yes
    a | 3 | 37.2 | one vasopressor       | low-flow nasal cannula  | no
    a | 4 | 37.0 | none                  | none                    | no
    b | 2 | 37.5 | one vasopressor       | none                    | no
    c | 3 | 38.0 | none                  | none                    | no
    d | 4 | 38.2 |                       | none                    | no
    e | 1 |      | none                  | none                    | no
    f | 1 | 38.3 | multiple vasopressors |                         | no
    f | 5 | 38.3 | none                  | none                    | no
    """

  /// Subject, day, ICE, CAPD, consciousness, seizure.
  static let icans = """
    a | 4 | 10 |    | not depressed        | none
    a | 5 | 6  |    | not depressed        | none
    a | 6 | 9  |    | not depressed        | none
    c | 5 |    | 12 | awakens to voice     | none
    f | 6 | 0  |    | unarousable          |
    g | 2 | 7  |    | not depressed        |
    """

  static func table(_ name: String, _ text: String, _ columns: [String], numbers: Set<String>) throws -> Table {
    let rows = text.lines.map { line in line.split(separator: "|", omittingEmptySubsequences: false).map(String.init) }
    var named: OrderedDictionary<String, Column> = [:]
    for (place, column) in columns.enumerated() {
      let cells = rows.map { row -> String? in
        let cell = row[place].split(separator: " ").joined(separator: " ")
        return cell.isEmpty ? nil : cell
      }
      named[column] =
        numbers.contains(column) ? Column(numbers: cells.map { $0.flatMap(Double.init) }) : Column(categories: cells)
    }
    return try Table(name: name, columns: named)
  }

  static func make(_ change: (inout OrderedDictionary<String, Column>) -> Void = { _ in }) throws -> Cohort {
    var columns: OrderedDictionary<String, Column> = [
      "subject_id": Column(texts: ["a", "b", "c", "d", "e", "f", "g", "h"]),
      "age": Column(numbers: [40, 50, 9, 30, 60, 20, 33, 11]),
      "os_days": Column(numbers: [100, 20, 90, 80, 70, 60, 50, nil]),
      "os_event": Column(integers: [0, 1, 0, 0, 1, 1, 0, 0]),
    ]
    change(&columns)
    let subjects = try Table(name: "subjects", columns: columns)
    let crs = try table(
      "crs_findings", crs, ["subject_id", "day", "temperature", "hypotension", "hypoxia", "treated"],
      numbers: ["day", "temperature"])
    let icans = try table(
      "icans_findings", icans, ["subject_id", "day", "ice_score", "capd_score", "consciousness", "seizure"],
      numbers: ["day", "ice_score", "capd_score"])
    return try Cohort(
      name: "findings", subjects: subjects,
      linked: [
        "crs_findings": LinkedTable(crs, key: "subject_id", subjects: subjects),
        "icans_findings": LinkedTable(icans, key: "subject_id", subjects: subjects),
      ],
      dictionary: DataDictionary(
        subjectID: "subject_id",
        endpoints: [
          "os": EndpointDefinition(
            name: "os", label: "Overall survival", time: "os_days", event: .indicator(column: "os_event"),
            origin: "CAR-T infusion")
        ]))
  }
}

@Suite("Deriving CRS and ICANS from findings") struct DerivationTests {
  private func values(_ cohort: Cohort, _ name: String) throws -> [String] {
    let column = try cohort.column(name)
    return (0..<column.count).map { column[$0].description }
  }

  private func lines(_ derivation: String?) -> [String] {
    derivation?.split(separator: "\n").map(String.init) ?? []
  }

  @Test("CRS by hand") func cytokineRelease() throws {
    let derived = try CytokineReleaseFindings.derivation.perform(on: FindingsCohort.make())
    // a: grade 1, 2, then 3 without fever after therapy. b: no fever, no CRS. c: grade 1. d: hypotension missing, 1 to 4.
    // e: temperature missing, 0 or 1. f: hypoxia missing beside multiple vasopressors, 4. g and h: no assessment, none.
    #expect(try values(derived, "crs_grade") == ["3", "0", "1", "", "", "4", "0", "0"])
    #expect(try values(derived, "crs_grade_at_least") == ["3", "0", "1", "1", "0", "4", "0", "0"])
    #expect(try values(derived, "crs_onset_day") == ["1", "", "3", "4", "", "1", "", ""])
    #expect(try values(derived, "crs_end_day") == ["3", "", "3", "4", "", "5", "", ""])
    #expect(try values(derived, "crs_onset_time") == ["1", "20", "3", "4", "", "1", "50", ""])
    #expect(
      try values(derived, "crs_onset_outcome") == ["CRS", "Death", "CRS", "CRS", "", "CRS", "", ""])
    #expect(try values(derived, "crs_onset_event") == ["yes", "yes", "yes", "yes", "", "yes", "no", ""])
    #expect(
      lines(derived.derivation(of: "crs_grade")).first
        == "toxicity.derive_crs: CRS graded by the ASTCT consensus (Lee et al. 2019) from 11 assessments of 6 of 8 subjects in "
        + "\"crs_findings\"; in 2 subjects missing findings leave the worst grade open")
    #expect(lines(derived.derivation(of: "crs_onset_event")).dropFirst() == CytokineReleaseRule.prose[...])
    #expect(derived.knownAt("crs_grade") == .onDay(["crs_end_day"]))
  }

  @Test("the endpoint of onset has CRS and death as outcomes, and censors the others") func endpoint() throws {
    let derived = try CytokineReleaseFindings.derivation.perform(on: FindingsCohort.make())
    let times = try derived.times(of: EndpointRequest(.named("crs_onset")))
    #expect(times.time == [1, 20, 3, 4, 1, 50] && times.missing == 2)
    #expect(times.event == [true, true, true, true, true, false])
    #expect(times.outcomes?.names == ["CRS", "Death"] && times.outcomes?.codes == [1, 2, 1, 1, 1, 0])
  }

  @Test("findings that are not recorded can count as absent") func absent() throws {
    let derived = try CytokineReleaseFindings.derivation.perform(
      on: FindingsCohort.make(), with: [.init("missing", .text("absent"))])
    #expect(try values(derived, "crs_grade") == ["3", "0", "1", "1", "0", "4", "0", "0"])
  }

  @Test("subjects without an assessment can count as not known") func unassessed() throws {
    let derived = try CytokineReleaseFindings.derivation.perform(
      on: FindingsCohort.make(), with: [.init("unassessed", .text("missing")), .init("name", .text("release"))])
    #expect(try values(derived, "release_grade") == ["3", "0", "1", "", "", "4", "", ""])
    #expect(derived.dictionary.endpoints["release_onset"]?.label == "Time to CRS")
  }

  @Test("ICANS by hand: children by the CAPD score, and columns that are not there are said")
  func neurotoxicity() throws {
    let cohort = try FindingsCohort.make()
    let derived = try NeurotoxicityFindings.derivation.perform(on: cohort)
    #expect(try values(derived, "icans_grade") == ["2", "0", "3", "0", "0", "4", "", "0"])
    #expect(try values(derived, "icans_grade_at_least") == ["2", "0", "3", "0", "0", "4", "1", "0"])
    #expect(
      lines(derived.derivation(of: "icans_grade")).first
        == "toxicity.derive_icans: ICANS graded by the ASTCT consensus (Lee et al. 2019) from 6 assessments of 4 of 8 subjects in "
        + "\"icans_findings\"; it has no column of motor, oedema, taken as absent; in 1 subject missing findings leave the worst "
        + "grade open")
    #expect(lines(derived.derivation(of: "icans_grade")).dropFirst() == NeurotoxicityRule.prose[...])
    let told = try NeurotoxicityFindings.derivation.perform(on: cohort, with: [.init("missing", .text("absent"))])
    #expect(try values(told, "icans_grade") == ["2", "0", "3", "0", "0", "4", "1", "0"])
    #expect(try values(told, "icans_onset_day") == ["5", "", "5", "", "", "6", "2", ""])
    #expect(try values(told, "icans_end_day") == ["6", "", "5", "", "", "6", "2", ""])
  }

  @Test("the order of rows changes nothing, and a part of the cohort is graded as in the whole") func invariance()
    throws
  {
    let cohort = try FindingsCohort.make()
    let whole = try CytokineReleaseFindings.derivation.perform(on: cohort)
    let part = try CytokineReleaseFindings.derivation.perform(on: cohort.part([0, 3, 5]))
    #expect(try values(part, "crs_grade") == ["3", "", "4"])
    let (table, subjects) = try cohort.linkedTable("crs_findings")
    let order = (0..<Int32(table.count)).reversed().map { $0 }
    let turned = cohort.linking(
      try Table(name: "crs_findings", columns: table.columns.mapValues { $0.gathered(order) }),
      of: order.map { subjects[Int($0)] }, as: "crs_findings", descriptions: [:])
    let again = try CytokineReleaseFindings.derivation.perform(on: turned)
    for name in ["crs_grade", "crs_onset_day", "crs_end_day"] {
      #expect(try values(again, name) == values(whole, name))
    }
  }

  @Test("words and numbers that the rule does not know are refused, with their place") func refused() throws {
    func error(_ column: String, _ values: Column) throws -> String {
      let cohort = try FindingsCohort.make()
      let (table, subjects) = try cohort.linkedTable("crs_findings")
      let changed = cohort.linking(
        try table.adding(values, as: column), of: subjects, as: "crs_findings", descriptions: [:])
      do { _ = try CytokineReleaseFindings.derivation.perform(on: changed) } catch { return "\(error)" }
      return ""
    }
    #expect(
      try error("hypoxia", Column(texts: (0..<11).map { $0 == 3 ? "face masc" : "none" }))
        == "\"hypoxia\" in row 4 of \"crs_findings\", of subject \"a\", is \"face masc\", which the rule does not know; did you mean "
        + "\"face mask\"? It knows: \"none\", \"low-flow nasal cannula\", \"blow-by\", \"high-flow nasal cannula\", \"facemask\", "
        + "\"nonrebreather mask\", \"Venturi mask\", \"positive pressure\", \"nasal cannula\", \"present\"")
    #expect(
      try error("temperature", Column(numbers: (0..<11).map { $0 == 5 ? 101.3 : 37 }))
        == "\"temperature\" in row 6 of \"crs_findings\", of subject \"b\", is 101.3, but should be a temperature in °C, from 25 to 45"
    )
  }

  @Test("a table or a column that is not there is said") func absence() throws {
    let cohort = try FindingsCohort.make()
    #expect {
      try CytokineReleaseFindings.derivation.perform(on: cohort, with: [.init("table", .text("findings"))])
    } throws: {
      "\($0)"
        == "there is no linked table \"findings\" of findings; name it (table = \"…\"); linked tables: \"crs_findings\", "
        + "\"icans_findings\""
    }
    #expect {
      try CytokineReleaseFindings.derivation.perform(on: cohort, with: [.init("hypoxia", .text("hypoxa"))])
    } throws: {
      "\($0)" == "column \"hypoxa\" is not in \"crs_findings\"; did you mean \"hypoxia\"?"
    }
  }
}
