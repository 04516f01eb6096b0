// setmetatable: finalizers, weak tables and the like are refused.
//
// A metatable that could be changed afterwards would get them in later (and in some 5.4 releases __concat can corrupt
// memory). So the table is given a copy, shared by all tables with that metatable and brought up to date whenever one
// more gets it. getmetatable shows the script's own.
#include "internal.h"

static const char *const refused[] = {"__gc", "__mode", "__close", "__concat", NULL};

static const char *const events[] = {
  "__index", "__newindex", "__call", "__tostring", "__name", "__len", "__eq", "__lt", "__le", "__unm", "__add", "__sub",
  "__mul", "__div", "__mod", "__pow", "__idiv", "__band", "__bor", "__bxor", "__shl", "__shr", "__bnot", "__pairs", NULL};

static void check_refused(lua_State *L) {
  for (const char *const *name = refused; *name; name++) {
    lua_pushstring(L, *name);
    if (lua_rawget(L, 2) != LUA_TNIL) luaL_error(L, "setmetatable: '%s' is not available to scripts", *name);
    lua_pop(L, 1);
  }
}

// Pushes the copy of the metatable at index 2.
static void push_shadow(lua_State *L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(SHADOWS));
  lua_pushvalue(L, 2);
  if (lua_rawget(L, -2) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_createtable(L, 0, 8);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -2);
    lua_rawset(L, -4);
    lua_pushvalue(L, 2);
    lua_rawsetp(L, -2, WB_KEY(ORIGINAL));
  }
  lua_remove(L, -2);
  for (const char *const *name = events; *name; name++) {
    lua_pushstring(L, *name);
    lua_pushvalue(L, -1);
    lua_rawget(L, 2);
    lua_rawset(L, -3);
  }
  // getmetatable answers with the field __metatable, where there is one.
  lua_pushliteral(L, "__metatable");
  lua_pushvalue(L, -1);
  if (lua_rawget(L, 2) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_pushvalue(L, 2);
  }
  lua_rawset(L, -3);
}

// Whether the metatable in force was locked by the script, or by the host.
static bool is_protected(lua_State *L) {
  if (!lua_getmetatable(L, 1)) return false;
  bool locked;
  if (lua_rawgetp(L, -1, WB_KEY(ORIGINAL)) == LUA_TTABLE) {
    lua_pushliteral(L, "__metatable");
    locked = lua_rawget(L, -2) != LUA_TNIL;
    lua_pop(L, 1);
  } else {
    locked = true;
  }
  lua_pop(L, 2);
  return locked;
}

int wb_setmetatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
  lua_settop(L, 2);
  luaL_checkstack(L, 8, NULL);
  if (is_protected(L)) return luaL_error(L, "cannot change a protected metatable");
  if (lua_istable(L, 2)) {
    check_refused(L);
    push_shadow(L);
  }
  lua_setmetatable(L, 1);
  lua_settop(L, 1);
  return 1;
}
