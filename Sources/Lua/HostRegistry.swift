import CLuaShim

/// What Lua holds of Swift's, by id, and the answers to what Lua asks.
///
/// Lua owns the entries: it lets go of each through ``release(_:)``, at the latest when the state closes.
package final class HostRegistry {
  enum Entry {
    case function(HostFunction)
    case object(HostObject)
    case error(any Error)
  }

  weak var state: LuaState?
  var hostModule: (String, String) throws -> LuaValue? = { _, _ in nil }
  var resolver: (String, String) throws -> LuaModule? = { _, _ in nil }
  var moduleNames: (String) -> [String] = { _ in [] }
  var withheld: (String) -> [String: String] = { _ in [:] }
  var output: (String) -> Void = { _ in }
  private var entries: [Int64: Entry] = [:]
  private var lastID: Int64 = 0

  package var count: Int { entries.count }

  func add(_ entry: Entry) -> Int64 {
    lastID += 1
    entries[lastID] = entry
    return lastID
  }

  func release(_ id: Int64) {
    entries[id] = nil
  }

  func object(_ id: Int64) -> HostObject? {
    if case .object(let object)? = entries[id] { object } else { nil }
  }

  func error(_ id: Int64) -> (any Error)? {
    if case .error(let error)? = entries[id] { error } else { nil }
  }

  // MARK: Answers

  func answer(_ event: Int32, _ subject: Int64, _ values: [LuaValue]) throws -> [LuaValue] {
    switch event {
    case WB_EVENT_CALL:
      guard case .function(let function)? = entries[subject] else { return [] }
      return try function.body(values)
    case WB_EVENT_RESOLVE: return try resolve(values.first?.string ?? "", in: values.last?.string ?? "")
    case WB_EVENT_WITHHELD:
      let withheld = withheld(values.first?.string ?? "").sorted { $0.key < $1.key }
      return withheld.flatMap { [.string($0.key), .string($0.value)] }
    case WB_EVENT_PRINT:
      output(values.first?.string ?? "")
      return []
    default: return [try answer(event, of: subject, values)]
    }
  }

  private func answer(_ event: Int32, of subject: Int64, _ values: [LuaValue]) throws -> LuaValue {
    guard let object = object(subject) else { return .nil }
    switch event {
    case WB_EVENT_INDEX: return try object.type.read(values.last ?? .nil, of: object.value)
    case WB_EVENT_TEXT: return .string(try object.type.describe(object.value))
    case WB_EVENT_LENGTH: return .integer(try object.type.count(object.value))
    default:
      guard case .object(let other)? = values.last else { return false }
      return .boolean(object === other || object.type.equal(object.value, other.value))
    }
  }

  private func resolve(_ name: String, in environment: String) throws -> [LuaValue] {
    if let value = try hostModule(name, environment) { return [value] }
    guard let module = try resolver(name, environment) else {
      throw LuaModuleError.notFound(name, nearest: LuaNames.nearest(to: name, in: moduleNames(environment)))
    }
    return [.string(module.source.name), .string(module.source.text), .string(module.environment)]
  }
}

// MARK: What C calls

/// The one way from C into Swift.
///
/// It returns a status, and C raises after it has returned.
func answerLua(
  _ context: UnsafeMutableRawPointer?, _ event: Int32, _ subject: Int64,
  _ arguments: UnsafeMutablePointer<wb_buffer>?, _ results: UnsafeMutablePointer<wb_buffer>?
) -> Int32 {
  guard let context, let arguments, let results else { return -1 }
  let registry = Unmanaged<HostRegistry>.fromOpaque(context).takeUnretainedValue()
  guard let state = registry.state else { return -1 }
  let crossing = Crossing(state: state, registry: registry)
  do {
    let values = try registry.answer(event, subject, crossing.readAll(arguments))
    for value in values { try crossing.write(value, to: results) }
    return 0
  } catch {
    wb_buffer_free(state.vm, results)
    crossing.write(error, to: results)
    return -1
  }
}

/// Lua lets go of a Swift value.
func releaseForLua(_ context: UnsafeMutableRawPointer?, _ id: Int64) {
  guard let context else { return }
  Unmanaged<HostRegistry>.fromOpaque(context).takeUnretainedValue().release(id)
}
