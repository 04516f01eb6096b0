import CLuaShim

/// The Lua that is linked.
public enum LuaLibrary {
  /// The release that the build found, such as `Lua 5.4.4`.
  ///
  /// Distributions patch it without saying so here: ask ``LuaProbe``.
  public static var version: String {
    String(cString: wb_lua_release())
  }
}
