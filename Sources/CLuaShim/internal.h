// What the files of the door share. lua.h comes in here, and nowhere else.
#ifndef WB_INTERNAL_H
#define WB_INTERNAL_H

#include "CLuaShim.h"

// A missing header is told in one line, and the include below ends the compilation.
#if !__has_include(<lua.h>) && !__has_include(<lua5.4/lua.h>)
#error "Lua 5.4 is missing: install it with 'apt-get install liblua5.4-dev' or 'brew install lua@5.4'"
#endif

#if !__has_include(<lua5.4/lua.h>) || __has_include(<lua.h>)
#include <lua.h>

#include <lauxlib.h>
#include <lualib.h>
#else
#include <lua5.4/lua.h>

#include <lua5.4/lauxlib.h>
#include <lua5.4/lualib.h>
#endif

#if defined(LUA_VERSION_NUM) && LUA_VERSION_NUM != 504
#error "Lua 5.4 is needed, and another Lua was found: install liblua5.4-dev (apt) or lua@5.4 (brew)"
#endif

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

// MARK: Userdata. All userdata in a state is made here, so its head tells what it is.

enum { WB_KIND_BOX = 1, WB_KIND_SLOT, WB_KIND_OBJECT, WB_KIND_FAULT, WB_KIND_MISSING, WB_KIND_CURSOR };

typedef struct wb_head {
  uint32_t kind;
  uint32_t type;    // of an object; of the self that a method wants
  uint64_t serial;  // creation order
  int64_t id;       // of the Swift value that it owns, or 0
} wb_head;

// Values that Swift has given to be read one by one: a chunk of a longer list.
typedef struct wb_box {
  wb_head head;
  wb_buffer arguments;
  wb_buffer results;
  int64_t first;  // the place of the first value
  int64_t wanted; // how many were asked for
} wb_box;

// What crosses in one call of Swift. There is one for each level of calls within calls, made when it is first needed and
// kept; the state owns it, so that an error raised on the way leaks nothing.
typedef struct wb_crossing {
  struct wb_crossing *inner;  // of a call within this one
  wb_buffer arguments;
  wb_buffer results;
} wb_crossing;

// MARK: Keys of the registry

enum {
  WB_KEY_FUNCTIONS,  // handle -> function
  WB_KEY_TYPES,      // type -> metatable
  WB_KEY_TYPE_NAMES, // type -> name
  WB_KEY_LIBRARIES,  // name -> Lua's own library, complete, out of reach
  WB_KEY_ENVIRONMENTS, // name -> environment
  WB_KEY_LOADING,    // stack of the modules that are being loaded
  WB_KEY_BOX,        // metatables
  WB_KEY_SLOT,
  WB_KEY_FAULT,
  WB_KEY_MISSING,    // the sentinel
  WB_KEY_SHADOW,     // in a metatable of a script: the copy that is in force
  WB_KEY_ORIGINAL,   // in a shadow: the script's metatable
  WB_KEY_OWNER,      // in a shadow: the environment that it belongs to
  WB_KEY_VIEW,       // the metatable of views
  WB_KEY_VIEWS,      // table -> its view, by weak keys
  WB_KEY_VIEWED,     // in a view: the table
  WB_KEY_LABEL,      // in a view: where it came from
  WB_KEY_CAUGHT,     // the Swift error that a script caught last
  WB_KEY_CAUGHT_TEXT,
  WB_KEY_WALK,       // what next visits now: { table, keys }
  WB_KEY_COUNT
};
extern const char wb_keys[WB_KEY_COUNT];
#define WB_KEY(name) ((const void *)&wb_keys[WB_KEY_##name])

// MARK: The state

typedef struct wb_handle {
  uint32_t next;  // in the list that it is in
  uint8_t live;
} wb_handle;

typedef struct wb_rows {
  struct wb_rows *outer;
  wb_rows_request *request;
  uint64_t generation;
  size_t row;      // being evaluated
  int32_t absent;  // column last read as missing in this row, or -1
} wb_rows;

