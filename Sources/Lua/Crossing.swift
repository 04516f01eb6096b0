import CLuaShim

/// Writes values into the shim's buffers, and reads them from there.
///
/// No Lua call is made. Invariant: a buffer owns the ids and handles in it until Lua, or a ``ScriptFunction``, has adopted them.
struct Crossing {
  let state: LuaState
  let registry: HostRegistry

  // MARK: Into Lua

  func write(_ value: LuaValue, to buffer: UnsafeMutablePointer<wb_buffer>) throws {
    switch value {
    case .nil: wb_buffer_add(buffer, WB_NIL, 0, 0, 0)
    case .missing: wb_buffer_add(buffer, WB_MISSING, 0, 0, 0)
    case .boolean(let flag): wb_buffer_add(buffer, WB_BOOLEAN, 0, 0, flag ? 1 : 0)
    case .integer(let integer): wb_buffer_add(buffer, WB_INTEGER, 0, 0, Int64(integer))
    case .number(let number):
      wb_buffer_add(buffer, WB_NUMBER, 0, 0, Int64(bitPattern: number.bitPattern))
    case .string(let text): write(text, to: buffer)
    case .table(let table): try write(table, to: buffer)
    case .function(let function): try write(function, to: buffer)
    case .object(let object):
      let type = try state.number(of: object.type)
      lend(.object(object), WB_OBJECT, type, to: buffer)
    }
  }

  private func write(_ text: String, to buffer: UnsafeMutablePointer<wb_buffer>) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { wb_buffer_add_string(buffer, $0.baseAddress, $0.count) }
    }
  }

  private func write(_ table: LuaTable, to buffer: UnsafeMutablePointer<wb_buffer>) throws {
    if let numbers = table.numbers {
      wb_buffer_add(buffer, WB_TABLE, 0, 0, Int64(numbers.rows.count))
      numbers.write(to: buffer)
      return
    }
    wb_buffer_add(buffer, WB_TABLE, 0, UInt32(table.fields.count), Int64(table.array.count))
    for value in table.array { try write(value, to: buffer) }
    for field in table.fields {
      try write(field.key, to: buffer)
      try write(field.value, to: buffer)
    }
  }

  private func write(_ function: LuaFunction, to buffer: UnsafeMutablePointer<wb_buffer>) throws {
    switch function.body {
    case .script(let script):
      guard script.lifetime === state.lifetime else {
        throw LuaError(.runtime, "the function belongs to another Lua state")
      }
      wb_buffer_add(buffer, WB_FUNCTION, 0, 0, script.handle)
    case .host(let host):
      lend(.function(host), WB_CLOSURE, host.isIterator ? 1 : 0, to: buffer)
      write(host.name, to: buffer)
    case .freeze: wb_buffer_add(buffer, WB_FREEZE, 0, 0, 0)
    }
  }

  /// An error for Lua to raise: its text, and itself.
  func write(_ error: any Error, to buffer: UnsafeMutablePointer<wb_buffer>) {
    write("\(error)", to: buffer)
    lend(.error(error), WB_CAUSE, to: buffer)
  }

  /// Puts the id of a Swift value into the buffer, which owns it from then on.
  private func lend(
    _ entry: HostRegistry.Entry, _ tag: Int32, _ type: UInt16 = 0, to buffer: UnsafeMutablePointer<wb_buffer>
  ) {
    let id = registry.add(entry)
    if !wb_buffer_add(buffer, tag, type, 0, id) { registry.release(id) }
  }

  // MARK: Out of Lua

  /// The whole number of a node, which C has written.
  func integer(_ buffer: UnsafeMutablePointer<wb_buffer>, _ at: Int) -> Int {
    at < buffer.pointee.count ? Int(buffer.pointee.nodes?[at].bits ?? 0) : 0
  }

  func readAll(_ buffer: UnsafeMutablePointer<wb_buffer>) -> [LuaValue] {
    var values: [LuaValue] = []
    var at = 0
    values.reserveCapacity(min(buffer.pointee.count, 8))
    while at < buffer.pointee.count { values.append(read(buffer, &at)) }
    return values
  }

  private func read(_ buffer: UnsafeMutablePointer<wb_buffer>, _ at: inout Int) -> LuaValue {
    guard let node = buffer.pointee.nodes?.advanced(by: at) else { return .nil }
    at += 1
    let bits = node.pointee.bits
    switch Int32(node.pointee.tag) {
    case WB_BOOLEAN: return .boolean(bits != 0)
    case WB_INTEGER: return .integer(Int(bits))
    case WB_NUMBER:
      let number = Double(bitPattern: UInt64(bitPattern: bits))
      return .number(number.isNaN ? .nan : number)  // 0/0 has a sign, and another one on other processors
    case WB_STRING: return .string(text(buffer, Int(bits), Int(node.pointee.length)))
    case WB_TABLE: return .table(readTable(buffer, &at, array: Int(bits), fields: Int(node.pointee.length)))
    case WB_FUNCTION:
      node.pointee.adopted = 1
      let isLent = node.pointee.type != 0
      let name = isLent ? read(buffer, &at).string : nil
      return .function(LuaFunction(script: ScriptFunction(of: state.lifetime, handle: bits, name: name)))
    case WB_OBJECT: return registry.object(bits).map { .object($0) } ?? .nil
    case WB_MISSING: return .missing
    default: return .nil
    }
  }

  private func readTable(
    _ buffer: UnsafeMutablePointer<wb_buffer>, _ at: inout Int, array: Int, fields: Int
  ) -> LuaTable {
    var table = LuaTable()
    table.array.reserveCapacity(array)
    for _ in 0..<array { table.array.append(read(buffer, &at)) }
    table.fields.reserveCapacity(fields)
    for _ in 0..<fields {
      let key = read(buffer, &at)
      table.fields.append(LuaTable.Field(key, read(buffer, &at)))
    }
    return table
  }

  private func text(_ buffer: UnsafeMutablePointer<wb_buffer>, _ offset: Int, _ length: Int) -> String {
    String(
      decoding: UnsafeRawBufferPointer(start: buffer.pointee.bytes?.advanced(by: offset), count: length), as: UTF8.self)
  }
}
