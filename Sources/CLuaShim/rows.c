// A Lua function over many rows: one entry, one reused row whose fields are read in C straight from the columns.
#include "internal.h"

#include <stdio.h>

enum { SLOTS = 128 };

// What the cursor of one run looks up. Lua keeps the names that `anchored` points to; short strings are unique in a
// state, so that a key at the same address is the same name.
typedef struct index_cache {
  struct {
    const char *key;
    uint32_t column;
  } slots[SLOTS];
  const char **anchored;
  lua_Integer *first_level;
} index_cache;

static size_t slot_of(const char *key) { return ((uintptr_t)key >> 4) % SLOTS; }

static wb_rows *rows_at(lua_State *L, int index) {
  wb_vm *vm = wb_of(L);
  const wb_head *head = lua_type(L, index) == LUA_TUSERDATA ? lua_touserdata(L, index) : NULL;
  if (head && head->kind == WB_KIND_CURSOR) {
    for (wb_rows *rows = vm->rows; rows; rows = rows->outer) {
      if ((int64_t)rows->generation == head->id) return rows;
    }
  }
  luaL_error(L, "this row is only valid inside the function that it was given to");
  return NULL;
}

static void push_date(lua_State *L, int32_t day) {
  // Days to a civil date, in eras of 400 years that begin on 1 March.
  int64_t z = (int64_t)day + 719468;
  int64_t era = (z >= 0 ? z : z - 146096) / 146097;
  int64_t of_era = z - era * 146097;
  int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t shifted = (5 * of_year + 2) / 153;
  int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
  int year = (int)(year_of_era + era * 400 + (month <= 2));
  char text[32];
  snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, (int)(of_year - (153 * shifted + 2) / 5 + 1));
  lua_pushstring(L, text);
}

// Upvalue 2 keeps the level texts that were asked for.
static bool push_level(lua_State *L, const wb_column *column, int32_t code, lua_Integer first) {
  if (code < 0 || code >= column->level_count) return false;
  if (lua_rawgeti(L, lua_upvalueindex(2), first + code) != LUA_TNIL) return true;
  lua_pop(L, 1);
  lua_pushstring(L, column->levels[code]);
  lua_pushvalue(L, -1);
  lua_rawseti(L, lua_upvalueindex(2), first + code);
  return true;
}

static bool push_slice(lua_State *L, const wb_column *column, int64_t start, int64_t end) {
  if (start < 0 || end < start || end > column->byte_count) luaL_error(L, "the texts of '%s' are damaged", column->name);
  lua_pushlstring(L, (const char *)column->data + start, (size_t)(end - start));
  return true;
}

static bool push_lent(lua_State *L, const wb_column *column, int64_t row) {
  size_t length = 0;
  const char *text = column->text(column->context, row, &length);
  if (!text) return false;
  lua_pushlstring(L, text, length);
  return true;
}

static bool push_field(lua_State *L, const index_cache *cache, const wb_column *column, size_t number, int64_t row) {
  if (column->validity && !(column->validity[row >> 6] >> (row & 63) & 1)) return false;
  switch (column->kind) {
    case WB_COLUMN_NUMBER: lua_pushnumber(L, ((const double *)column->data)[row]); return true;
    case WB_COLUMN_INTEGER: lua_pushinteger(L, ((const int64_t *)column->data)[row]); return true;
    case WB_COLUMN_FLAG: lua_pushboolean(L, ((const uint8_t *)column->data)[row]); return true;
    case WB_COLUMN_DAY: lua_pushinteger(L, ((const int32_t *)column->data)[row]); return true;
    case WB_COLUMN_DATE: push_date(L, ((const int32_t *)column->data)[row]); return true;
    case WB_COLUMN_CATEGORY:
      return push_level(L, column, ((const int32_t *)column->data)[row], cache->first_level[number]);
    case WB_COLUMN_TEXT: return push_slice(L, column, column->offsets[row], column->offsets[row + 1]);
    default: return push_lent(L, column, row);
  }
}

static int unknown_field(lua_State *L, const wb_rows *rows, const char *name, size_t length) {
  char found[64];
  const char *subject = rows->request->subject;
  if (wb_nearest_key(L, lua_upvalueindex(1), name, length, found, sizeof found)) {
    return luaL_error(L, "column '%s' is not in %s; did you mean '%s'?", name, subject, found);
  }
  return luaL_error(L, "column '%s' is not in %s", name, subject);
}

// Upvalues: names to column numbers, level texts, the cache.
static int field(lua_State *L) {
  wb_rows *rows = rows_at(L, 1);
  size_t length;
  if (lua_type(L, 2) != LUA_TSTRING) return luaL_error(L, "a row is read by column names, as in p.age");
  const char *name = lua_tolstring(L, 2, &length);
  index_cache *cache = lua_touserdata(L, lua_upvalueindex(3));
  size_t slot = slot_of(name);
  size_t number = cache->slots[slot].column;
  if (cache->slots[slot].key != name) {
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNIL) return unknown_field(L, rows, name, length);
    number = (size_t)lua_tointeger(L, -1);
    if (cache->anchored[number] == name) {
      cache->slots[slot].key = name;
      cache->slots[slot].column = (uint32_t)number;
    }
  }
  wb_column *column = &rows->request->columns[number];
  column->was_read = 1;
  int64_t row = rows->request->selection ? rows->request->selection[rows->row] : (int64_t)rows->row;
  if (push_field(L, cache, column, number, row)) return 1;
  rows->absent = (int32_t)number;
  lua_pushnil(L);
  return 1;
}

