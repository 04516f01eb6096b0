/// A table by value: what stands at 1, 2, 3, …, then the other keys in a stable order.
///
/// Read out of Lua, the other keys are ordered as `pairs` visits them: numbers ascending, then strings by their bytes,
/// then booleans, then the rest in the order in which it was made.
public struct LuaTable: Equatable {
  /// A key with its value.
  public struct Field: Equatable {
    /// The key; never nil.
    public var key: LuaValue
    /// The value.
    public var value: LuaValue

    /// Makes a field.
    public init(_ key: LuaValue, _ value: LuaValue) {
      self.key = key
      self.value = value
    }
  }

  /// The values at 1, 2, 3 and so on.
  public var array: [LuaValue]
  /// The other keys with their values, in order.
  public var fields: [Field]
  private let content: Content

  /// What stands at 1, 2, 3 and so on; apart, since each value has room for a table, and few tables have numbers.
  private indirect enum Content: Equatable {
    case array
    case numbers(LuaNumbers)
  }

  /// Numbers that stand at 1, 2, 3 and so on in place of the array, on the way into Lua.
  var numbers: LuaNumbers? { if case .numbers(let numbers) = content { numbers } else { nil } }

  /// An empty table.
  public init() {
    self.init([])
  }

  /// Makes a table of an array and fields.
  public init(_ array: [LuaValue], fields: [Field] = []) {
    self.array = array
    self.fields = fields
    content = .array
  }

  /// Makes a table of numbers that only Lua will read: on this side its array is empty.
  public init(_ numbers: LuaNumbers) {
    array = []
    fields = []
    content = .numbers(numbers)
  }

  /// How many keys have a value.
  public var count: Int { array.count + fields.count }

  /// Whether no key has a value.
  public var isEmpty: Bool { array.isEmpty && fields.isEmpty }

  /// The value of a text key; nil where there is none.
  ///
  /// Setting nil removes it.
  public subscript(key: String) -> LuaValue? {
    get { fields.first { $0.key == .string(key) }?.value }
    set {
      let place = fields.firstIndex { $0.key == .string(key) }
      switch (place, newValue) {
      case (let place?, let value?): fields[place].value = value
      case (let place?, nil): fields.remove(at: place)
      case (nil, let value?): fields.append(Field(.string(key), value))
      case (nil, nil): break
      }
    }
  }
}

extension LuaTable: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  /// A table with the keys 1, 2, 3 and so on.
  public init(arrayLiteral elements: LuaValue...) {
    self.init(elements)
  }

  /// A table with these text keys, in this order.
  public init(dictionaryLiteral elements: (String, LuaValue)...) {
    self.init([], fields: elements.map { Field(.string($0.0), $0.1) })
  }
}
