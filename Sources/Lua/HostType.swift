import CLuaShim
import Names

/// A declared type of Swift values that scripts hold as objects.
///
/// Objects are read-only for scripts. A member is a method, called with a colon, or a property. An unknown one is an
/// error that names the nearest known one. A type is declared once, as a constant: what its members need beside the
/// object, the object carries.
public final class HostType<Object>: Sendable {
  /// A method: takes the object and the arguments, and gives the results.
  public typealias Method = @Sendable (Object, [LuaValue]) throws -> [LuaValue]
  /// A property: takes the object, and gives its value.
  public typealias Property = @Sendable (Object) throws -> LuaValue
  /// The values under whole numbers: takes the object, a number from 1, and how many are wanted, and gives those from there on, fewer
  /// or none where it ends.
  ///
  /// They are neither tables nor functions nor objects, and stay the same for as long as the object lives.
  public typealias Elements = @Sendable (Object, Int, Int) throws -> LuaTable

  /// The name of the type, in messages and for `tostring`.
  public let name: String
  let methods: [String: Method]
  let propertyNames: [String]
  /// What each property reads; no type in here depends on `Object`, which would be looked up at each use.
  private let properties: [@Sendable (HostObject) throws -> LuaValue]
  private let elements: (@Sendable (HostObject, Int, Int) throws -> LuaTable)?
  let member: (@Sendable (Object, LuaValue) throws -> LuaValue?)?
  let memberNames: (@Sendable (Object) -> [String])?
  let text: (@Sendable (Object) throws -> String)?
  let length: (@Sendable (Object) throws -> Int)?
  let areEqual: (@Sendable (Object, Object) -> Bool)?
  let operators: [LuaOperator: LuaOperator.Body]

  /// Declares a type.
  ///
  /// - Parameters:
  ///   - name: Its name, as scripts would write it: `cohort`.
  ///   - methods: What `object:name(…)` calls.
  ///   - properties: What `object.name` reads.
  ///   - elements: What `object[1]` and so on read; numbers below 1 are left to `member`.
  ///   - member: Any other member, by key (a text, or a number as in `object[1]`); nil where there is none.
  ///   - memberNames: The names that `member` knows, each once: for suggestions, and what `pairs` visits, in this order.
  ///   - text: What `tostring` gives; the name of the type where it is nil.
  ///   - length: What `#object` gives; without it that is an error.
  ///   - areEqual: What `==` gives; without it, references are compared, and values of other kinds are unequal.
  ///   - operators: What other operators give.
  public init(
    _ name: String, methods: [String: Method] = [:], properties: [String: Property] = [:],
    elements: Elements? = nil, member: (@Sendable (Object, LuaValue) throws -> LuaValue?)? = nil,
    memberNames: (@Sendable (Object) -> [String])? = nil, text: (@Sendable (Object) throws -> String)? = nil,
    length: (@Sendable (Object) throws -> Int)? = nil, areEqual: (@Sendable (Object, Object) -> Bool)? = nil,
    operators: [LuaOperator: LuaOperator.Body] = [:]
  ) {
    self.name = name
    self.methods = methods
    propertyNames = properties.keys.sorted()
    self.properties = propertyNames.compactMap { properties[$0] }.map { Self.reading($0) }
    self.elements = elements.map { Self.reading($0) }
    self.member = member
    self.memberNames = memberNames
    self.text = text
    self.length = length
    self.areEqual = areEqual
    self.operators = operators
  }

  /// The value that scripts get for an object.
  public func wrap(_ object: Object) -> LuaValue {
    .object(HeldObject(type: self, object: object))
  }

  /// The object in a value, where it is of this type.
  public func unwrap(_ value: LuaValue) -> Object? {
    guard case .object(let object) = value, object.type === self else { return nil }
    return Self.held(object)
  }

  private static func reading(_ property: @escaping Property) -> @Sendable (HostObject) throws -> LuaValue {
    { object in try property(held(object)) }
  }

  private static func reading(
    _ elements: @escaping Elements
  ) -> @Sendable (HostObject, Int, Int) throws -> LuaTable {
    { object, place, count in try elements(held(object), place, count) }
  }

  /// The value that an object of this type holds.
  ///
  /// Invariant: ``wrap(_:)`` alone makes objects of this type, and each holds an `Object`.
  private static func held(_ object: HostObject) -> Object {
    unsafeDowncast(object, to: HeldObject<Object>.self).object
  }
}

/// A Swift value on loan to scripts.
public class HostObject {
  let type: any AnyHostType

  fileprivate init(type: any AnyHostType) { self.type = type }

  /// The name of its declared type.
  public var typeName: String { type.name }
}

/// The value itself, which its type alone asks for.
private final class HeldObject<Object>: HostObject {
  let object: Object

  init(type: HostType<Object>, object: Object) {
    self.object = object
    super.init(type: type)
  }
}

