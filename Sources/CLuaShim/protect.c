// pcall, xpcall and load. A script may catch its errors, but never the order to stop.
#include "internal.h"

static int caught(lua_State *L, lua_KContext loading) {
  wb_vm *vm = wb_of(L);
  vm->loading = (int)loading;
  vm->inherited = NULL;
  lua_pushboolean(L, 0);
  lua_pushvalue(L, -2);
  wb_fault_to_text(L, -1);
  return 2;
}

static int finish_pcall(lua_State *L, int status, lua_KContext loading) {
  if (wb_of(L)->abort) wb_raise_abort(L);
  return status == LUA_OK || status == LUA_YIELD ? lua_gettop(L) : caught(L, loading);
}

int wb_pcall(lua_State *L) {
  luaL_checkany(L, 1);
  lua_pushboolean(L, 1);
  lua_insert(L, 1);
  lua_KContext loading = wb_of(L)->loading;
  return finish_pcall(L, lua_pcallk(L, lua_gettop(L) - 2, LUA_MULTRET, 0, loading, finish_pcall), loading);
}

// Gives the handler of a script the text of a Swift error. Upvalue: the handler.
static int handle(lua_State *L) {
  if (wb_of(L)->abort) return 1;
  wb_fault_to_text(L, 1);
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, 1, 1);
  return 1;
}

// Below the results stand the function, its handler and true.
static int finish_xpcall(lua_State *L, int status, lua_KContext loading) {
  if (wb_of(L)->abort) wb_raise_abort(L);
  return status == LUA_OK || status == LUA_YIELD ? lua_gettop(L) - 2 : caught(L, loading);
}

int wb_xpcall(lua_State *L) {
  int count = lua_gettop(L);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_pushvalue(L, 2);
  lua_pushcclosure(L, handle, 1);
  lua_replace(L, 2);
  lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  lua_rotate(L, 3, 2);
  lua_KContext loading = wb_of(L)->loading;
  return finish_xpcall(L, lua_pcallk(L, count - 2, LUA_MULTRET, 2, loading, finish_xpcall), loading);
}

// load (text [, name [, mode [, env]]]): source text alone, in the globals of its environment unless env is given.
// Upvalue: the environment. What runs, and what its _ENV says, is nothing to go by: a script can change both.
int wb_load_function(lua_State *L) {
  char room[192];
  size_t length;
  if (lua_type(L, 1) != LUA_TSTRING) return luaL_error(L, "load: source text expected, got %s", luaL_typename(L, 1));
  const char *source = lua_tolstring(L, 1, &length);
  const char *chunk = luaL_optstring(L, 2, "(load)");
  bool has_environment = !lua_isnone(L, 4);
  if (*chunk == '=' || *chunk == '@') chunk++;
  lua_settop(L, 4);
  const char *refusal = wb_source_refusal(&wb_of(L)->limits, source, length, room, sizeof room);
  if (refusal) {
    lua_pushnil(L);
    lua_pushstring(L, refusal);
    return 2;
  }
  int status = wb_load_in(L, lua_upvalueindex(1), source, length, chunk);
  if (status != LUA_OK) {
    lua_pushnil(L);
    lua_insert(L, -2);
    return 2;
  }
  if (has_environment) {
    lua_pushvalue(L, 4);
    if (!lua_setupvalue(L, -2, 1)) lua_pop(L, 1);
  }
  return 1;
}
