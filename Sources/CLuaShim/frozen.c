// Frozen tables. What one environment hands to another is a view: an empty table that shows another one, and cannot be
// changed. Tables read through a view are views too, made when they are met; a table has one view, so that the same
// table is the same view. Functions are handed on as they are.
//
// A view holds its table, and where it came from, under keys that no script can have. The functions of the host that
// read tables raw open it first. Lua's own read it through the metatable here, which no script can reach.
#include "internal.h"

enum { LONGEST_LABEL = 80 };

// MARK: Views

// Pushes the table that a view shows; false, and nothing, where the value is no view.
bool wb_view_push(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TTABLE) return false;
  if (lua_rawgetp(L, index, WB_KEY(VIEWED)) == LUA_TTABLE) return true;
  lua_pop(L, 1);
  return false;
}

// Puts in place of a view the table that it shows.
bool wb_view_open(lua_State *L, int index) {
  index = lua_absindex(L, index);
  if (!wb_view_push(L, index)) return false;
  lua_replace(L, index);
  return true;
}

// Opens a key that is a view, unless the table has the view itself as a key.
void wb_view_key(lua_State *L, int table, int key) {
  if (!wb_view_push(L, key)) return;
  lua_pushvalue(L, key);
  bool known = lua_rawget(L, table) != LUA_TNIL;
  lua_pop(L, 1);
  if (known) {
    lua_pop(L, 1);
  } else {
    lua_replace(L, key);
  }
}

static const char *label_of(lua_State *L, int view) {
  lua_rawgetp(L, view, WB_KEY(LABEL));
  return lua_tostring(L, -1);
}

// Raises where a function that changes a table is given a view.
void wb_view_refuse(lua_State *L, int index, const char *library, const char *function) {
  if (!wb_view_push(L, index)) return;
  luaL_error(L, "\"%s\" is frozen: %s%s cannot change it", label_of(L, index), library, function);
}

// MARK: Making them

// Where the table on top has a view, replaces it; where it needs none, leaves it. False where a view is to be made.
static bool has_view(lua_State *L) {
  luaL_checkstack(L, 6, NULL);
  if (lua_type(L, -1) != LUA_TTABLE) return true;
  if (wb_view_push(L, -1)) {
    lua_pop(L, 1);
    return true;
  }
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(VIEWS));
  lua_pushvalue(L, -2);
  bool found = lua_rawget(L, -2) == LUA_TTABLE;
  if (found) lua_replace(L, -3);
  lua_pop(L, found ? 1 : 2);
  return found;
}

// Freezes the value on top; `label` is the index of the text that says where it comes from.
void wb_freeze_labelled(lua_State *L, int label) {
  label = lua_absindex(L, label);
  if (has_view(L)) return;
  lua_createtable(L, 0, 2);
  lua_pushvalue(L, -2);
  lua_rawsetp(L, -2, WB_KEY(VIEWED));
  lua_pushvalue(L, label);
  lua_rawsetp(L, -2, WB_KEY(LABEL));
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(VIEW));
  lua_setmetatable(L, -2);
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(VIEWS));
  lua_pushvalue(L, -3);
  lua_pushvalue(L, -3);
  lua_rawset(L, -3);
  lua_pop(L, 1);
  lua_replace(L, -2);
}

// Freezes the value on top, which was read from a view under a key.
static void freeze_member(lua_State *L, int view, int key) {
  if (has_view(L)) return;
  view = lua_absindex(L, view);
  key = lua_absindex(L, key);
  size_t length, more = LONGEST_LABEL;
  lua_rawgetp(L, view, WB_KEY(LABEL));
  const char *label = lua_tolstring(L, -1, &length);
  const char *name = lua_type(L, key) == LUA_TSTRING ? lua_tolstring(L, key, &more) : NULL;
  if (name && length + more < LONGEST_LABEL) lua_pushfstring(L, "%s.%s", label, name);
  else lua_pushvalue(L, -1);
  lua_replace(L, -2);
  lua_insert(L, -2);
  wb_freeze_labelled(L, -2);
  lua_remove(L, -2);
}

// Freezes the key and the value on top, which were read from a view.
void wb_freeze_pair(lua_State *L, int view) {
  luaL_checkstack(L, 6, NULL);
  freeze_member(L, view, -2);
  lua_insert(L, -2);
  freeze_member(L, view, -1);
  lua_insert(L, -2);
}

// freeze (value)
int wb_freeze(lua_State *L) {
  lua_Debug caller;
  luaL_checkany(L, 1);
  lua_settop(L, 1);
  if (!has_view(L)) {
    bool known = lua_getstack(L, 1, &caller) && lua_getinfo(L, "Sl", &caller) && caller.currentline > 0;
    if (known) lua_pushfstring(L, "a table of %s:%d", caller.short_src, caller.currentline);
    else lua_pushliteral(L, "a table");
    lua_insert(L, 1);
    wb_freeze_labelled(L, 1);
  }
  return 1;
}

// MARK: Reading them

static int view_index(lua_State *L) {
  lua_settop(L, 2);
  if (!wb_view_push(L, 1)) return 0;
  wb_view_key(L, 3, 2);
  lua_pushvalue(L, 2);
  lua_gettable(L, 3);
  freeze_member(L, 1, 2);
  return 1;
}

static int view_length(lua_State *L) {
  if (!wb_view_push(L, 1)) return 0;
  lua_len(L, -1);
  return 1;
}

