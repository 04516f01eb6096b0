import Foundation
import Testing

/// The published figures, each read by its path, and a record of which were read, so that none is forgotten.
final class PublishedFigures {
  private var leaves: [String: Double] = [:]
  private var read: Set<String> = []

  init() throws {
    let folder = try #require(Bundle.module.url(forResource: "Published", withExtension: nil))
    let data = try Data(contentsOf: folder.appendingPathComponent("figures.json"))
    collect(try JSONSerialization.jsonObject(with: data), at: "")
  }

  private func collect(_ value: Any, at path: String) {
    switch value {
    case let object as [String: Any]: for (key, value) in object { collect(value, at: "\(path)/\(key)") }
    case let array as [Any]: for (index, value) in array.enumerated() { collect(value, at: "\(path)/\(index)") }
    case let number as NSNumber: leaves[path] = number.doubleValue
    default: break
    }
  }

  /// The figure at a path such as `/age_years/median`.
  func callAsFunction(_ path: String) throws -> Double {
    read.insert(path)
    return try #require(leaves[path], "no figure at \(path)")
  }

  /// The paths of the figures that nobody asked for.
  var unread: [String] { leaves.keys.filter { !read.contains($0) }.sorted() }
}
