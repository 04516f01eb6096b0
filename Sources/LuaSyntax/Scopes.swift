/// The locals that can be seen at a place of the text, function by function and block by block.
struct Scopes {
  private(set) var locals: [LuaLocal] = []
  private(set) var globals: [LuaGlobalUse] = []

  /// The locals that can be seen by each name, innermost last.
  private var visible: [String: [Int]] = [:]
  /// The functions under way, innermost last; the first is the whole text.
  private var functions: [Function] = []

  /// A function whose body is being read.
  private struct Function {
    var isVariadic: Bool
    /// Its locals in force; `nil` for one of a loop that has no name.
    var active: [Int?] = []
    var blocks: [Block] = []
    /// The locals of functions around it that it uses; -1 for the globals.
    var upvalues: Set<Int> = []
    var jumps = Jumps()
  }

  private struct Block {
    let isLoop: Bool
    let activeCount: Int
  }

  static let mostLocals = 200
  static let mostUpvalues = 255
}

// MARK: - Functions and blocks

extension Scopes {
  mutating func beginFunction(isVariadic: Bool) {
    functions.append(Function(isVariadic: isVariadic))
    beginBlock()
  }

  mutating func endFunction() throws(ScopeFault) {
    try endBlock()
    functions.removeLast()
  }

  var isVariadic: Bool {
    get { functions.last?.isVariadic ?? false }
    set { if !functions.isEmpty { functions[functions.count - 1].isVariadic = newValue } }
  }

  mutating func beginBlock(isLoop: Bool = false) {
    guard var function = functions.popLast() else { return }
    function.blocks.append(Block(isLoop: isLoop, activeCount: function.active.count))
    function.jumps.beginBlock()
    functions.append(function)
  }

  mutating func endBlock() throws(ScopeFault) {
    guard var function = functions.popLast(), let block = function.blocks.popLast() else { return }
    for case let id? in function.active[block.activeCount...] { visible[locals[id].name]?.removeLast() }
    function.active.removeSubrange(block.activeCount...)
    try function.jumps.endBlock(activeCount: block.activeCount, isFunction: function.blocks.isEmpty)
    functions.append(function)
  }

  /// How many locals of the present function are in force.
  var activeCount: Int { functions.last?.active.count ?? 0 }
}

// MARK: - Names

extension Scopes {
  /// A new local, which can be seen once it is activated.
  mutating func declare(_ name: LuaWord, _ kind: LuaLocal.Kind) -> Int {
    locals.append(
      LuaLocal(
        name: name.text, range: name.range, kind: kind, shadowed: visible[name.text]?.last, depth: functions.count - 1))
    return locals.count - 1
  }

  /// Puts locals in force; `unnamed` ones of a loop come before them.
  mutating func activate(_ ids: [Int], unnamed: Int = 0) {
    guard !functions.isEmpty else { return }
    for _ in 0..<unnamed { functions[functions.count - 1].active.append(nil) }
    for id in ids {
      functions[functions.count - 1].active.append(id)
      visible[locals[id].name, default: []].append(id)
    }
  }

  mutating func setAttribute(_ attribute: LuaLocal.Attribute, of local: Int) { locals[local].attribute = attribute }

  mutating func fold(_ local: Int) { locals[local].isFolded = true }

  /// What a name stands for; it counts as read.
  mutating func use(_ name: LuaWord) throws(ScopeFault) -> LuaName {
    if let id = visible[name.text]?.last {
      locals[id].reads += 1
      let isOwn = try !capture(id)
      return LuaName(text: name.text, range: name.range, binding: isOwn ? .local(id) : .upvalue(id))
    }
    if let environment = visible["_ENV"]?.last {
      locals[environment].reads += 1
      _ = try capture(environment)
      return LuaName(text: name.text, range: name.range, binding: .environment(environment))
    }
    globals.append(LuaGlobalUse(name: name.text, range: name.range))
    try captureEnvironment()
    return LuaName(text: name.text, range: name.range, binding: .global)
  }

  /// The last use of a name was an assignment.
  ///
  /// - Throws: ``ScopeFault`` where it cannot be assigned.
  mutating func assign(_ name: LuaName) throws(ScopeFault) {
    if let id = name.local {
      guard locals[id].attribute == nil else { throw .constant(name) }
      locals[id].reads -= 1
      locals[id].writes += 1
    } else if let index = globals.lastIndex(where: { $0.range == name.range }) {
      globals[index].isAssigned = true
    }
  }

  /// Notes that the present function uses a local; whether it belongs to a function around it.
  private mutating func capture(_ id: Int) throws(ScopeFault) -> Bool {
    var isOuter = false
    for index in functions.indices.reversed() {
      if locals[id].depth == index { break }
      isOuter = true
      if locals[id].isFolded { continue }
      if !functions[index].upvalues.insert(id).inserted { break }
      guard functions[index].upvalues.count <= Self.mostUpvalues else { throw .tooManyUpvalues }
    }
    return isOuter
  }

  private mutating func captureEnvironment() throws(ScopeFault) {
    for index in functions.indices.reversed() {
      guard functions[index].upvalues.insert(-1).inserted else { return }
      guard functions[index].upvalues.count <= Self.mostUpvalues else { throw .tooManyUpvalues }
    }
  }

  /// Whether a function may have so many more locals.
  func checkRoom(for count: Int) throws(ScopeFault) {
    guard activeCount + count <= Self.mostLocals else { throw .tooManyLocals }
  }
}

// MARK: - Jumps

extension Scopes {
  mutating func label(_ name: LuaWord, isLast: Bool) throws(ScopeFault) {
    guard var function = functions.popLast() else { return }
    let count = isLast ? function.blocks.last?.activeCount ?? 0 : function.active.count
    try function.jumps.label(
      name, activeCount: count,
      nameOf: { place in
        function.active[place].map { self.locals[$0].name } ?? ""
      })
    functions.append(function)
  }

  mutating func goto(_ name: LuaWord) {
    guard !functions.isEmpty else { return }
    let count = activeCount
    functions[functions.count - 1].jumps.goto(name, activeCount: count)
  }

  /// Whether a `break` stands in a loop.
  var isInLoop: Bool { functions.last?.blocks.contains(where: \.isLoop) ?? false }
}

/// What is wrong with a name or a jump.
enum ScopeFault: Error {
  case constant(LuaName)
  case tooManyLocals
  case tooManyUpvalues
  case labelTwice(LuaWord, first: Range<Int>)
  case noLabel(LuaWord)
  case jumpIntoScope(LuaWord, of: String)
}
