// The memory of a state, within its limit; and allocations that fail, for tests.
#include "internal.h"

// MARK: Failing allocations

static _Thread_local struct {
  uint64_t made, from, count, failed;
} plan;

void wb_fail_allocations(uint64_t from, uint64_t count) {
  plan.from = count ? from : 0;
  plan.count = count;
  plan.made = 0;
  plan.failed = 0;
}

uint64_t wb_failed_allocations(void) { return plan.failed; }

static bool fails(void) {
  plan.made++;
  if (!plan.from || plan.made < plan.from || plan.made - plan.from >= plan.count) return false;
  plan.failed++;
  return true;
}

// As realloc, for what the door itself keeps outside Lua.
void *wb_reallocate(void *block, size_t size) { return fails() ? NULL : realloc(block, size); }

// MARK: Lua's memory

// Each block has a header with the order in which it was made among the objects of its kind: it names tables and
// functions in texts, and orders them as keys, the same on every run, where addresses would not be.
typedef struct header {
  uint64_t serial;
} header;

// What a block of so many bytes takes of the process: the header, and what malloc adds (a word, in steps of two, and no less
// than four). Small tables take half as much again as Lua asks for, and the limit holds for what they take.
static size_t footprint(size_t size) {
  enum { word = sizeof(size_t) };
  if (size > SIZE_MAX / 2) return size;
  size_t whole = (size + sizeof(header) + word + 2 * word - 1) & ~(size_t)(2 * word - 1);
  return whole < 4 * word ? 4 * word : whole;
}

void *wb_allocate(void *context, void *pointer, size_t old_size, size_t new_size) {
  wb_vm *vm = context;
  header *block = pointer ? (header *)pointer - 1 : NULL;
  size_t held = pointer ? footprint(old_size) : 0;
  if (new_size == 0) {
    vm->used -= held;
    free(block);
    return NULL;
  }
  size_t wanted = footprint(new_size);
  if (!pointer || new_size > old_size) {
    if (!vm->closing && fails()) return NULL;
    if (wanted > held && (vm->used > vm->limit || wanted - held > vm->limit - vm->used)) return NULL;
  }
  header *moved = realloc(block, new_size + sizeof(header));
  if (!moved) return NULL;
  vm->used = vm->used - held + wanted;
  // For a new block, Lua passes its kind in place of the old size.
  if (!pointer) moved->serial = old_size < 16 ? ++vm->serials[old_size] : 0;
  return moved + 1;
}

size_t wb_memory_used(const wb_vm *vm) { return vm->used; }

// MARK: Serial numbers

static uint64_t serial_of_block(const void *pointer) { return ((const header *)pointer - 1)->serial; }

static bool is_light_function(lua_State *L, int index) {
  if (!lua_iscfunction(L, index)) return false;
  if (!lua_getupvalue(L, index, 1)) return true;
  lua_pop(L, 1);
  return false;
}

// The creation order of a table, function, thread or userdata; 0 for a function without a block of its own.
uint64_t wb_serial(lua_State *L, int index) {
  switch (lua_type(L, index)) {
    case LUA_TTABLE: return serial_of_block(lua_topointer(L, index));
    case LUA_TFUNCTION: return is_light_function(L, index) ? 0 : serial_of_block(lua_topointer(L, index));
    case LUA_TTHREAD: return serial_of_block((const char *)lua_topointer(L, index) - LUA_EXTRASPACE);
    case LUA_TUSERDATA: return ((const wb_head *)lua_touserdata(L, index))->serial;
    default: return 0;
  }
}
