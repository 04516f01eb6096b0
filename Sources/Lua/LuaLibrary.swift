import CLuaShim

/// The Lua that is linked.
public enum LuaLibrary {
  /// The release that the build found, such as `Lua 5.4.4`.
  ///
  /// Distributions patch it without saying so here: ask ``LuaProbe``.
  public static var version: String {
    String(cString: wb_lua_release())
  }

  /// Writes the place of the script that runs, such as `pfs.lua:12`, and gives its length; 0 where none is known.
  ///
  /// For the last words of a process that crashes: it may be called in a signal handler. Nothing is paid until then.
  public static var crashPlace: @convention(c) (UnsafeMutablePointer<CChar>?, Int) -> Int { wb_crash_place }
}
