// Strict names: an unknown global is an error that names it and the nearest known name.
#include "internal.h"

#include <ctype.h>
#include <stdio.h>

enum { LONGEST = 64 };

static int folded(char c) { return tolower((unsigned char)c); }

static uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }

// Optimal string alignment, letters of either case being the same.
uint32_t wb_name_distance(const char *a, size_t m, const char *b, size_t n, uint32_t limit) {
  uint32_t rows[3][LONGEST + 1];
  if (m > LONGEST || n > LONGEST) return limit + 1;
  if ((m > n ? m - n : n - m) > limit) return limit + 1;
  for (uint32_t j = 0; j <= n; j++) rows[0][j] = j;
  for (uint32_t i = 1; i <= m; i++) {
    uint32_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
    row[0] = i;
    for (uint32_t j = 1; j <= n; j++) {
      uint32_t change = folded(a[i - 1]) != folded(b[j - 1]);
      uint32_t best = least(least(above[j], row[j - 1]) + 1, above[j - 1] + change);
      if (i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) && folded(a[i - 2]) == folded(b[j - 1])) {
        best = least(best, before[j - 2] + 1);
      }
      row[j] = best;
    }
  }
  uint32_t distance = rows[m % 3][n];
  return distance <= limit ? distance : limit + 1;
}

typedef struct nearest {
  const char *name;
  size_t length;
  uint32_t distance;
  char *found;
  size_t room;
} nearest;

static nearest search(const char *name, size_t length, char *found, size_t room) {
  uint32_t limit = length < 3 ? 1 : (uint32_t)(length + 2) / 3;
  *found = '\0';
  return (nearest){name, length, limit + 1, found, room};
}

static void consider(nearest *best, const char *candidate) {
  size_t length = strlen(candidate);
  if (length >= best->room || *candidate == '(') return;  // internal names are in parentheses
  uint32_t distance = wb_name_distance(best->name, best->length, candidate, length, best->distance);
  bool same = length == best->length && memcmp(candidate, best->name, length) == 0;
  if (same || distance > best->distance) return;
  if (distance == best->distance && (!*best->found || strcmp(candidate, best->found) >= 0)) return;
  memcpy(best->found, candidate, length + 1);
  best->distance = distance;
}

static void consider_keys(lua_State *L, nearest *best, int index) {
  index = lua_absindex(L, index);
  lua_pushnil(L);
  while (lua_next(L, index)) {
    lua_pop(L, 1);
    if (lua_type(L, -1) == LUA_TSTRING) consider(best, lua_tostring(L, -1));
  }
}

bool wb_nearest_key(lua_State *L, int index, const char *name, size_t length, char *found, size_t room) {
  nearest best = search(name, length, found, room);
  consider_keys(L, &best, index);
  return *found != '\0';
}

// The variables that the calling function can see.
static void consider_locals(lua_State *L, nearest *best) {
  lua_Debug frame;
  const char *name;
  if (!lua_getstack(L, 1, &frame)) return;
  for (int i = 1; i <= 250 && (name = lua_getlocal(L, &frame, i)); i++) {
    consider(best, name);
    lua_pop(L, 1);
  }
  lua_getinfo(L, "f", &frame);
  for (int i = 1; (name = lua_getupvalue(L, -1, i)); i++) {
    if (strcmp(name, "_ENV") != 0) consider(best, name);
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
}

// The globals that were asked are at index 1.
static const char *advice(lua_State *L, const char *name, char *room, size_t size) {
  char found[48];
  nearest best = search(name, strlen(name), found, sizeof found);
  consider_keys(L, &best, 1);
  consider_locals(L, &best);
  snprintf(room, size, "%s%s%s", *found ? "; did you mean '" : "", found, *found ? "'?" : "");
  return room;
}

// Upvalue: the name of the environment.
int wb_global_unknown(lua_State *L) {
  char room[96];
  if (lua_type(L, 2) != LUA_TSTRING) {
    wb_text(L, 2, NULL);
    return luaL_error(L, "there is no global of the name %s", lua_tostring(L, -1));
  }
  const char *name = lua_tostring(L, 2);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, lua_upvalueindex(1));
  if (wb_host_call(L, WB_EVENT_UNKNOWN, 0, lua_gettop(L) - 1, 2) > 0) return luaL_error(L, "%s", lua_tostring(L, -1));
  return luaL_error(L, "unknown name '%s'%s", name, advice(L, name, room, sizeof room));
}

int wb_global_assigned(lua_State *L) {
  char room[96];
  if (lua_type(L, 2) != LUA_TSTRING) return luaL_error(L, "globals are read-only");
  const char *name = lua_tostring(L, 2);
  const char *kind = lua_isfunction(L, 3) ? "local function" : "local";
  return luaL_error(L, "'%s' is not declared: write '%s %s'%s", name, kind, name, advice(L, name, room, sizeof room));
}
