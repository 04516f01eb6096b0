// A Lua function over many rows: one entry, one reused row whose fields are read in C straight from the columns.
#include "internal.h"

#include <stdio.h>

enum { SLOTS = 128 };

// The cursor of one run, with what it looks up. Lua keeps the names that `anchored` points to; short strings are unique
// in a state, so that a key at the same address is the same name. A field that was read before costs three calls of Lua.
typedef struct cursor {
  wb_head head;
  struct {
    const void *key;
    uint32_t column;
  } slots[SLOTS];
  const void **anchored;
  lua_Integer *first_level;
} cursor;

static size_t slot_of(const void *key) { return ((uintptr_t)key >> 4) % SLOTS; }

static wb_rows *rows_at(lua_State *L, int index) {
  wb_vm *vm = wb_of(L);
  const wb_head *head = lua_touserdata(L, index);  // scripts have no light userdata
  if (head && head->kind == WB_KIND_CURSOR) {
    for (wb_rows *rows = vm->rows; rows; rows = rows->outer) {
      if ((int64_t)rows->generation == head->id) return rows;
    }
  }
  luaL_error(L, "this row is only valid inside the function that it was given to");
  return NULL;
}

static void put_pair(char *at, int number) {
  at[0] = (char)('0' + number / 10);
  at[1] = (char)('0' + number % 10);
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
  int of_month = (int)(of_year - (153 * shifted + 2) / 5 + 1);
  char text[32];
  if (year < 0 || year > 9999) {
    snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, of_month);
    lua_pushstring(L, text);
    return;
  }
  put_pair(text, year / 100);
  put_pair(text + 2, year % 100);
  text[4] = text[7] = '-';
  put_pair(text + 5, month);
  put_pair(text + 8, of_month);
  lua_pushlstring(L, text, 10);
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

static bool push_field(lua_State *L, const cursor *cursor, const wb_column *column, size_t number, int64_t row) {
  if (column->validity && !(column->validity[row >> 6] >> (row & 63) & 1)) return false;
  switch (column->kind) {
    case WB_COLUMN_NUMBER: lua_pushnumber(L, ((const double *)column->data)[row]); return true;
    case WB_COLUMN_INTEGER: lua_pushinteger(L, ((const int64_t *)column->data)[row]); return true;
    case WB_COLUMN_FLAG: lua_pushboolean(L, ((const uint8_t *)column->data)[row]); return true;
    case WB_COLUMN_DAY: lua_pushinteger(L, ((const int32_t *)column->data)[row]); return true;
    case WB_COLUMN_DATE: push_date(L, ((const int32_t *)column->data)[row]); return true;
    case WB_COLUMN_CATEGORY:
      return push_level(L, column, ((const int32_t *)column->data)[row], cursor->first_level[number]);
    case WB_COLUMN_TEXT: return push_slice(L, column, column->offsets[row], column->offsets[row + 1]);
    default: return push_lent(L, column, row);
  }
}

static int unknown_field(lua_State *L, const wb_rows *rows, const char *name) {
  const char *subject = rows->request->subject;
  const char *found = wb_nearest_key(L, lua_upvalueindex(1), name);
  if (found) return luaL_error(L, "column \"%s\" is not in %s; did you mean \"%s\"?", name, subject, found);
  return luaL_error(L, "column \"%s\" is not in %s", name, subject);
}

// The number of the column that the key at 2 names, which is remembered. Upvalue 1: names to column numbers.
static size_t find_column(lua_State *L, const wb_rows *rows, cursor *cursor, const void *key) {
  if (lua_type(L, 2) != LUA_TSTRING) luaL_error(L, "a row is read by column names, as in p.age");
  const char *name = lua_tostring(L, 2);
  lua_pushvalue(L, 2);
  if (lua_rawget(L, lua_upvalueindex(1)) == LUA_TNIL) unknown_field(L, rows, name);
  size_t number = (size_t)lua_tointeger(L, -1);
  if (cursor->anchored[number] == key) {
    cursor->slots[slot_of(key)].key = key;
    cursor->slots[slot_of(key)].column = (uint32_t)number;
  }
  return number;
}

// Upvalues: names to column numbers, level texts.
static int field(lua_State *L) {
  wb_rows *rows = rows_at(L, 1);
  cursor *cursor = lua_touserdata(L, 1);
  const void *key = lua_topointer(L, 2);
  size_t slot = slot_of(key);
  bool known = key && cursor->slots[slot].key == key;
  size_t number = known ? cursor->slots[slot].column : find_column(L, rows, cursor, key);
  wb_column *column = &rows->request->columns[number];
  column->was_read = 1;
  int64_t row = rows->request->selection ? rows->request->selection[rows->row] : (int64_t)rows->row;
  if (push_field(L, cursor, column, number, row)) return 1;
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

static cursor *push_memory(lua_State *L, const wb_rows *rows) {
  size_t columns = rows->request->column_count, names = columns * sizeof(const void *);
  cursor *cursor = lua_newuserdatauv(L, sizeof *cursor + names + columns * sizeof(lua_Integer), 0);
  memset(cursor, 0, sizeof *cursor);
  cursor->head = (wb_head){.kind = WB_KIND_CURSOR, .serial = wb_of(L)->serials[LUA_TUSERDATA],
                           .id = (int64_t)rows->generation};
  cursor->anchored = (const void **)(cursor + 1);
  cursor->first_level = (lua_Integer *)((char *)(cursor + 1) + names);
  return cursor;
}

static void push_cursor(lua_State *L, wb_rows *rows) {
  static const luaL_Reg events[] = {{"__newindex", assigned}, {"__tostring", text}, {NULL, NULL}};
  wb_rows_request *request = rows->request;
  cursor *cursor = push_memory(L, rows);
  luaL_newlib(L, events);
  lua_createtable(L, 0, (int)request->column_count);
  lua_newtable(L);
  lua_Integer level = 1;
  for (size_t i = 0; i < request->column_count; i++) {
    lua_pushstring(L, request->columns[i].name);
    cursor->anchored[i] = lua_topointer(L, -1);
    lua_pushinteger(L, (lua_Integer)i);
    lua_rawset(L, -4);
    cursor->first_level[i] = level;
    level += request->columns[i].kind == WB_COLUMN_CATEGORY ? request->columns[i].level_count : 0;
    request->columns[i].was_read = 0;
  }
  lua_pushcclosure(L, field, 2);
  lua_setfield(L, -2, "__index");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_pushliteral(L, "row");
  lua_setfield(L, -2, "__name");
  lua_setmetatable(L, -2);
}

// MARK: Results

static bool is_missing(lua_State *L, int type) {
  return type == LUA_TNIL ||
         (type == LUA_TUSERDATA && ((const wb_head *)lua_touserdata(L, -1))->kind == WB_KIND_MISSING);
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
  int type = lua_type(L, -1);
  bool missing = is_missing(L, type);
  switch (request->mode) {
    case WB_ROWS_MASK:
      if (!missing && type != LUA_TBOOLEAN) refuse(L, function, "true or false");
      request->mask[rows->row] = missing ? 2 : (uint8_t)lua_toboolean(L, -1);
      break;
    case WB_ROWS_NUMBERS:
      if (!missing && type != LUA_TNUMBER) refuse(L, function, "a number, or nil where it is missing");
      request->missing[rows->row] = missing;
      request->numbers[rows->row] = missing ? 0 : lua_tonumber(L, -1);
      break;
    case WB_ROWS_VALUES:
      switch (missing ? LUA_TNIL : type) {
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
