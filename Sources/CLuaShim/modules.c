// require: the host's modules, then what the host's resolver finds by name. Each is loaded once.
#include "internal.h"

// Names are short paths in plain letters, that cannot leave the folder that they start from.
static void check_name(lua_State *L, const char *name, size_t length) {
  bool plain = length > 0 && length <= 200 && name[0] != '/' && strlen(name) == length;
  for (const char *c = name; plain && *c; c++) {
    bool letter = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
    plain = letter || strchr("_./-", *c);
  }
  if (plain && strstr(name, "..")) plain = false;
  if (!plain) {
    luaL_error(L, "require: '%s' is not the name of a module (letters, digits, _ - . / and no '..')", name);
  }
}

// The path of modules that are being loaded, if the name is in it: "a → b → a".
static void check_cycle(lua_State *L, int loading, const char *name) {
  wb_vm *vm = wb_of(L);
  for (int i = 1; i <= vm->loading; i++) {
    lua_rawgeti(L, loading, i);
    bool found = strcmp(lua_tostring(L, -1), name) == 0;
    lua_pop(L, 1);
    if (!found) continue;
    luaL_checkstack(L, 2 * (vm->loading - i + 2), "modules nested too deep");
    int pieces = 0;
    for (int j = i; j <= vm->loading; j++) {
      lua_rawgeti(L, loading, j);
      lua_pushliteral(L, " → ");
      pieces += 2;
    }
    lua_pushstring(L, name);
    lua_concat(L, pieces + 1);
    luaL_error(L, "require: modules need each other in a circle: %s", lua_tostring(L, -1));
  }
}

int wb_require(lua_State *L) {
  wb_vm *vm = wb_of(L);
  size_t length;
  char room[192];
  const char *name = luaL_checklstring(L, 1, &length);
  lua_settop(L, 1);
  check_name(L, name, length);
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(LOADED));
  if (lua_getfield(L, 2, name) != LUA_TNIL) return 1;
  lua_pop(L, 1);
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(LOADING));
  check_cycle(L, 3, name);
  if (vm->loading >= 50) return luaL_error(L, "require: modules are nested deeper than 50");
  wb_host_call(L, WB_EVENT_RESOLVE, 0, 1, 1);  // raises where nothing is found
  lua_settop(L, 6);                              // 4: the box of the call
  const char *chunk = lua_tostring(L, 5);
  const char *source = lua_tolstring(L, 6, &length);
  if (!chunk || !source) return luaL_error(L, "require: the module '%s' has no source", name);
  const char *refusal = wb_source_refusal(&vm->limits, source, length, room, sizeof room);
  if (refusal) return luaL_error(L, "require: module '%s': %s", name, refusal);
  if (wb_load_text(L, source, length, chunk) != LUA_OK) {
    return luaL_error(L, "require: module '%s' does not parse: %s", name, lua_tostring(L, -1));
  }
  lua_pushvalue(L, 1);
  lua_rawseti(L, 3, vm->loading + 1);
  vm->loading++;
  lua_pushvalue(L, 1);
  lua_call(L, 1, 1);
  vm->loading--;
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
  }
  lua_pushvalue(L, -1);
  lua_setfield(L, 2, name);
  return 1;
}
