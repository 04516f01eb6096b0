import Testing

@testable import Toxicity

/// The consensus table (Lee 2019, doi:10.1016/j.bbmt.2018.12.758), transcribed by hand: what is found, and its grade.
enum ConsensusTable {
  /// Cytokine release syndrome: temperature | hypotension | hypoxia | grade.
  static let crs = """
    37.9 | none                  | none                    | none
    38.0 | none                  | none                    | 1
    39.5 | none                  | none                    | 1
    38.4 | without vasopressors  | none                    | 2
    38.4 | none                  | low-flow nasal cannula  | 2
    38.4 | none                  | blow-by                 | 2
    38.4 | without vasopressors  | low-flow nasal cannula  | 2
    38.4 | one vasopressor       | none                    | 3
    38.4 | one vasopressor with vasopressin | none         | 3
    38.4 | none                  | high-flow nasal cannula | 3
    38.4 | none                  | facemask                | 3
    38.4 | none                  | nonrebreather mask      | 3
    38.4 | none                  | Venturi mask            | 3
    39.5 | without vasopressors  | facemask                | 3
    39.5 | one vasopressor       | low-flow nasal cannula  | 3
    38.4 | multiple vasopressors | none                    | 4
    38.4 | none                  | positive pressure       | 4
    38.4 | none                  | CPAP                    | 4
    38.4 | none                  | BiPAP                   | 4
    38.4 | none                  | intubation              | 4
    38.4 | multiple vasopressors | low-flow nasal cannula  | 4
    38.4 | without vasopressors  | mechanical ventilation  | 4
    37.0 | one vasopressor       | facemask                | none
    """

  /// Neurotoxicity in adults: ICE | consciousness | seizure | motor | oedema | grade.
  static let icans = """
    10 | not depressed                   | none                   | none        | none                   | none
    9  | not depressed                   | none                   | none        | none                   | 1
    7  | awakens spontaneously           | none                   | none        | none                   | 1
    6  | not depressed                   | none                   | none        | none                   | 2
    3  | not depressed                   | none                   | none        | none                   | 2
    9  | awakens to voice                | none                   | none        | none                   | 2
    2  | not depressed                   | none                   | none        | none                   | 3
    0  | awakens spontaneously           | none                   | none        | none                   | 3
    8  | awakens only to tactile stimulus | none                  | none        | none                   | 3
    3  | not depressed                   | resolving              | none        | none                   | 3
    10 | not depressed                   | nonconvulsive          | none        | none                   | 3
    10 | not depressed                   | none                   | none        | focal                  | 3
    0  | unarousable                     | none                   | none        | none                   | 4
    0  | stupor or coma                  | none                   | none        | none                   | 4
    10 | not depressed                   | prolonged              | none        | none                   | 4
    10 | not depressed                   | repetitive             | none        | none                   | 4
    10 | not depressed                   | none                   | hemiparesis | none                   | 4
    10 | not depressed                   | none                   | paraparesis | none                   | 4
    10 | not depressed                   | none                   | none        | diffuse                | 4
    10 | not depressed                   | none                   | none        | decerebrate posturing  | 4
    10 | not depressed                   | none                   | none        | decorticate posturing  | 4
    10 | not depressed                   | none                   | none        | cranial nerve VI palsy | 4
    10 | not depressed                   | none                   | none        | papilloedema           | 4
    10 | not depressed                   | none                   | none        | Cushing's triad        | 4
    10 | not depressed                   | none                   | tremor      | none                   | none
    10 | not depressed                   | none                   | none        | intracranial haemorrhage | none
    """

  /// Neurotoxicity in children under 12: CAPD | consciousness | seizure | motor | oedema | grade.
  static let children = """
    0  | not depressed                    | none       | none        | none    | none
    1  | awakens spontaneously            | none       | none        | none    | 1
    8  | awakens spontaneously            | none       | none        | none    | 1
    8  | awakens to voice                 | none       | none        | none    | 2
    9  | awakens spontaneously            | none       | none        | none    | 3
    32 | awakens to voice                 | none       | none        | none    | 3
    5  | awakens only to tactile stimulus | none       | none        | none    | 3
    1  | awakens spontaneously            | resolving  | none        | none    | 3
    1  | awakens spontaneously            | none       | none        | focal   | 3
    20 | unarousable                      | none       | none        | none    | 4
    1  | awakens spontaneously            | prolonged  | none        | none    | 4
    1  | awakens spontaneously            | none       | hemiparesis | none    | 4
    1  | awakens spontaneously            | none       | none        | diffuse | 4
    """
}

