// Runs one probe of the linked Lua in a fresh state of its own, with all libraries and no bounds. Where Lua is
// defective, it may crash the process: the caller runs it in a child.
#include "internal.h"

#include <stdio.h>

typedef struct probe {
  const char *source;
  const char *expected;
  char *found;
  size_t room;
  int32_t outcome;
} probe;

static int run(lua_State *L) {
  probe *probe = lua_touserdata(L, 1);
  luaL_openlibs(L);
  if (luaL_loadbufferx(L, probe->source, strlen(probe->source), "=probe", "t") != LUA_OK) return lua_error(L);
  lua_call(L, 0, 1);
  const char *found = luaL_tolstring(L, -1, NULL);
  snprintf(probe->found, probe->room, "%s", found);
  probe->outcome = strcmp(found, probe->expected) == 0 ? WB_PROBE_SOUND : WB_PROBE_DEFECTIVE;
  return 0;
}

int32_t wb_probe(const char *source, const char *expected, char *found, size_t room) {
  probe probe = {source, expected, found, room, WB_PROBE_FAILED};
  lua_State *L = luaL_newstate();
  if (!L) return WB_PROBE_FAILED;
  lua_pushcfunction(L, run);
  lua_pushlightuserdata(L, &probe);
  if (lua_pcall(L, 1, 0, 0) != LUA_OK) {
    const char *message = lua_tostring(L, -1);
    snprintf(found, room, "%s", message ? message : "an error without text");
    probe.outcome = WB_PROBE_DEFECTIVE;
  }
  lua_close(L);
  return probe.outcome;
}
