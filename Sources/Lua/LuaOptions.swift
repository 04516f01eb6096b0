import CLuaShim

/// The bounds of a state, and the seed of its generator.
public struct LuaOptions: Sendable {
  /// Bytes that scripts may hold in Lua, beyond what a fresh state holds.
  public var memoryLimit = 4 << 30
  /// Bytes of one source text.
  public var sourceLimit = 256 << 10
  /// Bytes of one line of a source text.
  public var lineLimit = 4 << 10
  /// Bytes that `print` may write.
  public var printLimit = 16 << 20
  /// Bytes of one string made by `string.rep`.
  public var stringLimit = 256 << 20
  /// Levels of a table that is read out of Lua, at most 256.
  public var depthLimit = 100
  /// Entries, at all levels, of a value that is read out of Lua.
  public var entryLimit = 500_000
  /// The seed of `math.random`.
  public var seed: UInt64 = 0

  /// The default bounds.
  public init() {}

  var limits: wb_limits {
    wb_limits(
      memory: max(0, memoryLimit), source: max(0, sourceLimit), line: max(0, lineLimit), print: max(0, printLimit),
      depth: UInt32(clamping: depthLimit), entries: UInt32(clamping: entryLimit), string: max(0, stringLimit),
      seed: seed)
  }
}
