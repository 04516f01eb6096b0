// Values as they cross: a tree, flat, in preorder. Reading is raw: no metamethod of a script runs.
#include "internal.h"

#include <stdio.h>

// MARK: Buffers

static void reserve_node(wb_buffer *buffer) {
  if (buffer->count < buffer->capacity) return;
  size_t capacity = buffer->capacity ? buffer->capacity * 2 : 8;
  wb_node *nodes = wb_reallocate(buffer->nodes, capacity * sizeof *nodes);
  if (!nodes) {
    buffer->failed = true;
    return;
  }
  buffer->nodes = nodes;
  buffer->capacity = capacity;
}

static bool add(wb_buffer *buffer, wb_node node) {
  reserve_node(buffer);
  if (buffer->count == buffer->capacity) return false;
  buffer->nodes[buffer->count++] = node;
  return true;
}

static bool owns(int32_t tag) { return tag == WB_CLOSURE || tag == WB_OBJECT || tag == WB_CAUSE; }

bool wb_buffer_add(wb_buffer *buffer, int32_t tag, uint16_t type, uint32_t length, int64_t bits) {
  return add(buffer, (wb_node){(uint8_t)tag, owns(tag) ? 0 : 1, type, length, bits});
}

static bool reserve(wb_buffer *buffer, size_t count) {
  if (buffer->capacity - buffer->count >= count) return true;
  wb_node *nodes = wb_reallocate(buffer->nodes, (buffer->count + count) * sizeof *nodes);
  if (!nodes) {
    buffer->failed = true;
    return false;
  }
  buffer->nodes = nodes;
  buffer->capacity = buffer->count + count;
  return true;
}

static bool is_present(const uint64_t *validity, size_t row) {
  return !validity || validity[row >> 6] >> (row & 63) & 1;
}

void wb_buffer_add_numbers(wb_buffer *buffer, const double *values, const uint64_t *validity, size_t first, size_t count) {
  if (!reserve(buffer, count)) return;
  for (size_t row = first; row < first + count; row++) {
    wb_node node = {WB_MISSING, 1, 0, 0, 0};
    if (is_present(validity, row)) {
      node.tag = WB_NUMBER;
      memcpy(&node.bits, &values[row], sizeof node.bits);
    }
    buffer->nodes[buffer->count++] = node;
  }
}

void wb_buffer_add_integers(wb_buffer *buffer, const int64_t *values, const uint64_t *validity, size_t first, size_t count) {
  if (!reserve(buffer, count)) return;
  for (size_t row = first; row < first + count; row++) {
    bool present = is_present(validity, row);
    buffer->nodes[buffer->count++] = (wb_node){present ? WB_INTEGER : WB_MISSING, 1, 0, 0, present ? values[row] : 0};
  }
}

void wb_buffer_add_string(wb_buffer *buffer, const char *bytes, size_t length) {
  if (length > UINT32_MAX) {
    buffer->failed = true;
    length = 0;
  }
  if (buffer->used + length > buffer->room) {
    size_t room = (buffer->used + length) * 2 + 64;
    char *grown = wb_reallocate(buffer->bytes, room);
    if (!grown) {
      buffer->failed = true;
      return;
    }
    buffer->bytes = grown;
    buffer->room = room;
  }
  if (length) memcpy(buffer->bytes + buffer->used, bytes, length);
  add(buffer, (wb_node){WB_STRING, 1, 0, (uint32_t)length, (int64_t)buffer->used});
  buffer->used += length;
}

void wb_buffer_check(lua_State *L, const wb_buffer *buffer) {
  if (buffer->failed) wb_raise_memory(L);
}

// Lets go of what the buffer owns.
static void disown(wb_vm *vm, wb_buffer *buffer) {
  for (size_t i = 0; i < buffer->count; i++) {
    wb_node *node = &buffer->nodes[i];
    if (node->adopted) continue;
    node->adopted = 1;
    if (node->tag == WB_FUNCTION) {
      wb_release_function(vm, node->bits);
    } else {
      vm->host.release(vm->host.context, node->bits);
    }
  }
}

