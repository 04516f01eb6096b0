import Foundation
import Statistics
import Survival
import TestSupport
import Testing

/// R's `veteran` by treatment, with Karnofsky's index, age and cell type against squamous as covariates.
struct VeteranGroups {
  static let cells = ["squamous", "smallcell", "adeno", "large"]

  let followUp: FollowUp
  /// 0 for the standard treatment, 1 for the test.
  let groups: [Int32]
  let karno: [Double]
  let age: [Double]
  let cell: [Int32]

  init() throws {
    let folder = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
    let table = try ReferenceTable(folder.appending(path: "data/veteran.csv"))
    followUp = try FollowUp(time: table.numbers("time"), event: table.numbers("status").map { $0 == 1 })
    groups = table.numbers("trt").map { Int32($0) - 1 }
    karno = table.numbers("karno")
    age = table.numbers("age")
    cell = table.texts("celltype").map { Int32(Self.cells.firstIndex(of: $0 ?? "") ?? -1) }
  }

  var columns: [[Double]] { [karno, age] + (1...3).map { level in cell.map { $0 == level ? 1 : 0 } } }

  /// The probability of each group, from a logistic model of all covariates.
  func propensities() throws -> [[Double]] {
    let model = try LogisticModel(groups.map { $0 == 1 }, DesignMatrix(columns: columns))
    return [model.fittedProbabilities.map { 1 - $0 }, model.fittedProbabilities]
  }

  /// The weights of one group.
  func weights(_ weights: TreatmentWeights, of group: Int32) -> [Double] {
    groups.indices.filter { groups[$0] == group }.map { weights.values[$0] }
  }

  /// The weighted curve of one group.
  func curve(_ weights: TreatmentWeights, of group: Int32) throws -> KaplanMeier {
    let weighted = try FollowUp(
      time: followUp.time, event: followUp.event, weights: .cases(CaseWeights(weights.values)))
    return try KaplanMeier.robust(weighted.selecting(groups.indices.filter { groups[$0] == group }))
  }
}
