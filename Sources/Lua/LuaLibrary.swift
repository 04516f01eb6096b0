import CLuaShim

/// The Lua that is linked.
public enum LuaLibrary {
  /// Its release, as it was built against: `Lua 5.4.4`. Distributions patch it without saying so here: ask ``LuaProbe``.
  public static var version: String {
    String(cString: wb_lua_release())
  }
}