void wb_buffer_free(wb_vm *vm, wb_buffer *buffer) {
  disown(vm, buffer);
  free(buffer->nodes);
  free(buffer->bytes);
  *buffer = (wb_buffer){0};
}

enum { KEPT_NODES = 256, KEPT_BYTES = 4096 };

// Empties a buffer that will be filled again: what most calls need is kept, more is given back.
void wb_buffer_clear(wb_vm *vm, wb_buffer *buffer) {
  if (buffer->capacity > KEPT_NODES || buffer->room > KEPT_BYTES) {
    wb_buffer_free(vm, buffer);
    return;
  }
  disown(vm, buffer);
  buffer->count = buffer->used = 0;
  buffer->failed = false;
}

// MARK: Handles of Lua functions

int64_t wb_handle_new(lua_State *L, int index) {
  wb_vm *vm = wb_of(L);
  index = lua_absindex(L, index);
  luaL_checkstack(L, 4, NULL);
  wb_handles_sweep(L);
  if (!vm->free_handles) {
    uint32_t room = vm->handle_room ? vm->handle_room * 2 : 16;
    wb_handle *handles = wb_reallocate(vm->handles, room * sizeof *handles);
    if (!handles) wb_raise_memory(L);
    vm->handles = handles;
    uint32_t first = vm->handle_room ? vm->handle_room : 1;  // 0 ends a list
    for (uint32_t i = room; i-- > first;) {
      handles[i] = (wb_handle){vm->free_handles, 0};
      vm->free_handles = i;
    }
    vm->handle_room = room;
  }
  uint32_t handle = vm->free_handles;
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(FUNCTIONS));
  lua_pushvalue(L, index);
  lua_rawseti(L, -2, handle);  // may raise: the handle is still free then
  lua_pop(L, 1);
  vm->free_handles = vm->handles[handle].next;
  vm->handles[handle].live = 1;
  return handle;
}

void wb_release_function(wb_vm *vm, int64_t function) {
  if (vm->closing || function <= 0 || function >= vm->handle_room || !vm->handles[function].live) return;
  vm->handles[function] = (wb_handle){vm->pending_handles, 0};
  vm->pending_handles = (uint32_t)function;
}

// Lets go of the functions that Swift has released. Their keys exist, so that this allocates and raises nothing.
void wb_handles_sweep(lua_State *L) {
  wb_vm *vm = wb_of(L);
  if (!vm->pending_handles) return;
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(FUNCTIONS));
  while (vm->pending_handles) {
    uint32_t handle = vm->pending_handles;
    vm->pending_handles = vm->handles[handle].next;
    lua_pushnil(L);
    lua_rawseti(L, -2, handle);
    vm->handles[handle] = (wb_handle){vm->free_handles, 0};
    vm->free_handles = handle;
  }
  lua_pop(L, 1);
}

// MARK: Out of Lua

enum { DEPTH_ROOM = 256 };

typedef struct reader {
  wb_buffer *buffer;
  uint32_t entries;
  uint32_t depth;
  const void *path[DEPTH_ROOM];
} reader;

static void read_value(lua_State *L, reader *reader, int index);

static void add_double(wb_buffer *buffer, double value) {
  int64_t bits;
  memcpy(&bits, &value, sizeof bits);
  wb_buffer_add(buffer, WB_NUMBER, 0, 0, bits);
}

