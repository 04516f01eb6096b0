// From Lua to Swift and back. Swift begins and ends on one line of wb_host_call.
#include "internal.h"

// A userdata of ours, with its metatable, owning nothing yet.
wb_head *wb_head_push(lua_State *L, uint32_t kind, const void *metatable_key, int user_values) {
  size_t size = kind == WB_KIND_BOX ? sizeof(wb_box) : sizeof(wb_head);
  wb_head *head = lua_newuserdatauv(L, size, user_values);
  memset(head, 0, size);
  head->kind = kind;
  head->serial = wb_of(L)->serials[LUA_TUSERDATA];
  if (metatable_key) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, metatable_key);
    lua_setmetatable(L, -2);
  }
  return head;
}

wb_box *wb_box_push(lua_State *L) { return (wb_box *)wb_head_push(L, WB_KIND_BOX, WB_KEY(BOX), 0); }

int wb_box_collect(lua_State *L) {
  wb_box *box = lua_touserdata(L, 1);
  wb_buffer_free(wb_of(L), &box->arguments);
  wb_buffer_free(wb_of(L), &box->results);
  return 0;
}

int wb_head_collect(lua_State *L) {
  wb_head *head = lua_touserdata(L, 1);
  wb_vm *vm = wb_of(L);
  int64_t id = head->id;
  head->id = 0;
  if (id) vm->host.release(vm->host.context, id);
  return 0;
}

// Calls Swift with `count` arguments from stack index `first` on, and pushes what it gives; returns how many.
int wb_host_call(lua_State *L, int32_t event, int64_t subject, int first, int count) {
  wb_vm *vm = wb_of(L);
  luaL_checkstack(L, 12, "too many arguments");
  wb_box *box = wb_box_push(L);
  int top = lua_gettop(L);
  for (int i = 0; i < count; i++) wb_flatten(L, first + i, &box->arguments);
  wb_measure measure = wb_profile_begin(vm);
  int32_t status = vm->host.call(vm->host.context, event, subject, &box->arguments, &box->results);
  wb_profile_host_end(L, measure);
  wb_buffer_free(vm, &box->arguments);
  if (vm->abort) wb_raise_abort(L);
  if (status < 0) wb_raise_host(L, box);
  for (size_t at = 0; at < box->results.count;) {
    luaL_checkstack(L, 8, "too many results");
    at = wb_push(L, &box->results, at, 0);
  }
  wb_buffer_check(L, &box->results);
  wb_buffer_free(vm, &box->results);
  return lua_gettop(L) - top;
}

// A Swift function as Lua calls it. Upvalues: its slot, its name.
int wb_trampoline(lua_State *L) {
  const wb_head *slot = lua_touserdata(L, lua_upvalueindex(1));
  if (slot->type) wb_check_self(L, slot);
  return wb_host_call(L, WB_EVENT_CALL, slot->id, 1, lua_gettop(L));
}

// Fills a box with the values from a place on: the slot's function takes the place and gives a table of as many as it likes, of none at
// the end.
static void fill_chunk(lua_State *L, const wb_head *slot, wb_box *box, lua_Integer place) {
  wb_vm *vm = wb_of(L);
  wb_buffer_free(vm, &box->results);
  wb_buffer_add(&box->arguments, WB_INTEGER, 0, 0, place);
  int32_t status = vm->host.call(vm->host.context, WB_EVENT_CALL, slot->id, &box->arguments, &box->results);
  wb_buffer_free(vm, &box->arguments);
  if (vm->abort) wb_raise_abort(L);
  if (status < 0) wb_raise_host(L, box);
  wb_buffer_check(L, &box->results);
  box->first = place;
}

// How many values there are in a box: its first node is the head of their table, and each of them a node of its own.
static uint64_t chunk_count(const wb_box *box) { return box->results.count ? box->results.count - 1 : 0; }

// The iterator of a for loop over values that Swift gives a chunk at a time. Upvalues: the slot, its name,
// the chunk. It takes the place before, and gives the place and the value.
int wb_next_of_chunk(lua_State *L) {
  const wb_head *slot = lua_touserdata(L, lua_upvalueindex(1));
  wb_box *box = lua_touserdata(L, lua_upvalueindex(3));
  lua_Integer place = (lua_Integer)((lua_Unsigned)lua_tointeger(L, 2) + 1);
  uint64_t at = (uint64_t)place - (uint64_t)box->first;
  if (at >= chunk_count(box)) {
    fill_chunk(L, slot, box, place);
    at = 0;
    if (!chunk_count(box)) return 0;
  }
  lua_pushinteger(L, place);
  if (!wb_push_number(L, &box->results.nodes[at + 1])) wb_push(L, &box->results, at + 1, 0);
  return 2;
}