// The state of math.random in an environment, and the one to which it can be put back.
typedef struct wb_generator {
  uint64_t state[4], kept[4];
  struct wb_generator *next;
} wb_generator;

struct wb_vm {
  lua_State *L;
  lua_State *volatile running;  // the thread that runs now
  _Atomic int abort;            // sticky
  _Atomic int depth;            // of entries
  pthread_t thread;             // that entered
  pthread_mutex_t leaving;      // held while the thread leaves, or gets a signal from another
  wb_vm *outer;                 // another state that this thread has entered before
  wb_limits limits;
  wb_host host;
  size_t used, limit;
  size_t granted;  // what the limit is of itself
  uint64_t serials[16];
  size_t printed;
  wb_handle *handles;
  uint32_t handle_count, handle_room, free_handles, pending_handles;
  uint32_t types;
  int loading;  // depth of require
  size_t walk_at, walk_count;  // of next
  struct wb_profile *profile;  // null: off
  wb_generator *generators;    // of all environments; Lua owns them, and keeps them to its end
  wb_crossing *outermost;  // of a call of Swift within no other
  wb_crossing *crossing;   // of the innermost call that is under way, or null
  wb_rows *rows;
  uint64_t row_generation;
  bool closing;
  wb_error error;
  char *message, *chunk, *frames, *absent;  // what error points to
  size_t frames_length;
  bool placed;            // the message began with the place
  size_t rest;            // where the message goes on after it
  const void *inherited;  // the error value whose coroutine has been recorded
};

static inline wb_vm *wb_of(lua_State *L) { return *(wb_vm **)lua_getextraspace(L); }

// memory.c
void *wb_allocate(void *context, void *pointer, size_t old_size, size_t new_size);
void *wb_reallocate(void *block, size_t size);
uint64_t wb_serial(lua_State *L, int index);

// door.c
int32_t wb_enter(wb_vm *vm, lua_CFunction operation, void *arguments);
void wb_buffer_check(lua_State *L, const wb_buffer *buffer);

// record.c
int wb_record(lua_State *L);
void wb_record_coroutine(lua_State *L, lua_State *co);
const char *wb_chunk_name(const lua_Debug *frame);
void wb_error_clear(wb_vm *vm);
void wb_error_set(wb_vm *vm, int kind, const char *message);
void wb_error_syntax(wb_vm *vm, const char *message, const char *chunk);
void wb_error_place(wb_vm *vm, const char *chunk, int line);

// faults.c
wb_head *wb_fault_at(lua_State *L, int index);
_Noreturn void wb_raise_memory(lua_State *L);
_Noreturn void wb_raise_host(lua_State *L, wb_buffer *results);
void wb_fault_to_text(lua_State *L, int index);
wb_head *wb_fault_raised_again(lua_State *L, int index);

// profile.c
typedef struct wb_measure {
  uint64_t start, nested;
} wb_measure;
wb_measure wb_profile_begin(wb_vm *vm);
void wb_profile_host_end(lua_State *L, wb_measure measure);
void wb_profile_entry_end(wb_vm *vm, wb_measure measure);
void wb_profile_hook(lua_State *L);
void wb_profile_free(wb_vm *vm);

// interrupt.c
_Noreturn void wb_raise_abort(lua_State *L);
void wb_thread_entered(wb_vm *vm);
void wb_thread_left(wb_vm *vm);
void wb_forget_signal(wb_vm *vm);

// values.c
void wb_buffer_clear(wb_vm *vm, wb_buffer *buffer);
void wb_flatten(lua_State *L, int index, wb_buffer *buffer);
size_t wb_push(lua_State *L, wb_buffer *buffer, size_t at, uint32_t self_type);

// Pushes a number; false for what is none. There must be room on the stack.
static inline bool wb_push_number(lua_State *L, const wb_node *node) {
  if (node->tag == WB_NUMBER) {
    double number;
    memcpy(&number, &node->bits, sizeof number);
    lua_pushnumber(L, number);
    return true;
  }
  if (node->tag != WB_INTEGER) return false;
  lua_pushinteger(L, node->bits);
  return true;
}
int64_t wb_handle_new(lua_State *L, int index);
void wb_handles_sweep(lua_State *L);

