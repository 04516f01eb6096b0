// What a script may use: literal lists. What is not in them does not exist.
#include "internal.h"

static const char *const base[] = {"assert", "error", "ipairs", "rawequal", "select", "tonumber", "type", "_VERSION",
                                   NULL};
static const luaL_Reg base_ours[] = {
  {"next", wb_next}, {"pairs", wb_pairs}, {"pcall", wb_pcall}, {"print", wb_print}, {"rawget", wb_rawget},
  {"rawlen", wb_rawlen}, {"tostring", wb_tostring}, {"xpcall", wb_xpcall}, {NULL, NULL}};
static const luaL_Reg base_bound[] = {
  {"getmetatable", wb_getmetatable}, {"load", wb_load_function}, {"require", wb_require},
  {"setmetatable", wb_setmetatable}, {NULL, NULL}};

static const char *const strings[] = {"byte", "char", "find", "gmatch", "gsub", "len", "lower", "match", "pack",
                                      "packsize", "reverse", "sub", "unpack", "upper", NULL};
static const luaL_Reg strings_ours[] = {{"rep", wb_rep}, {NULL, NULL}};
static const luaL_Reg strings_wrapped[] = {{"format", wb_format}, {NULL, NULL}};

static const char *const tables[] = {"pack", "unpack", NULL};
static const char *const tables_plain[] = {"insert", "remove", NULL};
static const luaL_Reg tables_ours[] = {{"sort", wb_sort}, {NULL, NULL}};
static const luaL_Reg tables_wrapped[] = {{"concat", wb_concat}, {"move", wb_move}, {NULL, NULL}};

static const char *const mathematics[] = {
  "abs", "acos", "asin", "atan", "ceil", "cos", "deg", "exp", "floor", "fmod", "huge", "log", "max", "maxinteger", "min",
  "mininteger", "modf", "pi", "rad", "sin", "sqrt", "tan", "tointeger", "type", "ult", NULL};
static const luaL_Reg mathematics_seeded[] = {{"random", wb_random}, {"randomseed", wb_randomseed}, {NULL, NULL}};

static const char *const characters[] = {"char", "charpattern", "codepoint", "codes", "len", "offset", NULL};

static const char *const coroutines[] = {"create", "isyieldable", "running", "status", "yield", NULL};
static const luaL_Reg coroutines_ours[] = {{"resume", wb_co_resume}, {"wrap", wb_co_wrap}, {NULL, NULL}};

static const luaL_Reg calendar[] = {{"date", wb_os_date}, {"time", wb_os_time}, {NULL, NULL}};

// MARK: The globals of an environment

// Pushes Lua's own library, and a new table above it.
static void begin(lua_State *L, const char *library) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(LIBRARIES));
  lua_getfield(L, -1, library);
  lua_remove(L, -2);
  lua_newtable(L);
}

// Copies what is listed from the library below the top to the table on top.
static void take(lua_State *L, const char *const *names) {
  for (; *names; names++) {
    lua_getfield(L, -2, *names);
    lua_setfield(L, -2, *names);
  }
}

// The same, each in a function of ours that has Lua's own as its upvalue.
static void wrap(lua_State *L, const luaL_Reg *functions) {
  for (; functions->name; functions++) {
    lua_getfield(L, -2, functions->name);
    lua_pushcclosure(L, functions->func, 1);
    lua_setfield(L, -2, functions->name);
  }
}

// Keeps the table on top under a name of the globals, and drops the library below it.
static void keep(lua_State *L, int globals, const char *name) {
  lua_setfield(L, globals, name);
  lua_pop(L, 1);
}

static void push_strings(lua_State *L) {
  begin(L, "string");
  take(L, strings);
  luaL_setfuncs(L, strings_ours, 0);
  wrap(L, strings_wrapped);
}

static void add_tables(lua_State *L, int globals) {
  begin(L, "table");
  take(L, tables);
  luaL_setfuncs(L, tables_ours, 0);
  for (const char *const *name = tables_plain; *name; name++) {
    lua_getfield(L, -2, *name);
    lua_pushstring(L, *name);
    lua_pushcclosure(L, wb_plain, 2);
    lua_setfield(L, -2, *name);
  }
  wrap(L, tables_wrapped);
  keep(L, globals, "table");
}

static void add_mathematics(lua_State *L, int globals, uint64_t seed) {
  begin(L, "math");
  take(L, mathematics);
  wb_random_push(L, seed);
  luaL_setfuncs(L, mathematics_seeded, 1);
  keep(L, globals, "math");
}

static void add_others(lua_State *L, int globals) {
  begin(L, "utf8");
  take(L, characters);
  keep(L, globals, "utf8");
  begin(L, "coroutine");
  take(L, coroutines);
  luaL_setfuncs(L, coroutines_ours, 0);
  keep(L, globals, "coroutine");
  luaL_newlib(L, calendar);
  lua_setfield(L, globals, "os");
}

// The functions know the name of the environment.
static void lock(lua_State *L, int globals, int environment) {
  static const luaL_Reg strict[] = {{"__index", wb_global_unknown}, {"__newindex", wb_global_assigned}, {NULL, NULL}};
  lua_pushvalue(L, globals);
  lua_setfield(L, globals, "_G");
  luaL_newlibtable(L, strict);
  lua_rawgeti(L, environment, WB_ENVIRONMENT_NAME);
  luaL_setfuncs(L, strict, 1);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, globals);
}

// Pushes new globals for the environment at this index.
void wb_push_globals(lua_State *L, int environment, uint64_t seed) {
  begin(L, "_G");
  int globals = lua_gettop(L);
  take(L, base);
  luaL_setfuncs(L, base_ours, 0);
  lua_pushvalue(L, environment);
  luaL_setfuncs(L, base_bound, 1);
  push_strings(L);
  keep(L, globals, "string");
  add_tables(L, globals);
  add_mathematics(L, globals, seed);
  add_others(L, globals);
  lock(L, globals, environment);
  lua_remove(L, globals - 1);
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
  static const int made[] = {WB_KEY_FUNCTIONS, WB_KEY_TYPES, WB_KEY_TYPE_NAMES, WB_KEY_LIBRARIES,
                             WB_KEY_ENVIRONMENTS, WB_KEY_LOADING, WB_KEY_WALK};
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

// Opens Lua's own libraries, out of reach of scripts: what they may use is copied from there.
static void open_libraries(lua_State *L) {
  static const luaL_Reg openers[] = {
    {"_G", luaopen_base}, {"string", luaopen_string}, {"table", luaopen_table}, {"math", luaopen_math},
    {"utf8", luaopen_utf8}, {"coroutine", luaopen_coroutine}, {NULL, NULL}};
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(LIBRARIES));
  for (const luaL_Reg *library = openers; library->name; library++) {
    lua_pushcfunction(L, library->func);
    lua_call(L, 0, 1);
    lua_setfield(L, -2, library->name);
  }
  lua_pop(L, 1);
}

// The methods of strings are the same in all environments: a table of their own, which no script can reach.
static void make_methods_of_strings(lua_State *L) {
  lua_pushliteral(L, "");
  lua_getmetatable(L, -1);
  push_strings(L);
  lua_remove(L, -2);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pop(L, 2);
}

void wb_sandbox(lua_State *L) {
  make_registry(L);
  wb_make_views(L);
  open_libraries(L);
  make_methods_of_strings(L);
  wb_environment_push(L, "");
  lua_rawgeti(L, -1, WB_ENVIRONMENT_GLOBALS);
  lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
  lua_pop(L, 1);
}
