// os.date and os.time without a clock, in UTC: the same on every run and in every place.
#include "internal.h"

#include <time.h>

static void set(lua_State *L, const char *name, lua_Integer value) {
  lua_pushinteger(L, value);
  lua_setfield(L, -2, name);
}

static int push_parts(lua_State *L, const struct tm *parts) {
  lua_createtable(L, 0, 9);
  set(L, "year", (lua_Integer)parts->tm_year + 1900);
  set(L, "month", parts->tm_mon + 1);
  set(L, "day", parts->tm_mday);
  set(L, "hour", parts->tm_hour);
  set(L, "min", parts->tm_min);
  set(L, "sec", parts->tm_sec);
  set(L, "wday", parts->tm_wday + 1);
  set(L, "yday", parts->tm_yday + 1);
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "isdst");
  return 1;
}

int wb_os_date(lua_State *L) {
  size_t length;
  const char *format = luaL_optlstring(L, 1, "%c", &length);
  if (lua_isnoneornil(L, 2)) {
    return luaL_error(L, "os.date needs a time: a script has no clock, so that each run gives the same result");
  }
  time_t when = (time_t)luaL_checkinteger(L, 2);
  struct tm parts;
  if (*format == '!') format++;
  if (!gmtime_r(&when, &parts)) return luaL_error(L, "os.date: the time is out of range");
  if (strcmp(format, "*t") == 0) return push_parts(L, &parts);
  luaL_Buffer buffer;
  luaL_buffinit(L, &buffer);
  for (; *format; format++) {
    if (*format != '%') {
      luaL_addchar(&buffer, *format);
      continue;
    }
    char conversion[3] = {'%', *++format, '\0'};
    if (!*format || !strchr("aAbBcCdDeFgGhHIjmMnprRStTuUVwWxXyYzZ%", *format)) {
      return luaL_error(L, "os.date: '%s' is not a conversion", conversion);
    }
    char *room = luaL_prepbuffsize(&buffer, 128);
    luaL_addsize(&buffer, strftime(room, 128, conversion, &parts));
  }
  luaL_pushresult(&buffer);
  return 1;
}

static int field(lua_State *L, const char *name, int otherwise) {
  lua_pushstring(L, name);
  lua_rawget(L, 1);
  int exact;
  lua_Integer value = lua_tointegerx(L, -1, &exact);
  if (lua_isnil(L, -1) && otherwise >= 0) value = otherwise;
  else if (!exact) luaL_error(L, "os.time: field '%s' must be an integer", name);
  if (value < -100000 || value > 100000) luaL_error(L, "os.time: field '%s' is out of range", name);
  lua_pop(L, 1);
  return (int)value;
}

int wb_os_time(lua_State *L) {
  if (lua_isnoneornil(L, 1)) {
    return luaL_error(L, "os.time needs a table: a script has no clock, so that each run gives the same result");
  }
  luaL_checktype(L, 1, LUA_TTABLE);
  wb_view_open(L, 1);
  struct tm parts = {.tm_year = field(L, "year", -1) - 1900, .tm_mon = field(L, "month", -1) - 1,
                     .tm_mday = field(L, "day", -1), .tm_hour = field(L, "hour", 12), .tm_min = field(L, "min", 0),
                     .tm_sec = field(L, "sec", 0)};
  lua_pushinteger(L, (lua_Integer)timegm(&parts));
  return 1;
}
