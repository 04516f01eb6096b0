// What is told of an error: its message, its place, and the calls under way, all recorded where it was raised.
#include "internal.h"

#include <stdio.h>

enum { LONGEST_MESSAGE = 16 << 10 };

// A text that is longer is cut where a character begins, and says so: nobody reads what a script can repeat.
static char *copy_text(const char *text) {
  static const char more[] = "…";
  size_t length = strnlen(text, LONGEST_MESSAGE + 1);
  bool cut = length > LONGEST_MESSAGE;
  if (cut) {
    length = LONGEST_MESSAGE;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) length--;
  }
  char *copy = wb_reallocate(NULL, length + sizeof more);
  if (!copy) return NULL;
  memcpy(copy, text, length);
  memcpy(copy + length, cut ? more : "", cut ? sizeof more : 1);
  return copy;
}

static void set_text(char **slot, const char **shown, const char *text, const char *otherwise) {
  char *copy = text ? copy_text(text) : NULL;
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
  vm->frames_length = 0;
  vm->inherited = NULL;
  vm->placed = false;
  vm->rest = 0;
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

// MARK: Frames

static void append(wb_vm *vm, const char *bytes) {
  size_t needed = vm->frames_length + strlen(bytes) + 1;
  if (needed > 64 << 10) return;
  char *grown = wb_reallocate(vm->frames, needed);
  if (!grown) return;
  memcpy(grown + vm->frames_length, bytes, strlen(bytes) + 1);
  vm->frames_length = needed - 1;
  vm->error.frames = vm->frames = grown;
}

enum { SHOWN_FRAMES = 40, SEEN_FRAMES = 200 };

static const char *frame_name(const lua_Debug *frame) {
  if (frame->what && strcmp(frame->what, "main") == 0) return "main chunk";
  return frame->name ? frame->name : "function";
}

const char *wb_chunk_name(const lua_Debug *frame) {
  return *frame->source == '@' || *frame->source == '=' ? frame->source + 1 : frame->short_src;
}

// Where the message begins with the place of this frame ("chunk:12: …"), that is the place of the error.
static void find_place(wb_vm *vm, const lua_Debug *frame, const char *chunk, const char *message) {
  size_t length = strlen(frame->short_src);
  if (!vm->error.chunk) wb_error_place(vm, chunk, frame->currentline);
  if (strncmp(message, frame->short_src, length) != 0 || message[length] != ':') return;
  char *end;
  long line = strtol(message + length + 1, &end, 10);
  if (end[0] != ':' || end[1] != ' ') return;
  wb_error_place(vm, chunk, (int)line);
  vm->rest = (size_t)(end + 2 - message);
  vm->placed = true;
}

// Adds the Lua frames of a thread; host frames are left out. Nothing here allocates in Lua.
static void record_frames(lua_State *thread, int level, wb_vm *vm, const char *message) {
  lua_Debug frame;
  char number[32];
  int shown = 0;
  for (; level < SEEN_FRAMES && shown < SHOWN_FRAMES && lua_getstack(thread, level, &frame); level++) {
    lua_getinfo(thread, "Sln", &frame);
    if (frame.currentline <= 0) continue;
    const char *chunk = wb_chunk_name(&frame);
    if (!vm->placed) find_place(vm, &frame, chunk, message);
    append(vm, chunk);
    snprintf(number, sizeof number, "\t%d\t", frame.currentline);
    append(vm, number);
    append(vm, frame_name(&frame));
    append(vm, "\n");
    shown++;
  }
}

// MARK: Recording

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

// Keeps what an earlier coroutine has told of the same error value.
static void begin(lua_State *L, wb_vm *vm, int index) {
  if (!vm->inherited || vm->inherited != lua_topointer(L, index)) wb_error_clear(vm);
}

// An error leaves a coroutine for the one that resumed it: its frames are about to be lost. The value is on top of L.
void wb_record_coroutine(lua_State *L, lua_State *co) {
  wb_vm *vm = wb_of(L);
  const char *message = "";
  begin(L, vm, -1);
  if (wb_fault_at(L, -1)) {
    lua_getiuservalue(L, -1, 2);
    message = lua_tostring(L, -1);
    lua_pop(L, 1);  // the value keeps it
  } else if (lua_type(L, -1) == LUA_TSTRING) {
    message = lua_tostring(L, -1);
  }
  record_frames(co, 0, vm, message);
  vm->inherited = lua_topointer(L, -1);
}

static void take_cause(wb_vm *vm, wb_head *fault) {
  vm->error.cause = fault->id;
  fault->id = 0;
}

static void record_fault(lua_State *L, wb_vm *vm, wb_head *fault) {
  lua_getiuservalue(L, 1, 2);
  lua_getiuservalue(L, 1, 1);
  take_cause(vm, fault);
  record_frames(L, 1, vm, lua_tostring(L, -2));
  wb_error_set(vm, WB_ERROR_HOST, lua_tostring(L, -1));
}

// The message handler of each entry: runs where the error was raised, before the stack unwinds.
int wb_record(lua_State *L) {
  wb_vm *vm = wb_of(L);
  begin(L, vm, 1);
  record_row(vm);
  if (vm->abort) {
    record_frames(L, 1, vm, "");
    wb_error_set(vm, WB_ERROR_INTERRUPTED, "stopped");
    return 1;
  }
  wb_head *fault = wb_fault_at(L, 1);
  if (fault) {
    record_fault(L, vm, fault);
    return 1;
  }
  wb_view_open(L, 1);
  const char *message = wb_text(L, 1, NULL);
  if (lua_type(L, 1) == LUA_TTABLE && !luaL_getmetafield(L, 1, "__tostring")) {
    message = lua_pushfstring(L, "the error is a table (%s), and has no text: give error() a string", message);
  } else if (lua_isnil(L, 1)) {
    message = "the script raised an error without a message: give error() a string";
  }
  record_frames(L, 1, vm, message);
  bool memory = strcmp(message, "not enough memory") == 0;
  if (vm->rest > strlen(message)) vm->rest = 0;
  wb_head *again = wb_fault_raised_again(L, 1);
  if (again && again->id) take_cause(vm, again);
  wb_error_set(vm, memory ? WB_ERROR_MEMORY : vm->error.cause ? WB_ERROR_HOST : WB_ERROR_RUNTIME, message + vm->rest);
  return 1;
}
