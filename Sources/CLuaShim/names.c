// Strict names: an unknown global is an error that names it and the nearest known name.
#include "internal.h"

// Pushes the keys of a table that are texts; returns how many.
static int push_keys(lua_State *L, int index) {
  int count = 0;
  index = lua_absindex(L, index);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    luaL_checkstack(L, 8, "too many names");
    lua_pop(L, 1);
    if (lua_type(L, -1) != LUA_TSTRING) continue;
    lua_pushvalue(L, -1);
    lua_insert(L, -2);
    count++;
  }
  return count;
}

// Pushes the names of the variables that the calling function can see; returns how many.
static int push_locals(lua_State *L) {
  lua_Debug frame;
  const char *name;
  int count = 0;
  luaL_checkstack(L, 2 * 250 + 8, "too many names");
  if (!lua_getstack(L, 1, &frame)) return 0;
  for (int i = 1; i <= 250 && (name = lua_getlocal(L, &frame, i)); i++) {
    lua_pop(L, 1);
    if (*name == '(') continue;  // internal names are in parentheses
    lua_pushstring(L, name);
    count++;
  }
  lua_getinfo(L, "f", &frame);
  int function = lua_gettop(L);
  for (int i = 1; i <= 250 && (name = lua_getupvalue(L, function, i)); i++) {
    lua_pop(L, 1);
    if (strcmp(name, "_ENV") == 0) continue;
    lua_pushstring(L, name);
    count++;
  }
  lua_remove(L, function);
  return count;
}

// Asks the host for the nearest of the `count` names on top, and pushes it; false, and nothing pushed, where none is near.
static bool push_nearest(lua_State *L, const char *name, int count) {
  lua_pushstring(L, name);
  lua_insert(L, -count - 1);
  return wb_host_call(L, WB_EVENT_NEAREST, 0, lua_gettop(L) - count, count + 1) > 0;
}

// The key of a table that is nearest to a name, which stays on the stack; null where none is near.
const char *wb_nearest_key(lua_State *L, int index, const char *name) {
  return push_nearest(L, name, push_keys(L, index)) ? lua_tostring(L, -1) : NULL;
}

// Upvalue: the name of the environment. The globals that were asked are at index 1.
int wb_global_unknown(lua_State *L) {
  if (lua_type(L, 2) != LUA_TSTRING) {
    wb_text(L, 2, NULL);
    return luaL_error(L, "there is no global of the name %s", lua_tostring(L, -1));
  }
  int first = lua_gettop(L) + 1;
  lua_pushvalue(L, 2);
  lua_pushvalue(L, lua_upvalueindex(1));
  int count = push_locals(L);
  count += push_keys(L, 1);
  wb_host_call(L, WB_EVENT_UNKNOWN, 0, first, count + 2);
  return luaL_error(L, "%s", lua_tostring(L, -1));
}

int wb_global_assigned(lua_State *L) {
  if (lua_type(L, 2) != LUA_TSTRING) return luaL_error(L, "globals are read-only");
  const char *name = lua_tostring(L, 2);
  const char *kind = lua_isfunction(L, 3) ? "local function" : "local";
  bool near = push_nearest(L, name, push_locals(L));
  const char *other = near && strcmp(lua_tostring(L, -1), name) != 0 ? lua_tostring(L, -1) : NULL;
  if (!other) return luaL_error(L, "\"%s\" is not declared: write %s %s", name, kind, name);
  return luaL_error(L, "\"%s\" is not declared: write %s %s; did you mean \"%s\"?", name, kind, name, other);
}
