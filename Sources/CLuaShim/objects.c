// Swift objects as Lua sees them: locked metatables, methods made once, properties by their numbers.
#include "internal.h"

const char *wb_type_name(lua_State *L, uint32_t type) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(TYPE_NAMES));
  lua_rawgeti(L, -1, type);
  const char *name = lua_tostring(L, -1);  // the table keeps it
  lua_pop(L, 2);
  return name ? name : "object";
}

static const wb_head *object_at(lua_State *L, int index) {
  const wb_head *head = lua_type(L, index) == LUA_TUSERDATA ? lua_touserdata(L, index) : NULL;
  return head && head->kind == WB_KIND_OBJECT ? head : NULL;
}

// The first argument of a method must be an object of its type: a dot in place of the colon is the usual slip.
void wb_check_self(lua_State *L, const wb_head *slot) {
  const wb_head *self = object_at(L, 1);
  if (self && self->type == slot->type) return;
  const char *name = lua_tostring(L, lua_upvalueindex(2));
  const char *type = wb_type_name(L, slot->type);
  luaL_error(L, "%s.%s was called without its %s: write a colon, %s:%s(…)", type, name, type, type, name);
}

// The value under a whole number. Values that are read one after the other are fetched in ever longer chunks, of which the
// object keeps the last; others come one by one.
static int element(lua_State *L, const wb_head *self, lua_Integer place) {
  wb_box *box = lua_getiuservalue(L, 1, 1) == LUA_TUSERDATA ? lua_touserdata(L, -1) : NULL;
  if (!box) {
    box = wb_box_push(L);
    lua_pushvalue(L, -1);
    lua_setiuservalue(L, 1, 1);
  }
  uint64_t at = (uint64_t)place - (uint64_t)box->first, count = wb_box_count(box);
  if (at >= count) {
    int64_t wanted = at == count && count > 0 ? 2 * box->wanted : 1;
    wb_box_fill(L, WB_EVENT_ELEMENTS, self->id, box, place, wanted < WB_CHUNK ? wanted : WB_CHUNK);
    at = 0;
    if (!wb_box_count(box)) return 0;
  }
  wb_box_value(L, box, at);
  return 1;
}

// Upvalues: the members, whether there are elements.
static int object_index(lua_State *L) {
  const wb_head *self = object_at(L, 1);
  if (!self) return luaL_error(L, "not an object");
  lua_settop(L, 2);
  if (lua_type(L, 2) == LUA_TSTRING) {
    lua_pushvalue(L, 2);
    int member = lua_rawget(L, lua_upvalueindex(1));
    if (member == LUA_TFUNCTION) return 1;
    if (member == LUA_TNUMBER) return wb_host_call(L, WB_EVENT_PROPERTY, self->id, 3, 1);
  } else if (lua_type(L, 2) == LUA_TNUMBER && lua_toboolean(L, lua_upvalueindex(2))) {
    int is_whole;
    lua_Integer place = lua_tointegerx(L, 2, &is_whole);
    if (is_whole && place >= 1) return element(L, self, place);
  }
  return wb_host_call(L, WB_EVENT_INDEX, self->id, 2, 1);
}

static int object_assigned(lua_State *L) {
  const wb_head *self = object_at(L, 1);
  const char *type = self ? wb_type_name(L, self->type) : "object";
  const char *key = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : luaL_typename(L, 2);
  return luaL_error(L, "%s is read-only: \"%s\" cannot be assigned", type, key);
}

static int object_text(lua_State *L) {
  const wb_head *self = object_at(L, 1);
  return self ? wb_host_call(L, WB_EVENT_TEXT, self->id, 1, 0) : luaL_error(L, "not an object");
}

static int object_length(lua_State *L) {
  const wb_head *self = object_at(L, 1);
  return self ? wb_host_call(L, WB_EVENT_LENGTH, self->id, 1, 0) : luaL_error(L, "not an object");
}

static int object_equal(lua_State *L) {
  const wb_head *a = object_at(L, 1);
  const wb_head *b = object_at(L, 2);
  if (!a || !b || a->type != b->type) {
    lua_pushboolean(L, 0);
    return 1;
  }
  return wb_host_call(L, WB_EVENT_EQUAL, a->id, 2, 1);
}

typedef struct type_request {
  const char *name;
  wb_buffer *definition;
  uint32_t type;
} type_request;

static int define_type(lua_State *L) {
  static const luaL_Reg events[] = {
    {"__newindex", object_assigned}, {"__tostring", object_text}, {"__len", object_length},
    {"__eq", object_equal}, {"__gc", wb_head_collect}, {NULL, NULL}};
  type_request *request = lua_touserdata(L, 1);
  uint32_t type = wb_of(L)->types + 1;
  if (type > UINT16_MAX) return luaL_error(L, "too many types of objects");
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(TYPES));
  lua_newtable(L);
  luaL_setfuncs(L, events, 0);
  size_t at = wb_push(L, request->definition, 0, type);
  at = wb_push(L, request->definition, at, 0);
  lua_pushcclosure(L, object_index, 2);
  lua_setfield(L, -2, "__index");
  wb_push(L, request->definition, at, 0);
  for (lua_pushnil(L); lua_next(L, -2);) {  // the operand on either side may be the object: none is taken for self
    lua_pushvalue(L, -2);
    lua_rotate(L, -2, 1);
    lua_rawset(L, -5);
  }
  lua_pop(L, 1);
  lua_pushstring(L, request->name);
  lua_setfield(L, -2, "__name");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(TYPE_NAMES));
  lua_pushstring(L, request->name);
  lua_rawseti(L, -2, type);
  lua_pop(L, 1);
  lua_rawseti(L, -2, type);
  wb_of(L)->types = request->type = type;
  return 0;
}

int32_t wb_define_type(wb_vm *vm, const char *name, wb_buffer *definition, uint16_t *type) {
  type_request request = {name, definition, 0};
  int32_t status = wb_enter(vm, define_type, &request);
  *type = (uint16_t)request.type;
  return status;
}
