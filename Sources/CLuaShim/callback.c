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

// MARK: Crossings

// The crossing of a call that is made now. Lua runs inside a call of Swift through an entry alone, so that none of the
// calls under way uses it; an error may have left something in it.
static wb_crossing *next_crossing(lua_State *L) {
  wb_vm *vm = wb_of(L);
  wb_crossing **place = vm->crossing ? &vm->crossing->inner : &vm->outermost;
  if (!*place) {
    wb_crossing *made = wb_reallocate(NULL, sizeof *made);
    if (!made) wb_raise_memory(L);
    memset(made, 0, sizeof *made);
    *place = made;
  }
  wb_crossings_clear(vm);
  return *place;
}

// Lets go of what an error has left in the crossing of the calls that are made where Lua runs now.
void wb_crossings_clear(wb_vm *vm) {
  wb_crossing *crossing = vm->crossing ? vm->crossing->inner : vm->outermost;
  if (!crossing) return;
  wb_buffer_clear(vm, &crossing->arguments);
  wb_buffer_clear(vm, &crossing->results);
}

void wb_crossings_free(wb_vm *vm) {
  for (wb_crossing *crossing = vm->outermost, *inner; crossing; crossing = inner) {
    inner = crossing->inner;
    wb_buffer_free(vm, &crossing->arguments);
    wb_buffer_free(vm, &crossing->results);
    free(crossing);
  }
  vm->outermost = NULL;
}

// Calls Swift with `count` arguments from stack index `first` on, and pushes what it gives; returns how many.
int wb_host_call(lua_State *L, int32_t event, int64_t subject, int first, int count) {
  wb_vm *vm = wb_of(L);
  luaL_checkstack(L, 12, "too many arguments");
  wb_crossing *outer = vm->crossing, *own = next_crossing(L);
  int top = lua_gettop(L);
  for (int i = 0; i < count; i++) wb_flatten(L, first + i, &own->arguments);
  wb_measure measure = wb_profile_begin(vm);
  vm->crossing = own;
  int32_t status = vm->host.call(vm->host.context, event, subject, &own->arguments, &own->results);
  vm->crossing = outer;
  wb_profile_host_end(L, measure);
  wb_buffer_clear(vm, &own->arguments);
  if (vm->abort) wb_raise_abort(L);
  if (status < 0) wb_raise_host(L, &own->results);
  for (size_t at = 0; at < own->results.count;) {
    luaL_checkstack(L, 8, "too many results");
    at = wb_push(L, &own->results, at, 0);
  }
  wb_buffer_check(L, &own->results);
  wb_buffer_clear(vm, &own->results);
  return lua_gettop(L) - top;
}

// A Swift function as Lua calls it. Upvalues: its slot, its name.
int wb_trampoline(lua_State *L) {
  const wb_head *slot = lua_touserdata(L, lua_upvalueindex(1));
  if (slot->type) wb_check_self(L, slot);
  return wb_host_call(L, WB_EVENT_CALL, slot->id, 1, lua_gettop(L));
}

// MARK: Chunks

// Fills a box with the values from a place on: Swift takes the place and how many are wanted, and gives a table of as many
// as it likes, of none at the end. An error leaves the box empty.
void wb_box_fill(lua_State *L, int32_t event, int64_t subject, wb_box *box, lua_Integer place, lua_Integer wanted) {
  wb_vm *vm = wb_of(L);
  wb_buffer_clear(vm, &box->arguments);
  wb_buffer_free(vm, &box->results);
  box->first = place;
  box->wanted = wanted;
  wb_buffer_add(&box->arguments, WB_INTEGER, 0, 0, place);
  wb_buffer_add(&box->arguments, WB_INTEGER, 0, 0, wanted);
  wb_buffer_check(L, &box->arguments);
  wb_measure measure = wb_profile_begin(vm);
  int32_t status = vm->host.call(vm->host.context, event, subject, &box->arguments, &box->results);
  wb_profile_host_end(L, measure);
  if (status >= 0 && !vm->abort && !box->results.failed) return;
  bool failed = box->results.failed;
  if (vm->abort || failed) wb_buffer_clear(vm, &box->results);
  if (vm->abort) wb_raise_abort(L);
  if (failed) wb_raise_memory(L);
  wb_raise_host(L, &box->results);
}

uint64_t wb_box_count(const wb_box *box) { return box->results.count ? box->results.count - 1 : 0; }

void wb_box_value(lua_State *L, wb_box *box, uint64_t at) {
  if (!wb_push_number(L, &box->results.nodes[at + 1])) wb_push(L, &box->results, at + 1, 0);
}

// The iterator of a for loop over values that Swift gives a chunk at a time. Upvalues: the slot, its name,
// the chunk. It takes the place before, and gives the place and the value.
int wb_next_of_chunk(lua_State *L) {
  const wb_head *slot = lua_touserdata(L, lua_upvalueindex(1));
  wb_box *box = lua_touserdata(L, lua_upvalueindex(3));
  lua_Integer place = (lua_Integer)((lua_Unsigned)lua_tointeger(L, 2) + 1);
  uint64_t at = (uint64_t)place - (uint64_t)box->first;
  if (at >= wb_box_count(box)) {
    wb_box_fill(L, WB_EVENT_CALL, slot->id, box, place, WB_CHUNK);
    at = 0;
    if (!wb_box_count(box)) return 0;
  }
  lua_pushinteger(L, place);
  wb_box_value(L, box, at);
  return 2;
}