@Suite("The ASTCT consensus table, cell by cell") struct ConsensusTableTests {
  @Test("CRS", arguments: ConsensusTable.crs.lines) func cytokineRelease(_ line: String) throws {
    let cells = line.cells
    let hypotension = try #require(CytokineReleaseRule.hypotension.level(named: cells[1])).grade
    let hypoxia = try #require(CytokineReleaseRule.hypoxia.level(named: cells[2])).grade
    let grade = CytokineReleaseRule.grade(
      fever: CytokineReleaseRule.isFever(Double(cells[0])),
      hypotension: CytokineReleaseRule.gradeOfHypotension(hypotension),
      hypoxia: CytokineReleaseRule.gradeOfHypoxia(hypoxia))
    #expect(grade.words() == (cells[3] == "none" ? "none" : "grade \(cells[3])"))
  }

  @Test("ICANS in adults", arguments: ConsensusTable.icans.lines) func neurotoxicity(_ line: String) throws {
    try expect(line, score: NeurotoxicityRule.ice)
  }

  @Test("ICANS in children", arguments: ConsensusTable.children.lines) func children(_ line: String) throws {
    try expect(line, score: NeurotoxicityRule.capd)
  }

  private func expect(_ line: String, score: GradingScore) throws {
    let cells = line.cells
    let grade = try #require(Int(cells[0]).flatMap(score.grade(of:)))
    let findings = try zip(NeurotoxicityRule.domains, cells.dropFirst()).map { domain, words in
      try #require(domain.level(named: words)).grade
    }
    let found = NeurotoxicityRule.grade(score: GradeRange(grade), findings: findings)
    #expect(found.words() == (cells[5] == "none" ? "none" : "grade \(cells[5])"))
  }

  @Test("death due to the syndrome is grade 5") func death() {
    #expect(
      CytokineReleaseRule.grade(fever: true, hypotension: .none, hypoxia: .none, isFatal: true) == GradeRange(5))
    #expect(NeurotoxicityRule.grade(score: .none, findings: [], isFatal: true) == GradeRange(5))
  }

  @Test("flows of oxygen and numbers of vasopressors stand for words") func numbers() {
    let (rule, cannula) = (CytokineReleaseRule.self, CytokineReleaseRule.hypoxia.level(named: "nasal cannula")?.grade)
    #expect(rule.gradeOfHypoxia(nil, flow: 0) == .none)
    #expect(rule.gradeOfHypoxia(nil, flow: 6) == GradeRange(2))
    #expect(rule.gradeOfHypoxia(nil, flow: 6.1) == GradeRange(3))
    #expect(rule.gradeOfHypoxia(cannula) == GradeRange(2, 3))
    #expect(rule.gradeOfHypoxia(cannula, flow: 4) == GradeRange(2))
    #expect(rule.gradeOfHypoxia(cannula, flow: 10) == GradeRange(3))
    #expect(rule.gradeOfHypoxia(rule.hypoxia.level(named: "CPAP")?.grade, flow: 4) == GradeRange(4))
    let present = rule.hypotension.level(named: "yes")?.grade
    #expect(rule.gradeOfHypotension(present) == GradeRange(2, 4))
    #expect([0, 1, 2, 3].map { rule.gradeOfHypotension(present, vasopressors: $0).grade } == [2, 3, 4, 4])
    #expect(rule.gradeOfHypotension(nil, vasopressors: 0) == GradeRange(0, 2))
    #expect(rule.gradeOfHypotension(rule.hypotension.level(named: "none")?.grade, vasopressors: 0) == .none)
  }
}

extension String {
  var lines: [String] { split(separator: "\n").map(String.init) }

  var cells: [String] {
    split(separator: "|").map { cell in
      String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