static int assigned(lua_State *L) { return luaL_error(L, "a row is read-only: nothing can be assigned to it"); }

static int text(lua_State *L) {
  lua_pushfstring(L, "row %I", (lua_Integer)rows_at(L, 1)->row + 1);
  return 1;
}

// MARK: Setting up

static index_cache *push_cache(lua_State *L, size_t columns) {
  size_t names = columns * sizeof(const char *);
  index_cache *cache = lua_newuserdatauv(L, sizeof *cache + names + columns * sizeof(lua_Integer), 0);
  memset(cache, 0, sizeof *cache);
  cache->anchored = (const char **)(cache + 1);
  cache->first_level = (lua_Integer *)((char *)(cache + 1) + names);
  return cache;
}

static void push_cursor(lua_State *L, wb_rows *rows) {
  static const luaL_Reg events[] = {{"__newindex", assigned}, {"__tostring", text}, {NULL, NULL}};
  wb_rows_request *request = rows->request;
  wb_head *cursor = wb_head_push(L, WB_KIND_CURSOR, NULL, 0);
  cursor->id = (int64_t)rows->generation;
  luaL_newlib(L, events);
  lua_createtable(L, 0, (int)request->column_count);
  lua_newtable(L);
  index_cache *cache = push_cache(L, request->column_count);
  lua_Integer level = 1;
  for (size_t i = 0; i < request->column_count; i++) {
    cache->anchored[i] = lua_pushstring(L, request->columns[i].name);
    lua_pushinteger(L, (lua_Integer)i);
    lua_rawset(L, -5);
    cache->first_level[i] = level;
    level += request->columns[i].kind == WB_COLUMN_CATEGORY ? request->columns[i].level_count : 0;
    request->columns[i].was_read = 0;
  }
  lua_pushcclosure(L, field, 3);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushliteral(L, "row");
  lua_setfield(L, -2, "__name");
  lua_setmetatable(L, -2);
}

// MARK: Results

static bool is_missing(lua_State *L) {
  if (lua_isnil(L, -1)) return true;
  const wb_head *head = lua_touserdata(L, -1);
  return lua_type(L, -1) == LUA_TUSERDATA && head->kind == WB_KIND_MISSING;
}

static void refuse(lua_State *L, int function, const char *expected) {
  lua_Debug place;
  lua_pushvalue(L, function);
  lua_getinfo(L, ">S", &place);
  luaL_error(L, "the function (line %d of %s) must return %s; it returned a %s", place.linedefined, place.short_src,
             expected, luaL_typename(L, -1));
}

static void store(lua_State *L, wb_rows *rows, int function) {
  wb_rows_request *request = rows->request;
  bool missing = is_missing(L);
  switch (request->mode) {
    case WB_ROWS_MASK:
      if (!missing && !lua_isboolean(L, -1)) refuse(L, function, "true or false");
      request->mask[rows->row] = missing ? 2 : (uint8_t)lua_toboolean(L, -1);
      break;
    case WB_ROWS_NUMBERS:
      if (!missing && lua_type(L, -1) != LUA_TNUMBER) refuse(L, function, "a number, or nil where it is missing");
      request->missing[rows->row] = missing;
      request->numbers[rows->row] = missing ? 0 : lua_tonumber(L, -1);
      break;
    case WB_ROWS_VALUES:
      switch (missing ? LUA_TNIL : lua_type(L, -1)) {
        case LUA_TNIL: wb_buffer_add(request->values, WB_NIL, 0, 0, 0); break;
        case LUA_TBOOLEAN:
        case LUA_TNUMBER:
        case LUA_TSTRING: wb_flatten(L, -1, request->values); break;
        default: refuse(L, function, "a number, text, true, false, or nil where it is missing");
      }
      wb_buffer_check(L, request->values);
      break;
    default: break;
  }
}

// MARK: Running

static int run(lua_State *L) {
  wb_rows *rows = lua_touserdata(L, 1);
  wb_vm *vm = wb_of(L);
  luaL_checkstack(L, 16, NULL);
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(FUNCTIONS));
  lua_rawgeti(L, -1, rows->request->function);
  push_cursor(L, rows);
  int function = lua_gettop(L) - 1;
  for (rows->row = 0; rows->row < rows->request->row_count; rows->row++) {
    if (vm->abort) wb_raise_abort(L);
    rows->absent = -1;
    lua_pushvalue(L, function);
    lua_pushvalue(L, function + 1);
    lua_call(L, 1, 1);
    store(L, rows, function);
    lua_settop(L, function + 1);
  }
  return 0;
}

int32_t wb_run_rows(wb_vm *vm, wb_rows_request *request) {
  // In the list for as long as the run lasts: a row that a script has kept is refused afterwards.
  wb_rows rows = {vm->rows, request, ++vm->row_generation, SIZE_MAX, -1};
  vm->rows = &rows;
  int32_t status = wb_enter(vm, run, &rows);
  vm->rows = rows.outer;
  return status;
}
