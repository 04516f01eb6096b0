import CLuaShim

/// Allocations of Lua, and of the door to it, that fail on this thread: for tests of what happens then.
package enum LuaAllocations {
  /// From now on, this many fail, beginning with the one of this number.
  package static func fail(from number: Int, count: Int) {
    wb_fail_allocations(UInt64(max(0, number)), UInt64(max(0, count)))
  }

  /// Lets all succeed again.
  ///
  /// - Returns: How many have failed.
  @discardableResult
  package static func succeed() -> Int {
    let failed = wb_failed_allocations()
    wb_fail_allocations(0, 0)
    return Int(clamping: failed)
  }
}