static void read_table(lua_State *L, reader *reader, int index) {
  const wb_limits *limits = &wb_of(L)->limits;
  const void *self = lua_topointer(L, index);
  for (uint32_t i = 0; i < reader->depth; i++) {
    if (reader->path[i] == self) luaL_error(L, "the table contains itself, and cannot be read as a value");
  }
  if (reader->depth >= limits->depth || reader->depth >= DEPTH_ROOM) {
    luaL_error(L, "the table is nested deeper than %d levels, which is the limit", (int)limits->depth);
  }
  reader->path[reader->depth++] = self;
  luaL_checkstack(L, 8, "table nested too deep");
  size_t count = wb_sorted_keys(L, index);  // pushes them
  int keys = lua_gettop(L);
  if (count > limits->entries - reader->entries) {
    luaL_error(L, "the value has more than %d entries, which is the limit", (int)limits->entries);
  }
  reader->entries += (uint32_t)count;
  size_t array = 0;
  bool sequence = lua_isnil(L, keys);
  if (sequence) array = count;
  while (array < count) {  // keys 1, 2, 3, … come first, unless there are smaller ones
    lua_rawgeti(L, keys, (lua_Integer)array + 1);
    bool next = lua_isinteger(L, -1) && lua_tointeger(L, -1) == (lua_Integer)array + 1;
    lua_pop(L, 1);
    if (!next) break;
    array++;
  }
  wb_buffer_add(reader->buffer, WB_TABLE, 0, (uint32_t)(count - array), (int64_t)array);
  for (size_t i = 1; i <= count; i++) {
    if (i <= array) {
      lua_rawgeti(L, index, (lua_Integer)i);
    } else {
      lua_rawgeti(L, keys, (lua_Integer)i);
      read_value(L, reader, lua_gettop(L));
      lua_rawget(L, index);
    }
    read_value(L, reader, lua_gettop(L));
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  reader->depth--;
}

static void read_userdata(lua_State *L, reader *reader, int index) {
  const wb_head *head = lua_touserdata(L, index);
  if (head->kind == WB_KIND_OBJECT) {
    bool added = wb_buffer_add(reader->buffer, WB_OBJECT, (uint16_t)head->type, 0, head->id);
    if (added) reader->buffer->nodes[reader->buffer->count - 1].adopted = 1;  // Lua owns it
  } else if (head->kind == WB_KIND_MISSING) {
    wb_buffer_add(reader->buffer, WB_MISSING, 0, 0, 0);
  } else if (head->kind == WB_KIND_CURSOR) {
    luaL_error(L, "a row cannot be kept or handed on: use its fields");
  } else {
    luaL_error(L, "a value of the host cannot be read");
  }
}

/// A function; one that Swift lent is followed by the name that Swift gave it.
static void read_function(lua_State *L, wb_buffer *buffer, int index) {
  bool lent = lua_tocfunction(L, index) == wb_trampoline;
  int64_t handle = wb_handle_new(L, index);
  if (!wb_buffer_add(buffer, WB_FUNCTION, lent, 0, handle)) {
    wb_release_function(wb_of(L), handle);
    return;
  }
  buffer->nodes[buffer->count - 1].adopted = 0;
  if (!lent) return;
  size_t length = 0;
  luaL_checkstack(L, 1, NULL);
  lua_getupvalue(L, index, 2);  // as push_closure left it: scripts cannot reach it
  const char *name = lua_tolstring(L, -1, &length);
  wb_buffer_add_string(buffer, name, name ? length : 0);
  lua_pop(L, 1);
}

static void read_value(lua_State *L, reader *reader, int index) {
  wb_buffer *buffer = reader->buffer;
  size_t length;
  const char *bytes;
  switch (lua_type(L, index)) {
    case LUA_TNIL: wb_buffer_add(buffer, WB_NIL, 0, 0, 0); break;
    case LUA_TBOOLEAN: wb_buffer_add(buffer, WB_BOOLEAN, 0, 0, lua_toboolean(L, index)); break;
    case LUA_TNUMBER:
      if (lua_isinteger(L, index)) {
        wb_buffer_add(buffer, WB_INTEGER, 0, 0, lua_tointeger(L, index));
      } else {
        add_double(buffer, lua_tonumber(L, index));
      }
      break;
    case LUA_TSTRING:
      bytes = lua_tolstring(L, index, &length);
      if (length > wb_of(L)->limits.string - buffer->used) {
        luaL_error(L, "the value has more than %I bytes of text, which is the limit",
                   (lua_Integer)wb_of(L)->limits.string);
      }
      wb_buffer_add_string(buffer, bytes, length);
      break;
    case LUA_TTABLE: {  // a view is read as the table that it views
      int top = lua_gettop(L);
      luaL_checkstack(L, 1, "table nested too deep");
      read_table(L, reader, wb_view_push(L, index) ? top + 1 : index);
      lua_settop(L, top);
      break;
    }
    case LUA_TUSERDATA: read_userdata(L, reader, index); break;
    case LUA_TFUNCTION: read_function(L, buffer, index); break;
    default: luaL_error(L, "a %s cannot be read as a value", luaL_typename(L, index));
  }
  wb_buffer_check(L, buffer);
}

void wb_flatten(lua_State *L, int index, wb_buffer *buffer) {
  reader reader;  // its path is filled as far as it is read
  reader.buffer = buffer;
  reader.entries = reader.depth = 0;
  read_value(L, &reader, lua_absindex(L, index));
}

// MARK: Into Lua

static size_t push_table(lua_State *L, wb_buffer *buffer, size_t at, uint32_t self_type) {
  wb_node node = buffer->nodes[at++];
  luaL_checkstack(L, 8, "value nested too deep");
  lua_createtable(L, node.bits < (1 << 26) ? (int)node.bits : 0, node.length < (1 << 26) ? (int)node.length : 0);
  for (int64_t i = 1; i <= node.bits; i++) {
    at = wb_push_number(L, &buffer->nodes[at]) ? at + 1 : wb_push(L, buffer, at, self_type);
    lua_rawseti(L, -2, i);
  }
  for (uint32_t i = 0; i < node.length; i++) {
    at = wb_push(L, buffer, at, self_type);
    at = wb_push(L, buffer, at, self_type);
    if (lua_isnil(L, -2)) luaL_error(L, "a table from the host has nil as a key");
    lua_rawset(L, -3);
  }
  return at;
}

static void push_object(lua_State *L, wb_node *node) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(TYPES));
  wb_head *head = wb_head_push(L, WB_KIND_OBJECT, NULL, 1);
  head->type = node->type;
  lua_rawgeti(L, -2, node->type);
  lua_setmetatable(L, -2);
  lua_remove(L, -2);
  head->id = node->bits;  // from here on, Lua owns it
  node->adopted = 1;
}

