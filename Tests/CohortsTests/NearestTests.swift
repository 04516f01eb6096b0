import Cohorts
import Testing

@Suite("The nearest name")
struct NearestTests {
  @Test("is one that was probably meant, or none")
  func nearest() {
    #expect(Nearest.name(to: "dianosis", among: ["diagnosis", "dialysis"]) == "diagnosis")
    #expect(Nearest.name(to: "os_montsh", among: ["os_days", "os_months", "pfs_months"]) == "os_months")
    #expect(Nearest.name(to: "weight", among: ["age", "sex"]) == nil)
    #expect(Nearest.name(to: "", among: ["", "a"]) == "")
    #expect(Nearest.name(to: "x", among: []) == nil)
    #expect(Nearest.name(to: "aaa", among: ["aab", "aac"]) == "aab", "ties go to the first")
    #expect(Nearest.name(to: "aaa", among: ["aab", "aac"], within: 0) == nil)
    #expect(
      Nearest.name(to: "retrun", among: ["repeat", "return"]) == "return", "an exchange of neighbours is one step")
  }

  /// The levels of a response, and what is typed in their place.
  @Test(
    "of a short word is the one that differs in case, blanks, an exchange or a letter, and not one of other letters",
    arguments: [
      ("CRI", "CRi"), ("cri", "CRi"), ("CR ", "CR"), (" cr", "CR"), ("cr", "CR"), ("RC", "CR"), ("CRR", "CR"),
      ("CRj", "CR"), ("C", nil), ("XY", nil), ("PT", nil), ("S", nil), ("sd", "SD"), ("NRR", "NR"), ("NRx", "NR"),
      ("N", nil),
      ("MLF", "MLFS"), ("mfls", "MLFS"), ("MLSF", "MLFS"), ("Q", nil),
    ] as [(String, String?)])
  func short(_ typed: String, _ meant: String?) {
    #expect(Nearest.name(to: typed, among: ["CR", "CRi", "MLFS", "PR", "SD", "PD", "NR"]) == meant)
  }

  @Test(
    "of the beginning of a name is that name, and the shortest of several",
    arguments: [
      ("diag", "diagnosis"), ("transplant", "transplanted"), ("res", "response"), ("pfs", "pfs_days"), ("di", nil),
      ("gae", "age"), ("AGE", "age"), ("ag", "age"), ("xes", nil), ("sxe", "sex"),
    ] as [(String, String?)])
  func beginnings(_ typed: String, _ meant: String?) {
    let columns = ["age", "sex", "diagnosis", "response", "response_day", "transplant_day", "transplanted", "pfs_days"]
    #expect(Nearest.name(to: typed, among: columns) == meant)
  }

  @Test("is the same whichever way letters of no plain alphabet are written large")
  func letters() {
    #expect(Nearest.name(to: "ÄRZTE", among: ["ärzte"]) == "ärzte")
    #expect(Nearest.name(to: String(repeating: "a", count: 500), among: ["b"]) == nil)
  }
}
