import Foundation

/// Checks a value against the part of JSON Schema that the schema of a report uses.
struct SchemaCheck {
  private let root: [String: Any]

  init(schema: Any) { root = schema as? [String: Any] ?? [:] }

  /// What is wrong, with its place.
  func faults(in value: Any) -> [String] { check(value, root, "") }

  private func check(_ value: Any, _ schema: [String: Any], _ path: String) -> [String] {
    let place = path.isEmpty ? "/" : path
    if let reference = schema["$ref"] as? String {
      let name = reference.split(separator: "/").last.map(String.init) ?? ""
      let target = (root["$defs"] as? [String: Any])?[name] as? [String: Any]
      return target.map { check(value, $0, path) } ?? ["\(place): no definition \(name)"]
    }
    if let choices = schema["anyOf"] as? [[String: Any]] {
      let all = choices.map { check(value, $0, path) }
      return all.contains { $0.isEmpty } ? [] : all.min { $0.count < $1.count } ?? []
    }
    if let constant = schema["const"] { return same(value, constant) ? [] : ["\(place): not \(constant)"] }
    if let values = schema["enum"] as? [Any] {
      return values.contains { same(value, $0) } ? [] : ["\(place): not one of \(values)"]
    }
    let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
    guard types.contains(where: { isOf($0, value) }) else {
      return ["\(place): not a \(types.joined(separator: " or "))"]
    }
    if let object = value as? [String: Any] { return check(object: object, schema, path) }
    if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
      return array.enumerated().flatMap { check($1, items, "\(path)/\($0)") }
    }
    return []
  }

  private func check(object: [String: Any], _ schema: [String: Any], _ path: String) -> [String] {
    let place = path.isEmpty ? "/" : path
    let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
    let required = schema["required"] as? [String] ?? []
    var faults = required.filter { object[$0] == nil }.map { "\(place): lacks \($0)" }
    for (key, value) in object {
      if let property = properties[key] {
        faults += check(value, property, "\(path)/\(key)")
      } else {
        faults.append("\(place): unknown key \(key)")
      }
    }
    return faults
  }

  private func same(_ left: Any, _ right: Any) -> Bool { (left as? NSObject) == (right as? NSObject) }

  private func isOf(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "null": value is NSNull
    case "string": value is String
    case "boolean": value is Bool
    case "integer": value is Int || value is UInt64
    case "number": value is Double || value is Int
    case "array": value is [Any]
    case "object": value is [String: Any]
    default: false
    }
  }
}
