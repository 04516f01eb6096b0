// Environments. The script has one, named "", and each plugin its own: globals, libraries, a random generator, what
// require has answered there, and the modules that were loaded in it. What one does to its own leaves the others alone.
//
// Functions that depend on an environment (load, require, setmetatable, getmetatable) have it as an upvalue.
#include "internal.h"

static uint64_t seed_of(const wb_vm *vm, const char *name) {
  if (!*name) return vm->limits.seed;
  uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  for (const char *c = name; *c; c++) hash = (hash ^ (unsigned char)*c) * 0x100000001b3;
  return vm->limits.seed ^ hash;
}

static int withheld(lua_State *L) { return luaL_error(L, "%s", lua_tostring(L, lua_upvalueindex(1))); }

// Pushes the table of the globals that holds a function of a dotted name, and what it is called there.
static bool push_holder(lua_State *L, int globals, const char *name) {
  const char *dot = strchr(name, '.');
  if (dot) {
    lua_pushlstring(L, name, (size_t)(dot - name));
    lua_rawget(L, globals);
  } else {
    lua_pushvalue(L, globals);
  }
  lua_pushstring(L, dot ? dot + 1 : name);
  if (!lua_istable(L, -2)) return false;
  lua_pushvalue(L, -1);
  bool known = lua_rawget(L, -3) == LUA_TFUNCTION;
  lua_pop(L, 1);
  return known;
}

// Asks the host what functions it does not lend to the environment, and puts in their place what says so.
static void withhold(lua_State *L, const char *name, int globals) {
  if (!*name) return;
  int top = lua_gettop(L);
  lua_pushstring(L, name);
  int count = wb_host_call(L, WB_EVENT_WITHHELD, 0, top + 1, 1);
  int first = lua_gettop(L) - count + 1;
  luaL_checkstack(L, 8, NULL);
  for (int i = first; i + 1 < first + count; i += 2) {
    const char *function = lua_tostring(L, i);
    if (!function || !push_holder(L, globals, function)) {
      luaL_error(L, "there is no function '%s' to withhold", function ? function : "");
    }
    lua_pushvalue(L, i + 1);
    lua_pushcclosure(L, withheld, 1);
    lua_rawset(L, -3);
    lua_pop(L, 1);
  }
  lua_settop(L, top);
}

static void make(lua_State *L, const char *name) {
  lua_createtable(L, WB_ENVIRONMENT_MODULES, 0);
  int environment = lua_gettop(L);
  lua_pushstring(L, name);
  lua_rawseti(L, environment, WB_ENVIRONMENT_NAME);
  lua_newtable(L);
  lua_rawseti(L, environment, WB_ENVIRONMENT_ANSWERS);
  lua_newtable(L);
  lua_rawseti(L, environment, WB_ENVIRONMENT_MODULES);
  wb_push_globals(L, environment, seed_of(wb_of(L), name));
  withhold(L, name, environment + 1);
  lua_rawseti(L, environment, WB_ENVIRONMENT_GLOBALS);
}

// Pushes the environment of this name, which is made now if it is new.
void wb_environment_push(lua_State *L, const char *name) {
  luaL_checkstack(L, 8, NULL);
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(ENVIRONMENTS));
  lua_pushstring(L, name);
  if (lua_rawget(L, -2) == LUA_TNIL) {
    lua_pop(L, 1);
    make(L, name);
    lua_pushstring(L, name);
    lua_pushvalue(L, -2);
    lua_rawset(L, -4);
  }
  lua_remove(L, -2);
}

// As wb_load_text, with the globals of an environment.
int wb_load_in(lua_State *L, int environment, const char *source, size_t length, const char *chunk) {
  int status = wb_load_text(L, source, length, chunk);
  if (status != LUA_OK) return status;
  lua_rawgeti(L, environment, WB_ENVIRONMENT_GLOBALS);
  lua_setupvalue(L, -2, 1);
  return LUA_OK;
}
