// Functions of the table library that would loop in C for as long as a length says, which no hook can interrupt.
#include "internal.h"

static const lua_Integer most = 1 << 26;

static int call_original(lua_State *L, int results) {
  int count = lua_gettop(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, count, results);
  return lua_gettop(L);
}

static void check_range(lua_State *L, const char *name, lua_Integer from, lua_Integer to) {
  if (to > from && (lua_Unsigned)to - (lua_Unsigned)from > (lua_Unsigned)most) {
    luaL_error(L, "table.%s: a range from %I to %I is over the limit of %I", name, from, to, most);
  }
}

// insert and remove. Upvalues: Lua's own function, its name. A script's __len could say anything, each time anew.
int wb_plain(lua_State *L) {
  wb_view_refuse(L, 1, "table.", lua_tostring(L, lua_upvalueindex(2)));
  if (lua_istable(L, 1) && luaL_getmetafield(L, 1, "__len") != LUA_TNIL) {
    return luaL_error(L, "table.%s: the table has a length of its own (__len)", lua_tostring(L, lua_upvalueindex(2)));
  }
  return call_original(L, LUA_MULTRET);
}

// concat, with its range made explicit. Upvalue: Lua's own function.
int wb_concat(lua_State *L) {
  lua_settop(L, 4);
  if (!lua_istable(L, 1)) return call_original(L, 1);
  lua_Integer from = luaL_optinteger(L, 3, 1);
  lua_Integer to = lua_isnil(L, 4) ? luaL_len(L, 1) : luaL_checkinteger(L, 4);
  check_range(L, "concat", from, to);
  lua_settop(L, 2);
  lua_pushinteger(L, from);
  lua_pushinteger(L, to);
  return call_original(L, 1);
}

// move. Upvalue: Lua's own function.
int wb_move(lua_State *L) {
  wb_view_refuse(L, lua_isnoneornil(L, 5) ? 1 : 5, "table.", "move");
  check_range(L, "move", luaL_checkinteger(L, 2), luaL_checkinteger(L, 3));
  return call_original(L, 1);
}
