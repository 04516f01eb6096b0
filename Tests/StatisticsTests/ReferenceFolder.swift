import Foundation
import TestSupport

/// A folder of reference numbers and their data: one beside the tests, or the complete one that `WORKBENCH_REFERENCE` names.
struct ReferenceFolder {
  let analyses: [ReferenceAnalysis]
  /// Whether these are the numbers beside the tests, whose count is known.
  let isBundled: Bool
  private let data: URL

  /// Reads the analyses of some kinds.
  ///
  /// - Parameters:
  ///   - name: of the folder beside the tests.
  ///   - kinds: the kinds of analyses to take.
  /// - Throws: what reading throws.
  init(_ name: String, kinds: Set<String>) throws {
    let complete = ProcessInfo.processInfo.environment["WORKBENCH_REFERENCE"].map { URL(fileURLWithPath: $0) }
    let bundled = Bundle.module.url(forResource: "Reference", withExtension: nil)?.appending(path: name)
    let folder = complete?.appending(path: "expected") ?? bundled ?? URL(fileURLWithPath: name)
    analyses = try ReferenceAnalysis.all(in: folder).filter { kinds.contains($0.kind) }
    data = complete?.appending(path: "data") ?? folder
    isBundled = complete == nil
  }

  /// The samples that an analysis is of: two columns given with it, or one column of the data by group.
  func samples(_ analysis: ReferenceAnalysis) throws -> [[Double]] {
    let inputs = analysis.inputs
    if let x = inputs["x"] { return [x.numbers, inputs["y"]?.numbers ?? []] }
    let table = try ReferenceTable(data.appending(path: "\(analysis.dataset ?? "").csv"))
    let values = table.numbers(inputs["value"]?.text ?? "")
    let groups = table.texts(inputs["group"]?["column"]?.text ?? "")
    let levels = inputs["group"]?["levels"]?.texts ?? []
    return levels.map { level in values.indices.filter { groups[$0] == level && !values[$0].isNaN }.map { values[$0] } }
  }
}
