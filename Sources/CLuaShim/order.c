// A stable order of the keys of a table, for pairs, next, and for reading tables: numbers ascending, then strings by
// their bytes, then false and true, then what has no value of its own, in the order in which it was made.
#include "internal.h"

#include <math.h>

typedef struct key {
  int rank;  // 0 number, 1 string, 2 boolean, 3 other
  bool integral;
  int64_t integer;  // value, or creation order
  double number;
  const char *bytes;
  size_t length;
  size_t place;
} key;

static key make_key(lua_State *L, int index, size_t place) {
  key made = {.rank = 3, .place = place};
  switch (lua_type(L, index)) {
    case LUA_TNUMBER:
      made.rank = 0;
      made.integral = lua_isinteger(L, index);
      if (made.integral) {
        made.integer = lua_tointeger(L, index);
      } else {
        made.number = lua_tonumber(L, index);
      }
      break;
    case LUA_TSTRING:
      made.rank = 1;
      made.bytes = lua_tolstring(L, index, &made.length);
      break;
    case LUA_TBOOLEAN:
      made.rank = 2;
      made.integer = lua_toboolean(L, index);
      break;
    default:
      made.rank = 2 + lua_type(L, index);
      made.integer = (int64_t)wb_serial(L, index);
      made.bytes = lua_topointer(L, index);  // among built-in functions alone
      break;
  }
  return made;
}

static int sign(bool less, bool greater) { return less ? -1 : greater; }

static int compare_mixed(int64_t integer, double number) {
  if (number >= 0x1p63) return -1;
  if (number < -0x1p63) return 1;
  return integer <= (int64_t)floor(number) ? -1 : 1;  // number is not integral
}

static int compare(const void *left, const void *right) {
  const key *a = left, *b = right;
  if (a->rank != b->rank) return sign(a->rank < b->rank, true);
  if (a->rank == 0) {
    if (a->integral && b->integral) return sign(a->integer < b->integer, a->integer > b->integer);
    if (a->integral) return compare_mixed(a->integer, b->number);
    if (b->integral) return -compare_mixed(b->integer, a->number);
    return sign(a->number < b->number, a->number > b->number);
  }
  if (a->rank == 1) {
    int order = memcmp(a->bytes, b->bytes, a->length < b->length ? a->length : b->length);
    return order ? order : sign(a->length < b->length, a->length > b->length);
  }
  if (a->integer != b->integer) return sign(a->integer < b->integer, true);
  return sign(a->bytes < b->bytes, a->bytes > b->bytes);
}

// Keys of the host's own, which no script can have.
static bool is_hidden(lua_State *L) { return lua_islightuserdata(L, -1); }

// Counts the keys, and says whether they are 1, 2, …, count.
static size_t scan(lua_State *L, int index, bool *sequence) {
  size_t count = 0;
  *sequence = true;
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    if (is_hidden(L)) continue;
    count++;
    if (!lua_isinteger(L, -1) || lua_tointeger(L, -1) != (lua_Integer)count) *sequence = false;
  }
  return count;
}

size_t wb_sorted_keys(lua_State *L, int index) {
  bool sequence;
  index = lua_absindex(L, index);
  luaL_checkstack(L, 6, "too many nested tables");
  size_t count = scan(L, index, &sequence);
  if (sequence) {
    lua_pushnil(L);
    return count;
  }
  lua_createtable(L, count < (1 << 26) ? (int)count : 0, 0);
  key *keys = lua_newuserdatauv(L, count * sizeof(key), 0);
  size_t at = 0;
  lua_pushnil(L);
  while (lua_next(L, index)) {  // nothing is added meanwhile, and the table keeps the strings
    lua_pop(L, 1);
    if (is_hidden(L)) continue;
    keys[at] = make_key(L, -1, at + 1);
    at++;
    lua_pushvalue(L, -1);
    lua_rawseti(L, -4, (lua_Integer)at);
  }
  qsort(keys, count, sizeof(key), compare);
  lua_createtable(L, count < (1 << 26) ? (int)count : 0, 0);
  for (size_t i = 0; i < count; i++) {
    lua_rawgeti(L, -3, (lua_Integer)keys[i].place);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_replace(L, -3);
  lua_pop(L, 1);
  return count;
}

// MARK: pairs

// Pushes the first pair from `at` on that is still there, and returns its place, or 0.
static size_t push_pair(lua_State *L, int table, int keys, size_t at, size_t count) {
  for (; at <= count; at++) {
    if (lua_isnil(L, keys)) {
      lua_pushinteger(L, (lua_Integer)at);
    } else {
      lua_rawgeti(L, keys, (lua_Integer)at);
    }
    lua_pushvalue(L, -1);
    if (lua_rawget(L, table) != LUA_TNIL) return at;
    lua_pop(L, 2);
  }
  return 0;
}

// Upvalues: the keys, where it is, how many there are.
static int step(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(2));
  size_t count = (size_t)lua_tointeger(L, lua_upvalueindex(3));
  int table = wb_view_push(L, 1) ? lua_gettop(L) : 1;
  size_t found = push_pair(L, table, lua_upvalueindex(1), at + 1, count);
  lua_pushinteger(L, (lua_Integer)(found ? found : count));
  lua_replace(L, lua_upvalueindex(2));
  if (found && table != 1) wb_freeze_pair(L, 1);
  if (found) return 2;
  lua_pushnil(L);
  return 1;
}

