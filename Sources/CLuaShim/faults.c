// How a Swift error travels through Lua: as a userdata that keeps its identity.
#include "internal.h"

wb_head *wb_fault_at(lua_State *L, int index) {
  wb_head *head = lua_type(L, index) == LUA_TUSERDATA ? lua_touserdata(L, index) : NULL;
  return head && head->kind == WB_KIND_FAULT ? head : NULL;
}

// Raises what Swift left in its results: a message, and the id of the error that Lua now carries.
void wb_raise_host(lua_State *L, wb_buffer *results) {
  wb_head *fault = wb_head_push(L, WB_KIND_FAULT, WB_KEY(FAULT), 2);
  const wb_node *text = results->count > 0 ? &results->nodes[0] : NULL;
  if (results->count > 1 && results->nodes[1].tag == WB_CAUSE && !results->nodes[1].adopted) {
    fault->id = results->nodes[1].bits;
    results->nodes[1].adopted = 1;
  }
  if (text && text->tag == WB_STRING) {
    lua_pushlstring(L, results->bytes + text->bits, text->length);
  } else {
    lua_pushliteral(L, "not enough memory");
  }
  lua_setiuservalue(L, -2, 1);
  luaL_where(L, 1);
  lua_setiuservalue(L, -2, 2);
  wb_buffer_clear(wb_of(L), results);
  lua_error(L);
  abort();
}

// Scripts see a Swift error as its text, with the place where it was raised. The last one is remembered.
void wb_fault_to_text(lua_State *L, int index) {
  if (!wb_fault_at(L, index)) return;
  index = lua_absindex(L, index);
  lua_getiuservalue(L, index, 2);
  lua_getiuservalue(L, index, 1);
  lua_concat(L, 2);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, WB_KEY(CAUGHT_TEXT));
  lua_pushvalue(L, index);
  lua_rawsetp(L, LUA_REGISTRYINDEX, WB_KEY(CAUGHT));
  lua_replace(L, index);
}

// Pushes the Swift error whose text this error ends with, where a script has caught it and raises it again.
wb_head *wb_fault_raised_again(lua_State *L, int index) {
  size_t length, whole;
  if (lua_type(L, index) != LUA_TSTRING) return NULL;
  const char *message = lua_tolstring(L, index, &whole);
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(CAUGHT_TEXT));
  const char *text = lua_type(L, -1) == LUA_TSTRING ? lua_tolstring(L, -1, &length) : NULL;
  lua_pop(L, 1);
  if (!text || length > whole || memcmp(message + whole - length, text, length) != 0) return NULL;
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(CAUGHT));
  return wb_fault_at(L, -1);
}

// As Lua raises it itself: without a place, and the same text each time.
void wb_raise_memory(lua_State *L) {
  lua_pushliteral(L, "not enough memory");
  lua_error(L);
  abort();
}
