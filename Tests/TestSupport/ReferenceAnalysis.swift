public import Foundation

/// One analysis of a reference file: what was asked of a trusted program, and what it answered.
public struct ReferenceAnalysis: Sendable {
  /// Its name, as in `km.lung.sex`.
  public let id: String
  /// What kind of analysis, as in `km`.
  public let kind: String
  /// The name of the data, or nil where they are inline.
  public let dataset: String?
  /// The columns and conditions.
  public let inputs: JSONValue
  /// The options.
  public let options: JSONValue
  /// The answer.
  public let results: JSONValue
  /// The relative difference a right program stays under.
  public let tolerance: Double
  /// Looser tolerances of single fields.
  public let fieldTolerance: [String: Double]

  /// Reads all analyses of all files of a folder, in order of the files' names.
  ///
  /// - Parameter folder: where the files lie.
  /// - Returns: the analyses.
  /// - Throws: what reading or decoding throws.
  public static func all(in folder: URL) throws -> [ReferenceAnalysis] {
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "json" && $0.lastPathComponent != "index.json" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    return try files.flatMap { try JSONValue.read($0)["analyses"]?.elements.compactMap(ReferenceAnalysis.init) ?? [] }
  }

  private init?(_ value: JSONValue) {
    guard let id = value["id"]?.text, let kind = value["kind"]?.text else { return nil }
    self.id = id
    self.kind = kind
    dataset = value["dataset"]?.text
    inputs = value["inputs"] ?? .null
    options = value["options"] ?? .null
    results = value["results"] ?? .null
    tolerance = value["tolerance"]?.number ?? 1e-9
    if case .object(let fields)? = value["field_tolerance"] {
      fieldTolerance = fields.compactMapValues(\.number)
    } else {
      fieldTolerance = [:]
    }
  }
}