int wb_pairs(lua_State *L) {
  luaL_checkany(L, 1);
  int table = wb_view_push(L, 1) ? lua_gettop(L) : 1;
  wb_metatable_update(L, table);
  if (luaL_getmetafield(L, table, "__pairs") != LUA_TNIL) {
    lua_pushvalue(L, 1);
    lua_call(L, 1, 3);
    return 3;
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  size_t count = wb_sorted_keys(L, table);
  lua_pushinteger(L, 0);
  lua_pushinteger(L, (lua_Integer)count);
  lua_pushcclosure(L, step, 3);
  lua_pushvalue(L, 1);
  lua_pushnil(L);
  return 3;
}

// MARK: next

// The table that next visits now is remembered with its keys, so that a whole visit sorts once.
static void start_walk(lua_State *L, wb_vm *vm, int walk) {
  vm->walk_count = wb_sorted_keys(L, 1);
  vm->walk_at = 0;
  lua_rawseti(L, walk, 2);
  lua_pushvalue(L, 1);
  lua_rawseti(L, walk, 1);
}

static bool walk_stands_at(lua_State *L, wb_vm *vm, int walk) {
  bool here = false;
  lua_rawgeti(L, walk, 1);
  if (lua_rawequal(L, -1, 1) && vm->walk_at > 0) {
    if (lua_rawgeti(L, walk, 2) == LUA_TNIL) {
      here = lua_isinteger(L, 2) && lua_tointeger(L, 2) == (lua_Integer)vm->walk_at;
    } else {
      lua_rawgeti(L, -1, (lua_Integer)vm->walk_at);
      here = lua_rawequal(L, -1, 2);
      lua_pop(L, 1);
    }
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return here;
}

// How many keys come before or at the one given.
static size_t place_after(lua_State *L, size_t count, int keys) {
  key given = make_key(L, 2, 0);
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (lua_isnil(L, keys)) {
      lua_pushinteger(L, (lua_Integer)middle + 1);
    } else {
      lua_rawgeti(L, keys, (lua_Integer)middle + 1);
    }
    key other = make_key(L, -1, 0);
    if (compare(&other, &given) <= 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
    lua_pop(L, 1);
  }
  return low;
}

// next (table [, key]), of a table that is no view.
static int next_raw(lua_State *L) {
  wb_vm *vm = wb_of(L);
  lua_settop(L, 2);
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(WALK));
  if (lua_isnil(L, 2)) {
    start_walk(L, vm, 3);
  } else if (!walk_stands_at(L, vm, 3)) {
    start_walk(L, vm, 3);
    lua_rawgeti(L, 3, 2);
    vm->walk_at = place_after(L, vm->walk_count, lua_gettop(L));
    lua_pop(L, 1);
  }
  lua_rawgeti(L, 3, 2);
  size_t found = push_pair(L, 1, 4, vm->walk_at + 1, vm->walk_count);
  vm->walk_at = found;
  if (found) return 2;
  lua_pushnil(L);  // the visit is over: let go of the table
  lua_rawseti(L, 3, 1);
  lua_pushnil(L);
  lua_rawseti(L, 3, 2);
  lua_pushnil(L);
  return 1;
}

int wb_next(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  if (!wb_view_push(L, 1)) return next_raw(L);
  lua_pushcfunction(L, next_raw);
  lua_insert(L, 3);
  lua_pushvalue(L, 2);
  wb_view_key(L, 4, 5);
  lua_call(L, 2, LUA_MULTRET);
  if (lua_gettop(L) == 4) wb_freeze_pair(L, 1);
  return lua_gettop(L) - 2;
}
