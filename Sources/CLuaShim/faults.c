// Errors: how one is recorded with its place and traceback, and how a Swift error travels through Lua.
#include "internal.h"

#include <stdio.h>

char *wb_copy_text(const char *text, size_t length) {
  char *copy = malloc(length + 1);
  if (copy) {
    memcpy(copy, text, length);
    copy[length] = '\0';
  }
  return copy;
}

static void set_text(char **slot, const char **shown, const char *text, const char *otherwise) {
  char *copy = text ? wb_copy_text(text, strlen(text)) : NULL;
  free(*slot);
  *slot = copy;
  *shown = copy ? copy : otherwise;
}

void wb_error_clear(wb_vm *vm) {
  if (vm->error.cause) vm->host.release(vm->host.context, vm->error.cause);
  set_text(&vm->message, &vm->error.message, NULL, "");
  set_text(&vm->chunk, &vm->error.chunk, NULL, NULL);
  set_text(&vm->frames, &vm->error.frames, NULL, NULL);
  set_text(&vm->absent, &vm->error.absent, NULL, NULL);
  vm->error.kind = WB_OK;
  vm->error.line = 0;
  vm->error.cause = 0;
  vm->error.row = 0;
}

void wb_error_set(wb_vm *vm, int kind, const char *message) {
  vm->error.kind = kind;
  set_text(&vm->message, &vm->error.message, message, "not enough memory");
}

void wb_error_place(wb_vm *vm, const char *chunk, int line) {
  set_text(&vm->chunk, &vm->error.chunk, chunk, NULL);
  vm->error.line = line;
}

const wb_error *wb_last_error(const wb_vm *vm) { return &vm->error; }

int64_t wb_take_cause(wb_vm *vm) {
  int64_t cause = vm->error.cause;
  vm->error.cause = 0;
  return cause;
}

// MARK: A Swift error inside Lua

static wb_head *fault_at(lua_State *L, int index) {
  wb_head *head = lua_type(L, index) == LUA_TUSERDATA ? lua_touserdata(L, index) : NULL;
  return head && head->kind == WB_KIND_FAULT ? head : NULL;
}

// Raises what Swift left in the box: a message, and the id of the error that Lua now carries.
void wb_raise_host(lua_State *L, wb_box *box) {
  wb_buffer *results = &box->results;
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
  wb_buffer_free(wb_of(L), results);
  lua_error(L);
  abort();
}

// Scripts see a Swift error as its text, with the place where it was raised.
void wb_fault_to_text(lua_State *L, int index) {
  if (!fault_at(L, index)) return;
  index = lua_absindex(L, index);
  lua_getiuservalue(L, index, 2);
  lua_getiuservalue(L, index, 1);
  lua_concat(L, 2);
  lua_replace(L, index);
}

// MARK: Recording

typedef struct text_builder {
  char *bytes;
  size_t length, room;
} text_builder;

static void append(text_builder *text, const char *bytes) {
  size_t length = strlen(bytes);
  if (text->length + length + 1 > text->room) {
    size_t room = (text->length + length + 1) * 2;
    char *grown = realloc(text->bytes, room);
    if (!grown) return;
    text->bytes = grown;
    text->room = room;
  }
  memcpy(text->bytes + text->length, bytes, length + 1);
  text->length += length;
}

enum { SHOWN_FRAMES = 40, SEEN_FRAMES = 200 };

static const char *frame_name(const lua_Debug *frame) {
  if (frame->what && strcmp(frame->what, "main") == 0) return "main chunk";
  return frame->name ? frame->name : "function";
}

// Splits "chunk:12: message" where the frame that it names is on the stack. Host frames are left out.
static const char *record_frames(lua_State *L, wb_vm *vm, const char *message) {
  lua_Debug frame;
  text_builder text = {NULL, 0, 0};
  int shown = 0;
  bool placed = false;
  char number[32];
  const char *rest = message;
  for (int level = 1; level < SEEN_FRAMES && shown < SHOWN_FRAMES && lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "Sln", &frame);
    if (frame.currentline <= 0) continue;
    const char *chunk = frame.source && (*frame.source == '@' || *frame.source == '=') ? frame.source + 1 : frame.short_src;
    size_t source = strlen(frame.short_src);
    if (!placed && strncmp(message, frame.short_src, source) == 0 && message[source] == ':') {
      char *end;
      long line = strtol(message + source + 1, &end, 10);
      if (end[0] == ':' && end[1] == ' ') {
        wb_error_place(vm, chunk, (int)line);
        rest = end + 2;
        placed = true;
      }
    }
    if (shown == 0 && !placed) wb_error_place(vm, chunk, frame.currentline);
    append(&text, chunk);
    snprintf(number, sizeof number, "\t%d\t", frame.currentline);
    append(&text, number);
    append(&text, frame_name(&frame));
    append(&text, "\n");
    shown++;
  }
  free(vm->frames);
  vm->frames = text.bytes;
  vm->error.frames = text.bytes;
  return rest;
}

static void record_row(wb_vm *vm) {
  if (!vm->rows) return;
  vm->error.row = (int64_t)vm->rows->row + 1;
  if (vm->rows->absent >= 0) {
    set_text(&vm->absent, &vm->error.absent, vm->rows->request->columns[vm->rows->absent].name, NULL);
  }
}

// "chunk:12: message": a chunk that does not parse is not on the stack.
void wb_error_syntax(wb_vm *vm, const char *message, const char *chunk) {
  wb_error_place(vm, chunk, 0);
  for (const char *colon = strchr(message, ':'); colon; colon = strchr(colon + 1, ':')) {
    char *end;
    long line = strtol(colon + 1, &end, 10);
    if (end == colon + 1 || end[0] != ':' || end[1] != ' ') continue;
    vm->error.line = (int32_t)line;
    wb_error_set(vm, WB_ERROR_SYNTAX, end + 2);
    return;
  }
  wb_error_set(vm, WB_ERROR_SYNTAX, message);
}

// The message handler of each entry: runs where the error was raised, before the stack unwinds.
int wb_record(lua_State *L) {
  wb_vm *vm = wb_of(L);
  if (vm->abort) {
    wb_error_set(vm, WB_ERROR_INTERRUPTED, "stopped");
    record_frames(L, vm, "");
    record_row(vm);
    return 1;
  }
  wb_error_clear(vm);
  record_row(vm);
  wb_head *fault = fault_at(L, 1);
  if (fault) {
    lua_getiuservalue(L, 1, 2);
    lua_getiuservalue(L, 1, 1);
    vm->error.cause = fault->id;
    fault->id = 0;
    record_frames(L, vm, lua_tostring(L, -2));
    wb_error_set(vm, WB_ERROR_HOST, lua_tostring(L, -1));
    return 1;
  }
  const char *message = wb_text(L, 1, NULL);
  if (lua_type(L, 1) == LUA_TTABLE && !luaL_getmetafield(L, 1, "__tostring")) {
    message = lua_pushfstring(L, "the error is a table (%s), and has no text: give error() a string", message);
  }
  wb_error_set(vm, WB_ERROR_RUNTIME, record_frames(L, vm, message));
  return 1;
}