int wb_rawget(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  luaL_checkany(L, 2);
  lua_settop(L, 2);
  if (!wb_view_push(L, 1)) {
    lua_rawget(L, 1);
    return 1;
  }
  wb_view_key(L, 3, 2);
  lua_pushvalue(L, 2);
  lua_rawget(L, 3);
  freeze_member(L, 1, 2);
  return 1;
}

int wb_rawlen(lua_State *L) {
  luaL_argexpected(L, lua_istable(L, 1) || lua_type(L, 1) == LUA_TSTRING, 1, "table or string");
  lua_settop(L, 1);
  wb_view_open(L, 1);
  lua_pushinteger(L, (lua_Integer)lua_rawlen(L, 1));
  return 1;
}

static int view_assigned(lua_State *L) {
  lua_settop(L, 2);
  const char *label = label_of(L, 1);
  if (lua_type(L, 2) == LUA_TTABLE || lua_type(L, 2) == LUA_TUSERDATA) lua_pushstring(L, luaL_typename(L, 2));
  else wb_text(L, 2, NULL);
  return luaL_error(L, "\"%s\" is frozen: \"%s\" cannot be assigned", label, lua_tostring(L, -1));
}

// MARK: Events of the table that a view shows

// Pushes what the metatable of the value, or of the table that it shows, has for an event.
static bool push_event(lua_State *L, int index, const char *event) {
  if (!wb_view_push(L, index)) lua_pushvalue(L, index);
  bool found = luaL_getmetafield(L, -1, event) != LUA_TNIL;
  if (found) lua_remove(L, -2);
  else lua_pop(L, 1);
  return found;
}

// Below the results stand the view and its table, which the function may return as its self.
static int finish_call(lua_State *L, int status, lua_KContext context) {
  (void)status;
  (void)context;
  for (int i = 3; i <= lua_gettop(L); i++) {
    if (!lua_rawequal(L, i, 2)) continue;
    lua_pushvalue(L, 1);
    lua_replace(L, i);
  }
  return lua_gettop(L) - 2;
}

// The function is the owner's, and gets the owner's table: constructors pass it to setmetatable.
static int view_call(lua_State *L) {
  int count = lua_gettop(L);
  luaL_checkstack(L, 6, NULL);
  if (!wb_view_push(L, 1)) return 0;
  if (luaL_getmetafield(L, -1, "__call") == LUA_TNIL) {
    return luaL_error(L, "attempt to call a table value (\"%s\")", label_of(L, 1));
  }
  lua_insert(L, 2);
  lua_insert(L, 2);
  lua_pushvalue(L, 2);
  lua_insert(L, 4);
  lua_callk(L, count, LUA_MULTRET, 0, finish_call);
  return finish_call(L, LUA_OK, 0);
}

static int view_equal(lua_State *L) {
  lua_settop(L, 2);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 2);
  wb_view_open(L, 3);
  wb_view_open(L, 4);
  bool same = lua_rawequal(L, 3, 4);
  lua_settop(L, 2);
  if (same || (!push_event(L, 1, "__eq") && !push_event(L, 2, "__eq"))) {
    lua_pushboolean(L, same);
    return 1;
  }
  lua_insert(L, 1);
  lua_call(L, 2, 1);
  return 1;
}

// Upvalues: the event, what it attempts.
static int view_operator(lua_State *L) {
  lua_settop(L, 2);
  const char *event = lua_tostring(L, lua_upvalueindex(1));
  const char *attempt = lua_tostring(L, lua_upvalueindex(2));
  if (!push_event(L, 1, event) && !push_event(L, 2, event)) {
    const char *left = luaL_typename(L, 1), *right = luaL_typename(L, 2);
    if (*attempt != 'c') return luaL_error(L, "attempt to %s a %s value", attempt, lua_isnumber(L, 1) ? right : left);
    if (strcmp(left, right) == 0) return luaL_error(L, "attempt to compare two %s values", left);
    return luaL_error(L, "attempt to compare %s with %s", left, right);
  }
  lua_insert(L, 1);
  lua_call(L, 2, 1);
  return 1;
}

static void add_operators(lua_State *L, const char *const *operators, const char *attempt) {
  for (; *operators; operators++) {
    lua_pushstring(L, *operators);
    lua_pushstring(L, attempt);
    lua_pushcclosure(L, view_operator, 2);
    lua_setfield(L, -2, *operators);
  }
}

void wb_make_views(lua_State *L) {
  static const luaL_Reg events[] = {
    {"__index", view_index}, {"__newindex", view_assigned}, {"__len", view_length}, {"__call", view_call},
    {"__eq", view_equal}, {NULL, NULL}};
  static const char *const arithmetic[] = {"__add", "__sub", "__mul", "__div", "__mod", "__pow", "__idiv", "__unm", NULL};
  static const char *const bitwise[] = {"__band", "__bor", "__bxor", "__shl", "__shr", "__bnot", NULL};
  static const char *const order[] = {"__lt", "__le", NULL};
  luaL_newlib(L, events);
  add_operators(L, arithmetic, "perform arithmetic on");
  add_operators(L, bitwise, "perform bitwise operation on");
  add_operators(L, order, "compare");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_rawsetp(L, LUA_REGISTRYINDEX, WB_KEY(VIEW));
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "k");
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  lua_rawsetp(L, LUA_REGISTRYINDEX, WB_KEY(VIEWS));
}
