import CLuaShim

/// A function: of a script, held by a handle, or of Swift, lent to scripts.
public struct LuaFunction: Equatable {
  enum Body {
    case script(ScriptFunction)
    case host(HostFunction)
    case freeze
  }

  let body: Body

  /// Makes a function that scripts can call.
  ///
  /// An error that the body throws is raised at the line of the caller. A script sees its description; where no script
  /// catches it, it comes out of ``LuaState`` as the cause of the ``LuaError``. The state keeps the body for as long as a
  /// script can reach it: a body that needs the state holds it weakly.
  ///
  /// - Parameters:
  ///   - name: The name for messages, as scripts write it.
  ///   - body: Takes the arguments, and gives the results.
  public init(_ name: String, _ body: @escaping ([LuaValue]) throws -> [LuaValue]) {
    self.body = .host(HostFunction(name: name, body: body))
  }

  /// Makes the iterator of a for loop over values that Swift has: `for place, value in iterator do`.
  ///
  /// - Parameters:
  ///   - name: The name for messages, as scripts write it.
  ///   - chunk: Takes a place, from 1, and gives the values from there on, as many as it likes; none at the end. They are neither
  ///     tables nor functions nor objects.
  public init(iterating name: String, chunk: @escaping (Int) throws -> LuaTable) {
    body = .host(HostFunction(name: name, isIterator: true) { [.table(try chunk($0.first?.integer ?? 1))] })
  }

  init(script: ScriptFunction) {
    body = .script(script)
  }

  private init(body: Body) {
    self.body = body
  }

  /// The function that gives a script a read-only view of a table, deep and with its identity.
  ///
  /// Values that are no tables it gives back as they are.
  public static var freeze: LuaFunction { LuaFunction(body: .freeze) }

  /// The name that it was lent under, also where it comes back from a script; `nil` for a script's own function.
  public var name: String? {
    switch body {
    case .script(let function): function.name
    case .host(let function): function.name
    case .freeze: "freeze"
    }
  }

  /// Whether both are the same handle, or the same Swift function.
  public static func == (left: LuaFunction, right: LuaFunction) -> Bool {
    switch (left.body, right.body) {
    case (.script(let a), .script(let b)): a === b
    case (.host(let a), .host(let b)): a === b
    case (.freeze, .freeze): true
    default: false
    }
  }
}

/// A Swift function and its name.
final class HostFunction {
  let name: String
  let isIterator: Bool
  let body: ([LuaValue]) throws -> [LuaValue]

  init(name: String, isIterator: Bool = false, body: @escaping ([LuaValue]) throws -> [LuaValue]) {
    self.name = name
    self.isIterator = isIterator
    self.body = body
  }
}

/// Keeps a function of a script alive for as long as Swift holds it, and no longer than its state.
final class ScriptFunction {
  let lifetime: StateLifetime
  let handle: Int64
  /// The name that Swift gave it, where Swift lent it.
  let name: String?

  init(of lifetime: StateLifetime, handle: Int64, name: String? = nil) {
    self.lifetime = lifetime
    self.handle = handle
    self.name = name
  }

  deinit {
    if let vm = lifetime.vm { wb_release_function(vm, handle) }
  }
}

/// Whether a state still lives, for those that outlive it.
///
/// They hold this and no weak reference to the state, which would make each count of its references slow.
final class StateLifetime {
  /// The state, until it is closed.
  var vm: OpaquePointer?

  init(_ vm: OpaquePointer) { self.vm = vm }
}
