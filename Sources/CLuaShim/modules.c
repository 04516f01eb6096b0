// require: the host's modules, then what the host's resolver finds. Each environment asks for itself; a module is
// loaded once in the environment that the resolver says, and is handed to the others frozen.
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
    luaL_error(L, "require: \"%s\" is not the name of a module (letters, digits, _ - . / and no '..')", name);
  }
}

// Pushes what a module is called in a path: "parts", "team/name@1.2.0", or "team/name@1.2.0:parts".
static const char *push_title(lua_State *L, const char *name, const char *environment) {
  size_t length = strlen(name);
  bool entry = strncmp(environment, name, length) == 0 && (!environment[length] || environment[length] == '@');
  if (!*environment) return lua_pushstring(L, name);
  return entry ? lua_pushstring(L, environment) : lua_pushfstring(L, "%s:%s", environment, name);
}

// Raises where the module is being loaded already, with the path: "a → b → a".
static void check_cycle(lua_State *L, int loading, const char *title) {
  wb_vm *vm = wb_of(L);
  for (int i = 1; i <= vm->loading; i++) {
    lua_rawgeti(L, loading, i);
    bool found = strcmp(lua_tostring(L, -1), title) == 0;
    lua_pop(L, 1);
    if (!found) continue;
    luaL_checkstack(L, 2 * (vm->loading - i + 2), "modules nested too deep");
    int pieces = 0;
    for (int j = i; j <= vm->loading; j++) {
      lua_rawgeti(L, loading, j);
      lua_pushliteral(L, " → ");
      pieces += 2;
    }
    lua_pushstring(L, title);
    lua_concat(L, pieces + 1);
    luaL_error(L, "require: modules need each other in a circle: %s", lua_tostring(L, -1));
  }
}

typedef struct found {
  const char *name, *chunk, *source;
  size_t length;
  int environment;  // index of the environment that it belongs to
} found;

static void load_source(lua_State *L, const found *found) {
  char room[192];
  const wb_limits *limits = &wb_of(L)->limits;
  const char *refusal = wb_source_refusal(limits, found->source, found->length, room, sizeof room);
  if (refusal) luaL_error(L, "require: module \"%s\": %s", found->name, refusal);
  int status = wb_load_in(L, found->environment, found->source, found->length, found->chunk);
  if (status == LUA_OK) return;
  if (status == LUA_ERRMEM) wb_raise_memory(L);
  lua_pushstring(L, found->chunk);
  lua_pushlstring(L, found->source, found->length);
  if (wb_host_call(L, WB_EVENT_FAULTY, 0, lua_gettop(L) - 1, 2) == 0) lua_pop(L, 2);
  luaL_error(L, "require: module \"%s\" does not parse: %s", found->name, lua_tostring(L, -1));
}

// Pushes what the module returned when it was loaded, which happens now if it is the first time.
static void push_module(lua_State *L, const found *found) {
  wb_vm *vm = wb_of(L);
  luaL_checkstack(L, 12, NULL);
  lua_rawgeti(L, found->environment, WB_ENVIRONMENT_MODULES);
  int modules = lua_gettop(L);
  lua_pushstring(L, found->name);
  if (lua_rawget(L, modules) != LUA_TNIL) return;
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(LOADING));
  int loading = lua_gettop(L);
  lua_rawgeti(L, found->environment, WB_ENVIRONMENT_NAME);
  const char *title = push_title(L, found->name, lua_tostring(L, -1));
  check_cycle(L, loading, title);
  if (vm->loading >= 50) luaL_error(L, "require: modules are nested deeper than 50");
  load_source(L, found);
  lua_pushstring(L, title);
  lua_rawseti(L, loading, vm->loading + 1);
  vm->loading++;
  lua_pushstring(L, found->name);
  lua_call(L, 1, 1);
  vm->loading--;
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    lua_pushboolean(L, 1);
  }
  lua_pushstring(L, found->name);
  lua_pushvalue(L, -2);
  lua_rawset(L, modules);
}

// Upvalue: the environment that asks.
int wb_require(lua_State *L) {
  size_t length;
  const char *name = luaL_checklstring(L, 1, &length);
  lua_settop(L, 1);
  check_name(L, name, length);
  lua_rawgeti(L, lua_upvalueindex(1), WB_ENVIRONMENT_ANSWERS);
  lua_pushvalue(L, 1);
  if (lua_rawget(L, 2) != LUA_TNIL) return 1;
  lua_settop(L, 2);
  lua_pushvalue(L, 1);
  lua_rawgeti(L, lua_upvalueindex(1), WB_ENVIRONMENT_NAME);
  int count = wb_host_call(L, WB_EVENT_RESOLVE, 0, 3, 2);  // raises where nothing is found
  if (count == 3) {
    found found = {.name = name, .chunk = lua_tostring(L, 5), .source = lua_tolstring(L, 6, &length)};
    if (!found.chunk || !found.source || !lua_isstring(L, 7)) {
      return luaL_error(L, "require: the module \"%s\" has no source", name);
    }
    wb_environment_push(L, lua_tostring(L, 7));
    found.environment = 8;
    found.length = length;
    push_module(L, &found);
    if (!lua_rawequal(L, 8, lua_upvalueindex(1))) wb_freeze_labelled(L, 1);
  }
  if (lua_isnil(L, -1)) lua_pushboolean(L, 1);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, -2);
  lua_rawset(L, 2);
  return 1;
}

static int forget(lua_State *L) {
  wb_environment_push(L, "");
  int environment = lua_gettop(L);
  lua_rawgeti(L, environment, WB_ENVIRONMENT_ANSWERS);
  lua_rawgeti(L, environment, WB_ENVIRONMENT_MODULES);
  for (lua_pushnil(L); lua_next(L, environment + 2); lua_pop(L, 1)) {
    lua_pushvalue(L, -2);
    lua_pushnil(L);
    lua_rawset(L, environment + 1);
  }
  lua_newtable(L);
  lua_rawseti(L, environment, WB_ENVIRONMENT_MODULES);
  return 0;
}

int32_t wb_forget_modules(wb_vm *vm) { return wb_enter(vm, forget, NULL); }