// callback.c
wb_box *wb_box_push(lua_State *L);
enum { WB_CHUNK = 4096 };  // values that are fetched at a time, at most
void wb_box_fill(lua_State *L, int32_t event, int64_t subject, wb_box *box, lua_Integer place, lua_Integer wanted);
uint64_t wb_box_count(const wb_box *box);  // its first node is the head of the table, and each value a node of its own
void wb_box_value(lua_State *L, wb_box *box, uint64_t at);
void wb_crossings_clear(wb_vm *vm);
void wb_crossings_free(wb_vm *vm);
int wb_host_call(lua_State *L, int32_t event, int64_t subject, int first, int count);
int wb_trampoline(lua_State *L);
int wb_next_of_chunk(lua_State *L);
int wb_box_collect(lua_State *L);
int wb_head_collect(lua_State *L);
wb_head *wb_head_push(lua_State *L, uint32_t kind, const void *metatable_key, int user_values);

// objects.c
void wb_check_self(lua_State *L, const wb_head *slot);
const char *wb_type_name(lua_State *L, uint32_t type);

// order.c
size_t wb_sorted_keys(lua_State *L, int index);  // pushes them; nil where they are 1, 2, …
int wb_pairs(lua_State *L);
int wb_next(lua_State *L);

// sort.c
int wb_sort(lua_State *L);

// text.c
const char *wb_text(lua_State *L, int index, size_t *length);
int wb_tostring(lua_State *L);
int wb_print(lua_State *L);
int wb_format(lua_State *L);
int wb_rep(lua_State *L);

// names.c
const char *wb_nearest_key(lua_State *L, int index, const char *name);
int wb_global_unknown(lua_State *L);
int wb_global_assigned(lua_State *L);

// environments.c. An environment is a table that no script can reach, with these at their numbers.
enum { WB_ENVIRONMENT_NAME = 1, WB_ENVIRONMENT_GLOBALS, WB_ENVIRONMENT_ANSWERS, WB_ENVIRONMENT_MODULES };
void wb_environment_push(lua_State *L, const char *name);
int wb_load_in(lua_State *L, int environment, const char *source, size_t length, const char *chunk);

// frozen.c
bool wb_view_push(lua_State *L, int index);
bool wb_view_open(lua_State *L, int index);
void wb_view_key(lua_State *L, int table, int key);
void wb_view_refuse(lua_State *L, int index, const char *library, const char *function);
void wb_freeze_labelled(lua_State *L, int label);
void wb_freeze_pair(lua_State *L, int view);
int wb_freeze(lua_State *L);
int wb_rawget(lua_State *L);
int wb_rawlen(lua_State *L);
void wb_make_views(lua_State *L);

// chains.c
size_t wb_long_chain(const char *source, size_t length);

// source.c
const char *wb_source_refusal(const wb_limits *limits, const char *source, size_t length, char *room, size_t size);
int wb_load_text(lua_State *L, const char *source, size_t length, const char *chunk);

// sandbox.c
void wb_sandbox(lua_State *L);
void wb_push_globals(lua_State *L, int environment, uint64_t seed);

// protect.c, coroutine.c, modules.c, metatable.c, bounds.c, random.c, calendar.c
int wb_pcall(lua_State *L);
int wb_xpcall(lua_State *L);
int wb_load_function(lua_State *L);
int wb_require(lua_State *L);
int wb_setmetatable(lua_State *L);
int wb_getmetatable(lua_State *L);
void wb_metatable_update(lua_State *L, int index);
int wb_move(lua_State *L);
int wb_plain(lua_State *L);
int wb_concat(lua_State *L);
int wb_random(lua_State *L);
int wb_randomseed(lua_State *L);
void wb_random_push(lua_State *L, uint64_t seed);
int wb_os_date(lua_State *L);
int wb_os_time(lua_State *L);
int wb_co_resume(lua_State *L);
int wb_co_wrap(lua_State *L);

#endif
