import CLuaShim
import Names

/// What Lua holds of Swift's, by id, and the answers to what Lua asks.
///
/// Lua owns the entries: it lets go of each through ``release(_:)``, at the latest when the state closes.
package final class HostRegistry {
  enum Entry {
    case function(HostFunction)
    case object(HostObject)
    case error(any Error)
  }

  /// The state, which owns this.
  ///
  /// Invariant: it is read in answers to Lua alone, and Lua asks nothing once the state is being closed but to let go.
  unowned(unsafe) var state: LuaState?
  var hostModule: (String, String) throws -> LuaValue? = { _, _ in nil }
  var resolver: (String, String) throws -> LuaModule? = { _, _ in nil }
  var moduleNames: (String) -> [String] = { _ in [] }
  var withheld: (String) -> [String: String] = { _ in [:] }
  var unknownName: (String, String, [String]) -> String? = { _, _, _ in nil }
  var fault: (LuaSource) -> LuaFault? = { _ in nil }
  var output: (String) -> Void = { _ in }
  var handedMany: (String) -> Void = { _ in }
  /// The texts that were run or required, by the names that their errors carry.
  var texts: [String: String] = [:]

  /// A place for an entry: its id is the place, and how often the place has been used.
  private struct Slot {
    var entry: Entry?
    var use: Int64 = 0
    /// How many values it has handed to Lua one after another; the greatest number where that was told.
    var handed = 0
  }

  /// More values than these are worth a word where they are read one after another.
  static let manyValues = 100_000

  private var slots: [Slot] = []
  private var freePlaces: [Int] = []

  package var count: Int { slots.count - freePlaces.count }

  func add(_ entry: Entry) -> Int64 {
    let place = freePlaces.popLast() ?? slots.count
    if place == slots.count { slots.append(Slot()) }
    slots[place].entry = entry
    slots[place].use += 1
    slots[place].handed = 0
    return slots[place].use << Self.placeBits | Int64(place)
  }

  /// There is memory for fewer entries than that.
  private static let placeBits: Int64 = 32

  private func place(_ id: Int64) -> Int? {
    let place = Int(id & (1 << Self.placeBits - 1))
    return place < slots.count && slots[place].use == id >> Self.placeBits ? place : nil
  }

  private func entry(_ id: Int64) -> Entry? { place(id).flatMap { slots[$0].entry } }

  func release(_ id: Int64) {
    guard let place = place(id), let entry = slots[place].entry else { return }
    slots[place].entry = nil
    freePlaces.append(place)
    // What it holds is let go of when all here is in order again: that may release more.
    withExtendedLifetime(entry) {}
  }

  func object(_ id: Int64) -> HostObject? {
    if case .object(let object)? = entry(id) { object } else { nil }
  }

  func error(_ id: Int64) -> (any Error)? {
    if case .error(let error)? = entry(id) { error } else { nil }
  }

  // MARK: Answers

  /// Writes the answer to what Lua asks.
  func answer(
    _ event: Int32, _ subject: Int64, _ arguments: UnsafeMutablePointer<wb_buffer>, by crossing: Crossing,
    to results: UnsafeMutablePointer<wb_buffer>
  ) throws {
    switch event {
    case WB_EVENT_CALL:
      guard case .function(let function)? = entry(subject) else { return }
      let values = try function.body(crossing.readAll(arguments))
      if function.isIterator { note(values.first?.handedOver ?? 0, handedBy: subject, function.name) }
      for value in values { try crossing.write(value, to: results) }
    case WB_EVENT_RESOLVE, WB_EVENT_WITHHELD, WB_EVENT_PRINT, WB_EVENT_UNKNOWN, WB_EVENT_FAULTY, WB_EVENT_NEAREST:
      for value in try answer(event, crossing.readAll(arguments)) { try crossing.write(value, to: results) }
    default:
      guard let object = object(subject) else { return try crossing.write(.nil, to: results) }
      let value = try answer(event, of: object, arguments, by: crossing)
      if event == WB_EVENT_ELEMENTS { note(value.handedOver, handedBy: subject, object.type.name) }
      try crossing.write(value, to: results)
    }
  }

  /// Counts values that Lua fetches, some at a time, and tells once of too many: those of the last time may not have been read.
  private func note(_ count: Int, handedBy subject: Int64, _ name: @autoclosure () -> String) {
    guard count > 0, let place = place(subject) else { return }
    let before = slots[place].handed
    guard before < .max else { return }
    slots[place].handed = before + count
    if before >= Self.manyValues || slots[place].handed > Self.manyValues && count == 1 {
      slots[place].handed = .max
      handedMany(name())
    }
  }

  private func answer(_ event: Int32, _ values: [LuaValue]) throws -> [LuaValue] {
    switch event {
    case WB_EVENT_RESOLVE: return try resolve(values.first?.string ?? "", in: values.last?.string ?? "")
    case WB_EVENT_WITHHELD:
      let withheld = withheld(values.first?.string ?? "").sorted { $0.key < $1.key }
      return withheld.flatMap { [.string($0.key), .string($0.value)] }
    case WB_EVENT_UNKNOWN:
      // Lua visits the keys of a table in an order that differs from run to run; of names that are equally near the first is taken.
      let (name, known) = (values.first?.string ?? "", values.dropFirst(2).compactMap(\.string).sorted())
      let words = unknownName(name, values.dropFirst().first?.string ?? "", known)
      let nearest = Nearest.name(to: name, among: known).map { "; did you mean \"\($0)\"?" }
      return [.string(words ?? "unknown name \"\(name)\"" + (nearest ?? ""))]
    case WB_EVENT_FAULTY:
      let source = LuaSource(name: values.first?.string ?? "", text: values.last?.string ?? "")
      return fault(source).map { [.string("\(source.name):\($0.line):\($0.column): \($0.words)")] } ?? []
    case WB_EVENT_NEAREST:
      let known = values.dropFirst().compactMap(\.string).sorted()
      return Nearest.name(to: values.first?.string ?? "", among: known).map { [.string($0)] } ?? []
    default:
      output(values.first?.string ?? "")
      return []
    }
  }

  private func answer(
    _ event: Int32, of object: HostObject, _ arguments: UnsafeMutablePointer<wb_buffer>, by crossing: Crossing
  ) throws -> LuaValue {
    switch event {
    case WB_EVENT_PROPERTY: return try object.type.property(crossing.integer(arguments, 0), of: object)
    case WB_EVENT_ELEMENTS:
      let (place, count) = (crossing.integer(arguments, 0), crossing.integer(arguments, 1))
      return .table(try object.type.elements(of: object, from: place, count: count))
    case WB_EVENT_INDEX: return try object.type.member(crossing.readAll(arguments).first ?? .nil, of: object)
    case WB_EVENT_TEXT: return .string(try object.type.describe(object))
    case WB_EVENT_LENGTH: return .integer(try object.type.count(object))
    default:
      guard case .object(let other)? = crossing.readAll(arguments).first else { return false }
      return .boolean(object === other || object.type.equal(object, other))
    }
  }

  private func resolve(_ name: String, in environment: String) throws -> [LuaValue] {
    if let value = try hostModule(name, environment) { return [value] }
    guard let module = try resolver(name, environment) else {
      throw LuaModuleError.notFound(name, nearest: Nearest.name(to: name, among: moduleNames(environment)))
    }
    texts[module.source.name] = module.source.text
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
    try registry.answer(event, subject, arguments, by: crossing, to: results)
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

extension LuaValue {
  /// How many values are handed over as this table.
  fileprivate var handedOver: Int { table.map { $0.numbers?.rows.count ?? $0.array.count } ?? 0 }
}
