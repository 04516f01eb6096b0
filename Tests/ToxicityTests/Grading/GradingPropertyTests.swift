import Testing

@testable import Toxicity

@Suite("Grading from findings: what holds for any findings") struct GradingPropertyTests {
  static let ranges = (0...4).flatMap { lower in (lower...4).map { GradeRange(lower, $0) } }
  static let fever: [Bool?] = [false, nil, true]

  @Test("a worse finding never lowers the grade") func monotone() {
    for hypoxia in Self.ranges {
      for (fever, isWaived) in Self.fever.flatMap({ fever in Self.fever.map { (fever, $0) } }) {
        for (mild, bad) in Self.ordered {
          let milder = CytokineReleaseRule.grade(
            fever: fever, isFeverWaived: isWaived, hypotension: mild, hypoxia: hypoxia)
          let worse = CytokineReleaseRule.grade(
            fever: fever, isFeverWaived: isWaived, hypotension: bad, hypoxia: hypoxia)
          #expect(worse.lower >= milder.lower && worse.upper >= milder.upper)
        }
      }
    }
    for (mild, bad) in Self.ordered {
      for other in Self.ranges {
        let milder = NeurotoxicityRule.grade(score: other, findings: [mild, other])
        let worse = NeurotoxicityRule.grade(score: other, findings: [bad, other])
        #expect(worse.lower >= milder.lower && worse.upper >= milder.upper)
      }
    }
  }

  /// Pairs of which the second is no better.
  static let ordered = ranges.flatMap { some in
    ranges.filter { some.lower <= $0.lower && some.upper <= $0.upper }.map { (some, $0) }
  }

  @Test("what is missing leaves every grade possible that it could have made") func enclosing() {
    let known = (0...4).map { GradeRange($0) }
    for hypotension in known {
      let told = CytokineReleaseRule.hypoxia.levels.compactMap(\.grade.grade).map { grade in
        CytokineReleaseRule.grade(fever: true, hypotension: hypotension, hypoxia: GradeRange(grade))
      }
      let untold = CytokineReleaseRule.grade(
        fever: true, hypotension: hypotension, hypoxia: CytokineReleaseRule.hypoxia.unknown)
      #expect(untold.lower == told.map(\.lower).min())
      #expect(untold.upper == told.map(\.upper).max())
      for fever in [true, false] {
        let sure = CytokineReleaseRule.grade(fever: fever, hypotension: hypotension, hypoxia: .none)
        let unsure = CytokineReleaseRule.grade(fever: nil, hypotension: hypotension, hypoxia: .none)
        #expect(unsure.lower <= sure.lower && unsure.upper >= sure.upper)
      }
    }
  }

  @Test("an ICE score of 0 alone says at least grade 3; with stupor grade 4, whatever else is missing") func zeroICE() {
    let unknown = NeurotoxicityRule.domains.map(\.unknown)
    #expect(NeurotoxicityRule.grade(score: GradeRange(3), findings: unknown).words() == "at least grade 3")
    #expect(
      NeurotoxicityRule.grade(score: GradeRange(3), findings: [GradeRange(4)] + unknown.dropFirst()).words()
        == "grade 4")
    #expect(NeurotoxicityRule.grade(score: NeurotoxicityRule.ice.unknown, findings: unknown).words() == "unknown")
    #expect(GradeRange(0, 1).words() == "at most grade 1")
    #expect(GradeRange(1, 2).words() == "grade 1 to 2")
  }

  @Test("every word that is understood names one form, and every score has one grade") func vocabulary() {
    let domains = [CytokineReleaseRule.hypotension, CytokineReleaseRule.hypoxia] + NeurotoxicityRule.domains
    for domain in domains {
      for level in domain.levels {
        for words in [level.name] + level.synonyms {
          #expect(domain.level(named: words) == level, "\(words) of \(domain.name)")
          #expect(domain.level(named: " \(words.uppercased()) ") == level, "\(words) of \(domain.name)")
        }
      }
      #expect(domain.level(named: "something else") == nil)
    }
    for score in [NeurotoxicityRule.ice, NeurotoxicityRule.capd] {
      for value in score.range { #expect(score.bands.filter { $0.scores.contains(value) }.count == 1) }
      #expect(score.grade(of: score.range.upperBound + 1) == nil)
      #expect(score.grade(of: -1) == nil)
    }
  }

  @Test("the prose names every form under its grade, and no other") func prose() {
    let crs = CytokineReleaseRule.prose
    #expect(crs[0] == "1. Only findings that are not attributable to another cause count.")
    #expect(crs[2] == "3. Grade 1: fever with no hypotension and no hypoxia.")
    #expect(
      crs[3]
        == "4. Grade 2: hypotension not requiring vasopressors, or hypoxia requiring low-flow nasal cannula (6 L/min or less), "
        + "or hypoxia requiring blow-by oxygen.")
    for domain in [CytokineReleaseRule.hypotension, CytokineReleaseRule.hypoxia] {
      for level in domain.levels where (level.grade.grade ?? 0) > 0 {
        let holding = crs.filter { $0.contains(level.meaning) }
        #expect(holding.count == 1 && holding[0].contains("Grade \(level.grade.lower):"))
      }
    }
    let icans = NeurotoxicityRule.prose
    #expect(
      icans[2] == "3. Grade 1: ICE score 7 to 9; or CAPD score 1 to 8; or awakens spontaneously.")
    for domain in NeurotoxicityRule.domains {
      for level in domain.levels where (level.grade.grade ?? 0) > 0 {
        #expect(icans.contains { $0.contains("Grade \(level.grade.lower):") && $0.contains(level.meaning) })
      }
    }
  }
}
