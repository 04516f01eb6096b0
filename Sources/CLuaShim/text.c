// Texts of values: no addresses, which would differ from run to run; and what is printed and repeated has bounds.
#include "internal.h"

#include <math.h>

static void push_anonymous(lua_State *L, int index) {
  uint64_t serial = wb_serial(L, index);
  if (lua_tocfunction(L, index) == wb_trampoline) {
    lua_getupvalue(L, index, 2);
    lua_pushfstring(L, "function: %s", lua_tostring(L, -1));
    return;
  }
  const char *kind = luaL_getmetafield(L, index, "__name") == LUA_TSTRING ? lua_tostring(L, -1) : luaL_typename(L, index);
  if (serial) {
    lua_pushfstring(L, "%s#%I", kind, (lua_Integer)serial);
  } else {
    lua_pushfstring(L, "%s: builtin", kind);
  }
}

// Leaves the value on top as the only one above `top`.
static const char *keep_one(lua_State *L, int top, size_t *length) {
  if (lua_gettop(L) > top + 1) {
    lua_replace(L, top + 1);
    lua_settop(L, top + 1);
  }
  return lua_tolstring(L, -1, length);
}

// Pushes the text of a value, and returns it.
const char *wb_text(lua_State *L, int index, size_t *length) {
  index = lua_absindex(L, index);
  luaL_checkstack(L, 6, NULL);
  int top = lua_gettop(L);
  int asked = index;
  if (wb_view_push(L, index)) index = top + 1;
  wb_metatable_update(L, index);
  if (luaL_getmetafield(L, index, "__tostring") != LUA_TNIL) {
    lua_pushvalue(L, asked);
    lua_call(L, 1, 1);
    if (!lua_isstring(L, -1)) luaL_error(L, "'__tostring' must return a string");
    return keep_one(L, top, length);
  }
  switch (lua_type(L, index)) {
    case LUA_TNUMBER:
      if (!lua_isinteger(L, index) && isnan(lua_tonumber(L, index))) {
        lua_pushliteral(L, "nan");  // whatever the sign, which differs between processors
        break;
      }
      lua_pushvalue(L, index);
      lua_tostring(L, -1);
      break;
    case LUA_TSTRING: lua_pushvalue(L, index); break;
    case LUA_TBOOLEAN: lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false"); break;
    case LUA_TNIL: lua_pushliteral(L, "nil"); break;
    default: push_anonymous(L, index); break;
  }
  return keep_one(L, top, length);
}

int wb_tostring(lua_State *L) {
  luaL_checkany(L, 1);
  wb_text(L, 1, NULL);
  return 1;
}

int wb_print(lua_State *L) {
  wb_vm *vm = wb_of(L);
  int count = lua_gettop(L);
  luaL_checkstack(L, 2 * count + 4, "too many values to print");
  for (int i = 1; i <= count; i++) {
    if (i > 1) lua_pushliteral(L, "\t");
    wb_text(L, i, NULL);
  }
  lua_pushliteral(L, "\n");
  lua_concat(L, lua_gettop(L) - count);
  size_t length = lua_rawlen(L, -1);
  if (length > vm->limits.print - vm->printed) {
    return luaL_error(L, "print: more than %I bytes, which is the limit of a run or an entry", (lua_Integer)vm->limits.print);
  }
  vm->printed += length;
  wb_host_call(L, WB_EVENT_PRINT, 0, lua_gettop(L), 1);
  return 0;
}

// Gives what is not a number no sign, which differs between processors.
static void plain_nan(lua_State *L, int index) {
  if (lua_type(L, index) != LUA_TNUMBER || !isnan(lua_tonumber(L, index))) return;
  lua_pushnumber(L, (lua_Number)NAN);
  lua_replace(L, index);
}

// What a value is that a directive of string.format does not take.
static const char *found(lua_State *L, int index) {
  switch (lua_type(L, index)) {
    case LUA_TNIL: return "nil";
    case LUA_TBOOLEAN: return lua_toboolean(L, index) ? "true" : "false";
    case LUA_TSTRING: return lua_pushfstring(L, "the text \"%s\"", lua_tostring(L, index));
    case LUA_TNUMBER: return wb_text(L, index, NULL);
    case LUA_TFUNCTION: return "a function";
    case LUA_TTABLE: return "a table";
    default: return luaL_getmetafield(L, index, "__name") == LUA_TSTRING ? lua_tostring(L, -1) : luaL_typename(L, index);
  }
}

// The value at an index is what a directive takes, or an error says which it is.
static void check_directive(lua_State *L, char directive, int index, int top) {
  int number = index - 1;
  if (strchr("diuoxXcaAeEfFgGsq", directive) == NULL) return;  // Lua's own words
  if (index > top) {
    luaL_error(L, "string.format: value %d, for %%%c, is not there: fewer are given than the text has places", number,
               directive);
  }
  if (directive == 's' || directive == 'q') return;
  bool whole = strchr("diuoxXc", directive) != NULL;
  int isNumber, isInteger;
  lua_tonumberx(L, index, &isNumber);
  lua_tointegerx(L, index, &isInteger);
  if (!isNumber) luaL_error(L, "string.format: value %d, for %%%c, should be a number, found %s", number, directive, found(L, index));
  if (whole && !isInteger) {
    luaL_error(L, "string.format: value %d, for %%%c, should be a whole number, found %s; %%.1f shows a decimal", number,
               directive, found(L, index));
  }
}

// string.format. Upvalue: Lua's own.
int wb_format(lua_State *L) {
  size_t length;
  const char *format = luaL_checklstring(L, 1, &length);
  int top = lua_gettop(L);
  int argument = 1;
  for (const char *c = format; c < format + length; c++) {
    if (*c != '%') continue;
    if (*++c == '%') continue;
    while (*c && strchr("-+ #0123456789.", *c)) c++;
    argument++;
    if (*c == 'p') return luaL_error(L, "string.format: '%%p' would show an address, which differs from run to run");
    if (*c) check_directive(L, *c, argument, top);
    if (*c && strchr("aAeEfFgG", *c)) plain_nan(L, argument);
    if (*c != 's' || argument > top || lua_type(L, argument) == LUA_TSTRING) continue;
    wb_text(L, argument, NULL);
    lua_replace(L, argument);
  }
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_insert(L, 1);
  lua_call(L, top, 1);
  return 1;
}

int wb_rep(lua_State *L) {
  size_t length, between;
  const char *text = luaL_checklstring(L, 1, &length);
  lua_Integer count = luaL_checkinteger(L, 2);
  const char *separator = luaL_optlstring(L, 3, "", &between);
  size_t limit = wb_of(L)->limits.string;
  if (count <= 0 || length + between == 0) {
    lua_pushliteral(L, "");
    return 1;
  }
  if ((lua_Unsigned)count > limit / (length + between)) {
    return luaL_error(L, "string.rep: the result would have more than %I bytes, which is the limit", (lua_Integer)limit);
  }
  luaL_Buffer buffer;
  size_t total = (size_t)count * (length + between) - between;
  char *at = luaL_buffinitsize(L, &buffer, total);
  for (lua_Integer i = 0; i < count; i++) {
    memcpy(at, text, length);
    at += length;
    if (i + 1 < count) {
      memcpy(at, separator, between);
      at += between;
    }
  }
  luaL_pushresultsize(&buffer, total);
  return 1;
}
