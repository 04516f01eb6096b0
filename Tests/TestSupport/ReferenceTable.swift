public import Foundation

/// A small table of a reference: CSV without quotes, an empty field for a missing value.
public struct ReferenceTable: Sendable {
  /// The number of rows.
  public let count: Int
  private let columns: [String: [String]]

  /// Reads a file.
  ///
  /// - Parameter url: where it lies.
  /// - Throws: what reading throws.
  public init(_ url: URL) throws {
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = lines.first ?? []
    let body = lines.dropFirst()
    count = body.count
    var columns: [String: [String]] = [:]
    for (place, name) in header.enumerated() { columns[name] = body.map { $0[place] } }
    self.columns = columns
  }

  /// A column as text, nil for missing.
  public func texts(_ name: String) -> [String?] {
    (columns[name] ?? Array(repeating: "", count: count)).map { $0.isEmpty ? nil : $0 }
  }

  /// A column as numbers, NaN for missing.
  public func numbers(_ name: String) -> [Double] {
    texts(name).map { $0.flatMap(Double.init) ?? .nan }
  }
}
