// resume and wrap, which tell the state what thread runs, so that an order to stop reaches it, and pass it on.
#include "internal.h"

static int refuse(lua_State *L, const char *message) {
  lua_pushstring(L, message);
  return -1;
}

// Results are left on top of L; returns how many, or -1 with the error on top.
static int resume(lua_State *L, lua_State *co, int arguments) {
  wb_vm *vm = wb_of(L);
  int results = 0, loading = vm->loading;
  if (!lua_checkstack(co, arguments)) return refuse(L, "too many arguments to resume");
  lua_xmove(L, co, arguments);
  vm->running = co;
  if (vm->abort) {
    vm->running = L;
    wb_raise_abort(L);
  }
  int status = lua_resume(co, L, arguments, &results);
  vm->running = L;
  if (vm->abort) wb_raise_abort(L);
  if (status == LUA_OK || status == LUA_YIELD) {
    if (!lua_checkstack(L, results + 1)) {
      lua_pop(co, results);
      return refuse(L, "too many results to resume");
    }
    lua_xmove(co, L, results);
    return results;
  }
  vm->loading = loading;
  lua_xmove(co, L, 1);
  return -1;
}

static lua_State *coroutine_at(lua_State *L, int index) {
  lua_State *co = lua_tothread(L, index);
  luaL_argexpected(L, co, index, "coroutine");
  return co;
}

int wb_co_resume(lua_State *L) {
  int results = resume(L, coroutine_at(L, 1), lua_gettop(L) - 1);
  lua_pushboolean(L, results >= 0);
  if (results < 0) {
    wb_of(L)->inherited = NULL;
    wb_fault_to_text(L, -2);
  }
  lua_insert(L, -(results < 0 ? 1 : results) - 1);
  return (results < 0 ? 1 : results) + 1;
}

static int step(lua_State *L) {
  lua_State *co = lua_tothread(L, lua_upvalueindex(1));
  int results = resume(L, co, lua_gettop(L));
  if (results >= 0) return results;
  wb_record_coroutine(L, co);
  return lua_error(L);
}

int wb_co_wrap(lua_State *L) {
  luaL_checktype(L, 1, LUA_TFUNCTION);
  lua_State *co = lua_newthread(L);
  lua_pushvalue(L, 1);
  lua_xmove(L, co, 1);
  lua_pushcclosure(L, step, 1);
  return 1;
}
