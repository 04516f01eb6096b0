// What is refused before the parser sees it: the parser cannot be interrupted, and bytecode is not verified.
#include "internal.h"

#include <stdio.h>

const char *wb_source_refusal(const wb_limits *limits, const char *source, size_t length, char *room, size_t size) {
  if (length > 0 && source[0] == LUA_SIGNATURE[0]) return "compiled Lua is refused: give source text";
  if (length > limits->source) {
    snprintf(room, size, "the source has %zu bytes; the limit is %zu", length, limits->source);
    return room;
  }
  size_t line = 1, start = 0;
  for (size_t i = 0; i <= length; i++) {
    if (i < length && source[i] != '\n') continue;
    if (i - start > limits->line) {
      snprintf(room, size, "line %zu has %zu bytes; the limit is %zu", line, i - start, limits->line);
      return room;
    }
    line++;
    start = i + 1;
  }
  size_t chained = wb_long_chain(source, length);
  if (chained) {
    snprintf(room, size, "line %zu: a chain of more than 200 fields in one expression", chained);
    return room;
  }
  return NULL;
}

// As luaL_loadbufferx, for text alone. A first line that starts with # is left out.
int wb_load_text(lua_State *L, const char *source, size_t length, const char *chunk) {
  lua_pushfstring(L, "@%s", chunk);
  const char *name = lua_tostring(L, -1);
  if (length > 0 && source[0] == '#') {
    while (length > 0 && *source != '\n') {
      source++;
      length--;
    }
  }
  // The parser makes a table of its own, which is no table of the script.
  wb_vm *vm = wb_of(L);
  uint64_t tables = vm->serials[LUA_TTABLE];
  int status = luaL_loadbufferx(L, source, length, name, "t");
  vm->serials[LUA_TTABLE] = tables;
  lua_remove(L, -2);
  return status;
}
