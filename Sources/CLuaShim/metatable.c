// setmetatable: finalizers, weak tables and the like are refused.
//
// A metatable that could be changed afterwards would get them in later (and in some 5.4 releases __concat can corrupt
// memory). So the table gets a copy of it, its shadow, shared by all tables with that metatable. The shadow is brought
// up to date whenever one more table gets it, and when a text, a walk or a missing key asks for an event that was added
// later. getmetatable shows the script's own. Each of the two holds the other under a key that no script can have.
#include "internal.h"

static const char *const refused[] = {"__gc", "__mode", "__close", "__concat", NULL};

static const char *const events[] = {
  "__index", "__newindex", "__call", "__tostring", "__name", "__len", "__eq", "__lt", "__le", "__unm", "__add", "__sub",
  "__mul", "__div", "__mod", "__pow", "__idiv", "__band", "__bor", "__bxor", "__shl", "__shr", "__bnot", "__pairs", NULL};

static int late_index(lua_State *L);

// Pushes the events of the original into the shadow. Both are absolute indices.
static void update(lua_State *L, int shadow, int original) {
  for (const char *const *name = events; *name; name++) {
    lua_pushstring(L, *name);
    lua_pushvalue(L, -1);
    lua_rawget(L, original);
    if (name == events && lua_isnil(L, -1)) {
      lua_pop(L, 1);
      lua_pushcfunction(L, late_index);
    }
    lua_rawset(L, shadow);
  }
  // getmetatable answers with the field __metatable, where there is one.
  lua_pushliteral(L, "__metatable");
  lua_pushvalue(L, -1);
  if (lua_rawget(L, original) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_pushvalue(L, original);
  }
  lua_rawset(L, shadow);
}

// Brings the metatable of a value up to date, where it is a shadow.
void wb_metatable_update(lua_State *L, int index) {
  luaL_checkstack(L, 6, NULL);
  if (lua_type(L, index) != LUA_TTABLE || !lua_getmetatable(L, index)) return;
  if (lua_rawgetp(L, -1, WB_KEY(ORIGINAL)) == LUA_TTABLE) update(L, lua_gettop(L) - 1, lua_gettop(L));
  lua_pop(L, 2);
}

// A missing key, where the metatable had no __index when it was given: self.__index = self often comes afterwards.
static int late_index(lua_State *L) {
  lua_settop(L, 2);
  wb_metatable_update(L, 1);
  if (luaL_getmetafield(L, 1, "__index") == LUA_TNIL || lua_tocfunction(L, -1) == late_index) {
    lua_pushnil(L);
    return 1;
  }
  lua_settop(L, 2);
  lua_gettable(L, 1);
  return 1;
}

static void check_refused(lua_State *L) {
  for (const char *const *name = refused; *name; name++) {
    lua_pushstring(L, *name);
    if (lua_rawget(L, 2) != LUA_TNIL) luaL_error(L, "setmetatable: \"%s\" is not available to scripts", *name);
    lua_pop(L, 1);
  }
}

// Pushes the shadow of the metatable at index 2, which the environment in the upvalue owns, unless it saw but a view.
static void push_shadow(lua_State *L, bool viewed) {
  if (lua_rawgetp(L, 2, WB_KEY(SHADOW)) != LUA_TTABLE) {
    lua_pop(L, 1);
    lua_createtable(L, 0, 8);
    lua_pushvalue(L, 2);
    lua_rawsetp(L, -2, WB_KEY(ORIGINAL));
    lua_pushvalue(L, -1);
    lua_rawsetp(L, 2, WB_KEY(SHADOW));
  }
  update(L, lua_gettop(L), 2);
  if (viewed) return;
  if (lua_rawgetp(L, -1, WB_KEY(OWNER)) == LUA_TNIL) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_rawsetp(L, -3, WB_KEY(OWNER));
  }
  lua_pop(L, 1);
}

// Whether the metatable in force was locked by the script, or by the host.
static bool is_protected(lua_State *L) {
  if (!lua_getmetatable(L, 1)) return false;
  bool locked = true;
  if (lua_rawgetp(L, -1, WB_KEY(ORIGINAL)) == LUA_TTABLE) {
    lua_pushliteral(L, "__metatable");
    locked = lua_rawget(L, -2) != LUA_TNIL;
    lua_pop(L, 1);
  }
  lua_pop(L, 2);
  return locked;
}

// Upvalue: the environment.
int wb_setmetatable(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  wb_view_refuse(L, 1, "", "setmetatable");
  luaL_argexpected(L, lua_isnil(L, 2) || lua_istable(L, 2), 2, "nil or table");
  lua_settop(L, 2);
  luaL_checkstack(L, 8, NULL);
  if (is_protected(L)) return luaL_error(L, "cannot change a protected metatable");
  if (lua_istable(L, 2)) {
    bool viewed = wb_view_open(L, 2);
    check_refused(L);
    push_shadow(L, viewed);
  }
  lua_setmetatable(L, 1);
  lua_settop(L, 1);
  return 1;
}

// Upvalue: the environment. Another one's metatable is shown as a view: a class could be changed through its objects.
int wb_getmetatable(lua_State *L) {
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  luaL_checkstack(L, 8, NULL);
  wb_view_open(L, 1);
  if (!lua_getmetatable(L, 1)) return 0;
  lua_pushliteral(L, "__metatable");
  lua_rawget(L, 2);
  lua_rawgetp(L, 2, WB_KEY(OWNER));
  if (!lua_rawequal(L, -1, lua_upvalueindex(1))) {
    lua_pushliteral(L, "metatable");
    lua_pushvalue(L, 3);
    wb_freeze_labelled(L, 5);
    return 1;
  }
  lua_settop(L, 3);
  return 1;
}
