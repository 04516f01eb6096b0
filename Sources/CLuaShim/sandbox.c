// What a script may use: literal lists. What is not in them does not exist.
#include "internal.h"

static const char *const base[] = {"assert", "error", "getmetatable", "ipairs", "rawequal", "rawget", "rawlen", "select",
                                   "tonumber", "type", "_VERSION", NULL};
static const luaL_Reg base_ours[] = {
  {"load", wb_load_function}, {"next", wb_next}, {"pairs", wb_pairs}, {"pcall", wb_pcall}, {"print", wb_print},
  {"require", wb_require}, {"setmetatable", wb_setmetatable}, {"tostring", wb_tostring}, {"xpcall", wb_xpcall},
  {NULL, NULL}};

static const char *const strings[] = {"byte", "char", "find", "gmatch", "gsub", "len", "lower", "match", "pack",
                                      "packsize", "reverse", "sub", "unpack", "upper", NULL};
static const luaL_Reg strings_ours[] = {{"rep", wb_rep}, {NULL, NULL}};

static const char *const tables[] = {"pack", "unpack", NULL};
static const char *const tables_plain[] = {"insert", "remove", NULL};
static const luaL_Reg tables_ours[] = {{"sort", wb_sort}, {NULL, NULL}};

static const char *const mathematics[] = {
  "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log", "max", "maxinteger", "min",
  "mininteger", "modf", "pi", "rad", "sin", "sqrt", "tan", "tointeger", "type", "ult", NULL};
static const luaL_Reg mathematics_ours[] = {{"random", wb_random}, {"randomseed", wb_randomseed}, {NULL, NULL}};

static const char *const characters[] = {"char", "charpattern", "codepoint", "codes", "len", "offset", NULL};

static const char *const coroutines[] = {"create", "isyieldable", "running", "status", "yield", NULL};
static const luaL_Reg coroutines_ours[] = {{"resume", wb_co_resume}, {"wrap", wb_co_wrap}, {NULL, NULL}};

static const luaL_Reg calendar[] = {{"date", wb_os_date}, {"time", wb_os_time}, {NULL, NULL}};

// Copies what is listed from the table below the top to the one on top.
static void take(lua_State *L, const char *const *names) {
  for (; *names; names++) {
    lua_getfield(L, -2, *names);
    lua_setfield(L, -2, *names);
  }
}

static void open(lua_State *L, lua_CFunction opener) {
  lua_pushcfunction(L, opener);
  lua_call(L, 0, 1);
  lua_newtable(L);
}

// Keeps the table on top under a name of the globals, and drops the library below it.
static void keep(lua_State *L, int globals, const char *name) {
  lua_setfield(L, globals, name);
  lua_pop(L, 1);
}

static void open_strings(lua_State *L, int globals) {
  open(L, luaopen_string);
  take(L, strings);
  luaL_setfuncs(L, strings_ours, 0);
  lua_getfield(L, -2, "format");
  lua_pushcclosure(L, wb_format, 1);
  lua_setfield(L, -2, "format");
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  lua_pushvalue(L, -3);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 2);
  keep(L, globals, "string");
}

static void open_tables(lua_State *L, int globals) {
  open(L, luaopen_table);
  take(L, tables);
  luaL_setfuncs(L, tables_ours, 0);
  for (const char *const *name = tables_plain; *name; name++) {
    lua_getfield(L, -2, *name);
    lua_pushstring(L, *name);
    lua_pushcclosure(L, wb_plain, 2);
    lua_setfield(L, -2, *name);
  }
  lua_getfield(L, -2, "concat");
  lua_pushcclosure(L, wb_concat, 1);
  lua_setfield(L, -2, "concat");
  lua_getfield(L, -2, "move");
  lua_pushcclosure(L, wb_move, 1);
  lua_setfield(L, -2, "move");
  keep(L, globals, "table");
}

static void open_others(lua_State *L, int globals) {
  open(L, luaopen_math);
  take(L, mathematics);
  luaL_setfuncs(L, mathematics_ours, 0);
  keep(L, globals, "math");
  open(L, luaopen_utf8);
  take(L, characters);
  keep(L, globals, "utf8");
  open(L, luaopen_coroutine);
  take(L, coroutines);
  luaL_setfuncs(L, coroutines_ours, 0);
  keep(L, globals, "coroutine");
  luaL_newlib(L, calendar);
  lua_setfield(L, globals, "os");
}

static void lock_globals(lua_State *L, int globals) {
  static const luaL_Reg strict[] = {{"__index", wb_global_unknown}, {"__newindex", wb_global_assigned}, {NULL, NULL}};
  lua_pushvalue(L, globals);
  lua_setfield(L, globals, "_G");
  luaL_newlib(L, strict);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, globals);
  lua_pushvalue(L, globals);
  lua_rawsetp(L, LUA_REGISTRYINDEX, WB_KEY(GLOBALS));
  lua_pushvalue(L, globals);
  lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
}

// MARK: What the host keeps for itself

static void make_metatable(lua_State *L, const void *key, lua_CFunction collect, const char *name) {
  lua_newtable(L);
  if (collect) {
    lua_pushcfunction(L, collect);
    lua_setfield(L, -2, "__gc");
  }
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__name");
  lua_rawsetp(L, LUA_REGISTRYINDEX, key);
}

static int missing_text(lua_State *L) {
  lua_pushliteral(L, "missing");
  return 1;
}

static void make_missing(lua_State *L) {
  static const luaL_Reg events[] = {{"__tostring", missing_text}, {NULL, NULL}};
  wb_head_push(L, WB_KIND_MISSING, NULL, 0);
  luaL_newlib(L, events);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushliteral(L, "missing");
  lua_setfield(L, -2, "__name");
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, WB_KEY(MISSING));
}

static void make_registry(lua_State *L) {
  static const int made[] = {WB_KEY_FUNCTIONS, WB_KEY_TYPES, WB_KEY_TYPE_NAMES, WB_KEY_LOADED, WB_KEY_LOADING,
                             WB_KEY_WALK};
  for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &wb_keys[made[i]]);
  }
  make_metatable(L, WB_KEY(BOX), wb_box_collect, "box");
  make_metatable(L, WB_KEY(SLOT), wb_head_collect, "slot");
  make_metatable(L, WB_KEY(FAULT), wb_head_collect, "error");
  make_missing(L);
  lua_pushboolean(L, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, WB_KEY(CAUGHT));
  lua_pushboolean(L, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, WB_KEY(CAUGHT_TEXT));
}

void wb_sandbox(lua_State *L) {
  make_registry(L);
  open(L, luaopen_base);
  int globals = lua_gettop(L);
  take(L, base);
  luaL_setfuncs(L, base_ours, 0);
  open_strings(L, globals);
  open_tables(L, globals);
  open_others(L, globals);
  lock_globals(L, globals);
  lua_settop(L, globals - 2);
}
