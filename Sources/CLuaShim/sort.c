// table.sort, stable: a merge sort from the bottom up, whose calls of the comparator depend on the values alone.
#include "internal.h"

// Whether the value at `a` comes before the one at `b`.
static bool less(lua_State *L, int a, int b) {
  if (lua_isnil(L, 2)) return lua_compare(L, a, b, LUA_OPLT);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, a);
  lua_pushvalue(L, b);
  lua_call(L, 2, 1);
  bool answer = lua_toboolean(L, -1);
  lua_pop(L, 1);
  return answer;
}

// Merges [low, middle) and [middle, high) of table `from` into `to`. The two fronts stand at stack tops 5 and 6.
static void merge(lua_State *L, int from, int to, lua_Integer low, lua_Integer middle, lua_Integer high) {
  lua_Integer left = low, right = middle;
  lua_settop(L, 4);
  lua_rawgeti(L, from, left);
  lua_rawgeti(L, from, right);
  for (lua_Integer at = low; at < high; at++) {
    bool takes_right = left >= middle || (right < high && less(L, 6, 5));
    int front = takes_right ? 6 : 5;
    lua_pushvalue(L, front);
    lua_rawseti(L, to, at);
    lua_rawgeti(L, from, takes_right ? ++right : ++left);
    lua_replace(L, front);
  }
}

// A comparator that says "before" of equals, or of both orders, is caught here, on every run alike.
static void check_order(lua_State *L, int table, lua_Integer count) {
  lua_settop(L, 4);
  for (lua_Integer i = 2; i <= count; i++) {
    lua_rawgeti(L, table, i - 1);
    lua_rawgeti(L, table, i);
    if (less(L, 6, 5)) {
      luaL_error(L, "invalid order function for sorting: it must say true only where the first comes strictly before "
                    "the second");
    }
    lua_pop(L, 2);
  }
}

int wb_sort(lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  wb_view_refuse(L, 1, "table.", "sort");
  lua_Integer count = luaL_len(L, 1);
  if (count > (1 << 26)) return luaL_error(L, "table.sort: %I values are more than %d", count, 1 << 26);
  if (!lua_isnoneornil(L, 2)) luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  if (count < 2) return 0;
  luaL_checkstack(L, 10, NULL);
  lua_createtable(L, (int)count, 0);
  lua_createtable(L, (int)count, 0);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_geti(L, 1, i);
    lua_rawseti(L, 3, i);
  }
  int from = 3, to = 4;
  for (lua_Integer width = 1; width < count; width *= 2) {
    for (lua_Integer low = 1; low <= count; low += 2 * width) {
      lua_Integer middle = low + width <= count + 1 ? low + width : count + 1;
      lua_Integer high = middle + width <= count + 1 ? middle + width : count + 1;
      merge(L, from, to, low, middle, high);
    }
    int other = from;
    from = to;
    to = other;
  }
  check_order(L, from, count);
  lua_settop(L, 4);
  for (lua_Integer i = 1; i <= count; i++) {
    lua_rawgeti(L, from, i);
    lua_seti(L, 1, i);
  }
  return 0;
}
