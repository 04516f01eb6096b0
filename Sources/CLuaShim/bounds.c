// Functions of the table library that would loop in C for as long as a length says, which no hook can interrupt.
#include "internal.h"

static const lua_Integer most = 1 << 26;

// Upvalues: Lua's own function, its name. The length that the table claims is looked at first.
int wb_bounded(lua_State *L) {
  const char *name = lua_tostring(L, lua_upvalueindex(2));
  int count = lua_gettop(L);
  if (lua_istable(L, 1) && luaL_getmetafield(L, 1, "__len") != LUA_TNIL) {
    lua_pop(L, 1);
    lua_Integer length = luaL_len(L, 1);
    if (length > most) return luaL_error(L, "table.%s: a length of %I is over the limit of %I", name, length, most);
  }
  if (strcmp(name, "concat") == 0 && lua_isinteger(L, 3) && lua_isinteger(L, 4)) {
    lua_Unsigned range = (lua_Unsigned)lua_tointeger(L, 4) - (lua_Unsigned)lua_tointeger(L, 3);
    if (lua_tointeger(L, 4) > lua_tointeger(L, 3) && range > (lua_Unsigned)most) {
      return luaL_error(L, "table.concat: a range of %I is over the limit of %I", (lua_Integer)range, most);
    }
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, count, LUA_MULTRET);
  return lua_gettop(L);
}

int wb_move(lua_State *L) {
  lua_Integer from = luaL_checkinteger(L, 2), to = luaL_checkinteger(L, 3);
  if (to > from && (lua_Unsigned)to - (lua_Unsigned)from > (lua_Unsigned)most) {
    return luaL_error(L, "table.move: a range from %I to %I is over the limit of %I", from, to, most);
  }
  int count = lua_gettop(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, count, 1);
  return 1;
}