static void push_closure(lua_State *L, wb_node *node, const wb_buffer *buffer, const wb_node *name, uint32_t self_type) {
  wb_head *slot = wb_head_push(L, WB_KIND_SLOT, WB_KEY(SLOT), 0);
  slot->type = self_type;
  slot->id = node->bits;
  node->adopted = 1;
  lua_pushlstring(L, buffer->bytes + name->bits, name->length);
  if (node->type) {
    wb_box_push(L);
    lua_pushcclosure(L, wb_next_of_chunk, 3);
  } else {
    lua_pushcclosure(L, wb_trampoline, 2);
  }
}

size_t wb_push(lua_State *L, wb_buffer *buffer, size_t at, uint32_t self_type) {
  wb_buffer_check(L, buffer);
  wb_node *node = &buffer->nodes[at];
  double number;
  luaL_checkstack(L, 8, NULL);
  switch (node->tag) {
    case WB_BOOLEAN: lua_pushboolean(L, node->bits != 0); break;
    case WB_INTEGER: lua_pushinteger(L, node->bits); break;
    case WB_NUMBER:
      memcpy(&number, &node->bits, sizeof number);
      lua_pushnumber(L, number);
      break;
    case WB_STRING: lua_pushlstring(L, buffer->bytes + node->bits, node->length); break;
    case WB_TABLE: return push_table(L, buffer, at, self_type);
    case WB_FUNCTION:
      lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(FUNCTIONS));
      lua_rawgeti(L, -1, node->bits);
      lua_remove(L, -2);
      break;
    case WB_CLOSURE: push_closure(L, node, buffer, node + 1, self_type); return at + 2;
    case WB_OBJECT: push_object(L, node); break;
    case WB_MISSING: lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(MISSING)); break;
    case WB_FREEZE: lua_pushcfunction(L, wb_freeze); break;
    default: lua_pushnil(L); break;
  }
  return at + 1;
}
