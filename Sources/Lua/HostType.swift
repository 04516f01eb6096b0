import CLuaShim

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

  /// The name of the type, in messages and for `tostring`.
  public let name: String
  let methods: [String: Method]
  let properties: [String: Property]
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
  ///   - member: Any other member, by key (a text, or a number as in `object[1]`); nil where there is none.
  ///   - memberNames: The names that `member` knows, for suggestions.
  ///   - text: What `tostring` gives; the name of the type where it is nil.
  ///   - length: What `#object` gives; without it that is an error.
  ///   - areEqual: What `==` gives; without it, references are compared, and values of other kinds are unequal.
  ///   - operators: What other operators give.
  public init(
    _ name: String, methods: [String: Method] = [:], properties: [String: Property] = [:],
    member: (@Sendable (Object, LuaValue) throws -> LuaValue?)? = nil,
    memberNames: (@Sendable (Object) -> [String])? = nil, text: (@Sendable (Object) throws -> String)? = nil,
    length: (@Sendable (Object) throws -> Int)? = nil, areEqual: (@Sendable (Object, Object) -> Bool)? = nil,
    operators: [LuaOperator: LuaOperator.Body] = [:]
  ) {
    self.name = name
    self.methods = methods
    self.properties = properties
    self.member = member
    self.memberNames = memberNames
    self.text = text
    self.length = length
    self.areEqual = areEqual
    self.operators = operators
  }

  /// The value that scripts get for an object.
  public func wrap(_ object: Object) -> LuaValue {
    .object(HostObject(type: self, value: object))
  }

  /// The object in a value, where it is of this type.
  public func unwrap(_ value: LuaValue) -> Object? {
    guard case .object(let object) = value, object.type === self else { return nil }
    return object.value as? Object
  }
}

/// A Swift value on loan to scripts.
public final class HostObject {
  let type: any AnyHostType
  let value: Any

  init(type: any AnyHostType, value: Any) {
    self.type = type
    self.value = value
  }

  /// The name of its declared type.
  public var typeName: String { type.name }
}

/// A ``HostType`` of whatever objects.
protocol AnyHostType: AnyObject {
  var name: String { get }
  var methodNames: [String] { get }
  var operatorFields: [LuaTable.Field] { get }
  func callMethod(_ name: String, on value: Any, _ arguments: [LuaValue]) throws -> [LuaValue]
  func read(_ key: LuaValue, of value: Any) throws -> LuaValue
  func describe(_ value: Any) throws -> String
  func count(_ value: Any) throws -> Int
  func equal(_ left: Any, _ right: Any) -> Bool
}

extension HostType: AnyHostType {
  var methodNames: [String] { methods.keys.sorted() }

  var operatorFields: [LuaTable.Field] {
    operators.sorted { $0.key.rawValue < $1.key.rawValue }.map { sign, body in
      LuaTable.Field(.string(sign.rawValue), .function(LuaFunction("\(name) \(sign.symbol)") { [try body($0)] }))
    }
  }

  private func object(_ value: Any) throws -> Object {
    guard let object = value as? Object else { throw HostTypeError.wrongObject(type: name) }
    return object
  }

  func callMethod(_ method: String, on value: Any, _ arguments: [LuaValue]) throws -> [LuaValue] {
    guard let body = methods[method] else { throw HostTypeError.wrongObject(type: name) }
    return try body(object(value), arguments)
  }

  func read(_ key: LuaValue, of value: Any) throws -> LuaValue {
    let object = try object(value)
    if case .string(let name) = key, let property = properties[name] { return try property(object) }
    if let found = try member?(object, key) { return found }
    guard case .string(let unknown) = key else { throw HostTypeError.notIndexable(type: name, key: key.typeName) }
    let known = methodNames + properties.keys + (memberNames?(object) ?? [])
    throw HostTypeError.unknownMember(unknown, type: name, nearest: LuaNames.nearest(to: unknown, in: known))
  }

  func describe(_ value: Any) throws -> String {
    try text?(object(value)) ?? name
  }

  func count(_ value: Any) throws -> Int {
    guard let length else { throw HostTypeError.noLength(type: name) }
    return try length(object(value))
  }

  func equal(_ left: Any, _ right: Any) -> Bool {
    guard let left = left as? Object, let right = right as? Object else { return false }
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
      "no member '\(name)' on \(type)" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
    case .notIndexable(let type, let key): "\(type) has no members under a \(key), only under names"
    case .noLength(let type): "\(type) has no length"
    case .wrongObject(let type): "the object is no \(type)"
    }
  }
}