/// A ``HostType`` of whatever objects.
protocol AnyHostType: AnyObject {
  var name: String { get }
  /// Methods as functions of the object and its arguments, and properties as their numbers.
  var memberFields: [LuaTable.Field] { get }
  var hasElements: Bool { get }
  var operatorFields: [LuaTable.Field] { get }
  func property(_ number: Int, of object: HostObject) throws -> LuaValue
  func elements(of object: HostObject, from place: Int, count: Int) throws -> LuaTable
  func member(_ key: LuaValue, of object: HostObject) throws -> LuaValue
  func describe(_ object: HostObject) throws -> String
  func count(_ object: HostObject) throws -> Int
  func equal(_ left: HostObject, _ right: HostObject) -> Bool
}

extension HostType: AnyHostType {
  private var methodNames: [String] { methods.keys.sorted() }

  var memberFields: [LuaTable.Field] {
    let numbers = propertyNames.enumerated().map { LuaTable.Field(.string($1), .integer($0)) }
    let functions = methods.sorted { $0.key < $1.key }.map { name, body in
      LuaTable.Field(
        .string(name),
        .function(
          LuaFunction(name) { arguments in
            guard case .object(let object)? = arguments.first else { return [] }
            return try body(self.object(object), Array(arguments.dropFirst()))
          }))
    }
    return numbers + functions
  }

  var hasElements: Bool { elements != nil }

  var operatorFields: [LuaTable.Field] {
    operators.sorted { $0.key.rawValue < $1.key.rawValue }.map { sign, body in
      LuaTable.Field(.string(sign.rawValue), .function(LuaFunction("\(name) \(sign.symbol)") { [try body($0)] }))
    } + visitFields
  }

  /// What `pairs` calls, where the names of the members are known.
  private var visitFields: [LuaTable.Field] {
    guard memberNames != nil else { return [] }
    let next = LuaFunction("pairs") { arguments in
      guard case .object(let held)? = arguments.first else { return [.nil] }
      let object = try self.object(held)
      let names = self.memberNames?(object) ?? []
      var place = 0
      if arguments.count > 1, let name = arguments[1].string { place = (names.firstIndex(of: name) ?? names.count) + 1 }
      guard place < names.count else { return [.nil] }
      return [.string(names[place]), try self.member?(object, .string(names[place])) ?? .nil]
    }
    return [LuaTable.Field(.string("__pairs"), .function(LuaFunction("pairs") { [.function(next)] + $0.prefix(1) }))]
  }

  private func checked(_ object: HostObject) throws -> HostObject {
    guard object.type === self else { throw HostTypeError.wrongObject(type: name) }
    return object
  }

  private func object(_ object: HostObject) throws -> Object { Self.held(try checked(object)) }

  func property(_ number: Int, of object: HostObject) throws -> LuaValue {
    try properties[number](checked(object))
  }

  func elements(of object: HostObject, from place: Int, count: Int) throws -> LuaTable {
    try elements?(checked(object), place, count) ?? LuaTable()
  }

  func member(_ key: LuaValue, of object: HostObject) throws -> LuaValue {
    let object = try self.object(object)
    if let found = try member?(object, key) { return found }
    guard case .string(let unknown) = key else { throw HostTypeError.notIndexable(type: name, key: key.typeName) }
    let known = methodNames + propertyNames + (memberNames?(object) ?? [])
    throw HostTypeError.unknownMember(unknown, type: name, nearest: Nearest.name(to: unknown, among: known))
  }

  func describe(_ object: HostObject) throws -> String {
    try text?(self.object(object)) ?? name
  }

  func count(_ object: HostObject) throws -> Int {
    guard let length else { throw HostTypeError.noLength(type: name) }
    return try length(self.object(object))
  }

  func equal(_ left: HostObject, _ right: HostObject) -> Bool {
    guard left.type === self, right.type === self else { return false }
    let (left, right) = (Self.held(left), Self.held(right))
    if let areEqual { return areEqual(left, right) }
    guard Object.self is AnyObject.Type else { return false }
    return left as AnyObject === right as AnyObject
  }
}

/// What a script asked of an object that it does not have.
public enum HostTypeError: Error, Equatable, CustomStringConvertible {
  /// No method or property has this name.
  case unknownMember(String, type: String, nearest: String?)
  /// The object is not read by such keys.
  case notIndexable(type: String, key: String)
  /// The object has no length.
  case noLength(type: String)
  /// A method met an object of another type.
  case wrongObject(type: String)

  /// The error in words.
  public var description: String {
    switch self {
    case .unknownMember(let name, let type, let nearest):
      "no member \"\(name)\" on \(type)" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
    case .notIndexable(let type, let key): "\(type) has no members under a \(key), only under names"
    case .noLength(let type): "\(type) has no length"
    case .wrongObject(let type): "the object is no \(type)"
    }
  }
}
