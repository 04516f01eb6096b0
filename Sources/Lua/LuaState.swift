import CLuaShim

/// A sandboxed Lua: one state, one run of scripts.
///
/// It begins with what a literal list allows, and nothing else. It belongs to one thread at a time, whose stack should
/// have at least 8 MiB: Lua allows 200 nested C calls. Only ``interrupt`` may be used from elsewhere. A state that has
/// been interrupted refuses to go on.
///
/// Numbers become text by Lua's own `%.14g`, in `tostring` and `..` alike: a script that writes numbers for others to
/// read formats them.
public final class LuaState {
  let vm: OpaquePointer
  let lifetime: StateLifetime
  package let registry: HostRegistry
  private var typeNumbers: [ObjectIdentifier: UInt16] = [:]
  private var types: [any AnyHostType] = []
  /// Every so many instructions a sample is taken; nil where nothing is measured.
  var profileInterval: Int?

  /// Stops whatever runs here, from any thread.
  public let interrupt: LuaInterrupt

  /// Makes a state with its bounds.
  ///
  /// - Parameter options: The bounds and the seed.
  /// - Throws: ``LuaError`` of kind `memory` where there is none, or where the linked Lua cannot be used.
  public init(options: LuaOptions = LuaOptions()) throws {
    let registry = HostRegistry()
    let host = wb_host(
      context: Unmanaged.passUnretained(registry).toOpaque(), call: answerLua, release: releaseForLua)
    var reason = [CChar](repeating: 0, count: 128)
    guard let vm = wb_open(options.limits, host, &reason, reason.count) else {
      let message = String(decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw LuaError(.memory, message)
    }
    self.vm = vm
    lifetime = StateLifetime(vm)
    self.registry = registry
    interrupt = LuaInterrupt(vm)
    registry.state = self
  }

  deinit {
    interrupt.close()
    lifetime.vm = nil
    wb_close(vm)
  }

  // MARK: What scripts see

  /// Takes what scripts print, as whole lines.
  public var output: (String) -> Void {
    get { registry.output }
    set { registry.output = newValue }
  }

  /// Gives the host's own modules, by their name and the environment that asks; nil where there is none.
  ///
  /// Each environment asks once.
  public var hostModule: (_ name: String, _ environment: String) throws -> LuaValue? {
    get { registry.hostModule }
    set { registry.hostModule = newValue }
  }

  /// Finds modules that the host does not have itself, by their name and the environment that asks; nil where there is
  /// none.
  ///
  /// The name has letters, digits, `_ - . /` and no `..`, and does not begin with `/`.
  public var resolver: (_ name: String, _ environment: String) throws -> LuaModule? {
    get { registry.resolver }
    set { registry.resolver = newValue }
  }

  /// The names of the modules that an environment can ask for, for suggestions.
  public var moduleNames: (_ environment: String) -> [String] {
    get { registry.moduleNames }
    set { registry.moduleNames = newValue }
  }

  /// The functions that an environment is not lent, such as `print` and `math.random`, each with the error that a call of
  /// it raises.
  ///
  /// Asked when the environment is made. The script's own environment is lent all.
  public var withheld: (_ environment: String) -> [String: String] {
    get { registry.withheld }
    set { registry.withheld = newValue }
  }

  /// What is said of a name that nothing declares, where others can be seen; nil where only the nearest of them is to be named.
  public var unknownName: (_ name: String, _ environment: String, _ names: [String]) -> String? {
    get { registry.unknownName }
    set { registry.unknownName = newValue }
  }

  /// Why a text that Lua refused does not parse, and where; nil where Lua's own words are to stand.
  public var fault: (_ source: LuaSource) -> LuaFault? {
    get { registry.fault }
    set { registry.fault = newValue }
  }

  /// What is told of an object or an iterator that has handed more than 100,000 values to a script one after another.
  ///
  /// It is given the name of its type, or of the iterator, once for each.
  public var handedMany: (_ name: String) -> Void {
    get { registry.handedMany }
    set { registry.handedMany = newValue }
  }

  /// The place of the script that waits for an answer, such as `pfs.lua:12`; nil where none is known.
  public var place: String? {
    var room = [CChar](repeating: 0, count: 256)
    let length = wb_place(vm, &room, room.count)
    return length > 0 ? String(decoding: room[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
  }

  /// Gives the script's environment a global, which it cannot assign.
  public func register(global name: String, _ value: LuaValue) throws {
    var buffer = wb_buffer()
    defer { wb_buffer_free(vm, &buffer) }
    try crossing.write(value, to: &buffer)
    try check(wb_set_global(vm, name, &buffer))
  }

  // MARK: Running

  /// Runs a source text, and gives what it returns.
  ///
  /// - Parameters:
  ///   - source: The text, and the name that its errors carry.
  ///   - environment: The name of its environment; the script's where nothing is said.
  ///   - arguments: What the text sees as `...`.
  /// - Returns: What it returned.
  /// - Throws: ``LuaError``.
  public func run(
    _ source: LuaSource, in environment: String = "", arguments: [LuaValue] = []
  ) throws -> [LuaValue] {
    try call(load(source, in: environment), arguments)
  }

  /// Parses a source text, and gives it as a function.
  ///
  /// - Parameters:
  ///   - source: The text, and the name that its errors carry.
  ///   - environment: The name of its environment; the script's where nothing is said.
  /// - Returns: A function that runs it.
  /// - Throws: ``LuaError`` of kind `syntax` or `source`.
  public func load(_ source: LuaSource, in environment: String = "") throws -> LuaFunction {
    registry.texts[source.name] = source.text
    var text = source.text
    var handle: Int64 = 0
    let status = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        wb_load(vm, $0.baseAddress, $0.count, source.name, environment, &handle)
      }
    }
    do { try check(status) } catch let error as LuaError where error.kind == .syntax {
      guard let fault = fault(source) else { throw error }
      throw LuaError(
        .syntax, fault.words, at: LuaError.Place(chunk: source.name, line: fault.line, column: fault.column))
    }
    return LuaFunction(script: ScriptFunction(of: lifetime, handle: handle))
  }

  /// Calls a function of a script, or of Swift.
  ///
  /// - Parameters:
  ///   - function: The function.
  ///   - arguments: Its arguments.
  /// - Returns: Its results.
  /// - Throws: ``LuaError``, or what a Swift function throws.
  public func call(_ function: LuaFunction, _ arguments: [LuaValue] = []) throws -> [LuaValue] {
    let script: ScriptFunction
    switch function.body {
    case .host(let host): return try host.body(arguments)
    case .freeze: return arguments
    case .script(let body): script = body
    }
    guard script.lifetime === lifetime else { throw LuaError(.runtime, "the function belongs to another Lua state") }
    var input = wb_buffer()
    var output = wb_buffer()
    defer {
      wb_buffer_free(vm, &input)
      wb_buffer_free(vm, &output)
    }
    for argument in arguments { try crossing.write(argument, to: &input) }
    var count: Int32 = 0
    try check(wb_call(vm, script.handle, &input, Int32(arguments.count), &output, &count))
    return withExtendedLifetime(script) { crossing.readAll(&output) }
  }

  // MARK: One run after the other

  /// Begins a run of its own in a state that stays: what was printed before no longer counts, and where the memory is full
  /// there is enough to let go of what fills it.
  public func beginRun() { wb_begin_run(vm) }

  /// Keeps what `math.random` draws next, in every environment.
  public func keepRandom() { wb_random_keep(vm) }

  /// Puts `math.random` back to what it was when it was kept.
  public func restoreRandom() { wb_random_restore(vm) }

  /// Frees what nothing holds any more.
  public func collectGarbage() throws { try check(wb_collect(vm)) }

  /// Forgets the modules that the resolver found for the script: they are loaded anew when they are next required.
  public func forgetModules() throws { try check(wb_forget_modules(vm)) }

  // MARK: What it holds

  /// Bytes that Lua holds now.
  public var memoryInUse: Int { wb_memory_used(vm) }

  /// How many Swift functions, objects and errors Lua holds now.
  public var hostValuesInUse: Int { registry.count }

  var crossing: Crossing { Crossing(state: self, registry: registry) }

  /// Throws what the shim has recorded, unless the status is good.
  func check(_ status: Int32) throws {
    guard status != WB_OK, let recorded = wb_last_error(vm) else { return }
    let id = wb_take_cause(vm)
    let cause = registry.error(id)
    registry.release(id)
    var error = LuaError(recorded.pointee, cause: cause)
    error.text = error.text ?? error.place.flatMap { registry.texts[$0.chunk] }
    throw error
  }

  /// The number of a declared type in this state: it is declared to Lua when it is first met.
  func number(of type: any AnyHostType) throws -> UInt16 {
    if let known = typeNumbers[ObjectIdentifier(type)] { return known }
    var buffer = wb_buffer()
    defer { wb_buffer_free(vm, &buffer) }
    try crossing.write(.table(LuaTable([], fields: type.memberFields)), to: &buffer)
    try crossing.write(.boolean(type.hasElements), to: &buffer)
    try crossing.write(.table(LuaTable([], fields: type.operatorFields)), to: &buffer)
    var number: UInt16 = 0
    try check(wb_define_type(vm, type.name, &buffer, &number))
    typeNumbers[ObjectIdentifier(type)] = number
    types.append(type)  // keeps the identifier its own
    return number
  }
}
