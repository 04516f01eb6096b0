// The one door between Swift and Lua.
//
// The invariant: no longjmp crosses a Swift frame, under memory exhaustion too. Lua reports every error by a longjmp
// to the nearest protected call. Therefore
//   1. lua.h stays inside this target: Swift sees these flat functions only, and never a lua_State;
//   2. each function here that may run a raising Lua call runs it in C under lua_pcall (wb_enter in door.c), and returns
//      a status;
//   3. Lua calls Swift through one C trampoline (callback.c). What the callback gets and gives is owned by a box that
//      was allocated before Swift began. Swift returns a status, and C raises after Swift has returned;
//   4. functions marked "plain" touch no Lua state, and may be called from anywhere.
#ifndef CLUASHIM_H
#define CLUASHIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct wb_vm wb_vm;

// MARK: Values: a tree, flat, in preorder

#define WB_NIL 0
#define WB_BOOLEAN 1   // bits: 0 or 1
#define WB_INTEGER 2   // bits
#define WB_NUMBER 3    // bits: the double's bit pattern
#define WB_STRING 4    // bits: offset into bytes; length
#define WB_TABLE 5     // bits: n values at 1...n follow; then length pairs of key and value
#define WB_FUNCTION 6  // bits: handle of a Lua function; type 1 where Swift lent it: out of Lua a string node with its name follows
#define WB_CLOSURE 7   // bits: id of a Swift function; a string node with its name follows; type 1: gives the values of a for loop in tables
#define WB_OBJECT 8    // bits: id of a Swift object; type: its declared type
#define WB_MISSING 9
#define WB_CAUSE 10    // bits: id of a Swift error
#define WB_FREEZE 11   // the function that gives a read-only view of a table

typedef struct wb_node {
  uint8_t tag;
  uint8_t adopted;  // 0: this node owns its handle or id, and frees it with the buffer
  uint16_t type;
  uint32_t length;
  int64_t bits;
} wb_node;

typedef struct wb_buffer {
  wb_node *nodes;
  size_t count;
  size_t capacity;
  char *bytes;
  size_t used;
  size_t room;
  bool failed;  // memory ran out while it was filled
} wb_buffer;

// False where memory ran out: an id that it was to own is the caller's still. Plain.
bool wb_buffer_add(wb_buffer *buffer, int32_t tag, uint16_t type, uint32_t length, int64_t bits);
// Numbers from a row on, each a node; missing where the bit of its row is not set. No validity: all are there. Plain.
void wb_buffer_add_numbers(wb_buffer *buffer, const double *values, const uint64_t *validity, size_t first, size_t count);
void wb_buffer_add_integers(wb_buffer *buffer, const int64_t *values, const uint64_t *validity, size_t first, size_t count);
void wb_buffer_add_string(wb_buffer *buffer, const char *bytes, size_t length);                    // plain
void wb_buffer_free(wb_vm *vm, wb_buffer *buffer);                                                 // plain

// MARK: What Lua asks of Swift

#define WB_EVENT_CALL 0     // subject: id of the function; arguments in, results out
#define WB_EVENT_INDEX 1    // subject: id of the object; key in, value out
#define WB_EVENT_TEXT 2     // subject: id of the object; a string out
#define WB_EVENT_LENGTH 3   // subject: id of the object; an integer out
#define WB_EVENT_EQUAL 4    // subject: id of the object; another in, a boolean out
#define WB_EVENT_RESOLVE 5  // names of a module and of an environment in; the host's module, or chunk name, source and
                            // name of its environment out
#define WB_EVENT_PRINT 6    // a string in
#define WB_EVENT_WITHHELD 7 // name of an environment in; names of functions out, each with the message that it raises
#define WB_EVENT_PROPERTY 8 // subject: id of the object; number of the property in, value out
#define WB_EVENT_ELEMENTS 9 // subject: id of the object; a place and a count in, a table of values out
#define WB_EVENT_UNKNOWN 10 // an unknown name, the name of the environment and the names that can be seen in; the message that it raises out
#define WB_EVENT_FAULTY 11  // chunk name and source of a text that does not parse in; why out, or nothing likewise
#define WB_EVENT_NEAREST 12 // a name and those that there are in; the nearest of them out, or nothing where none is near

typedef struct wb_host {
  void *context;
  // Returns 0, or -1 with a message (string) and a cause in results. Never re-raises, never jumps.
  int32_t (*call)(void *context, int32_t event, int64_t subject, wb_buffer *arguments, wb_buffer *results);
  void (*release)(void *context, int64_t id);
} wb_host;

// MARK: The state

typedef struct wb_limits {
  size_t memory;         // bytes that scripts may hold
  size_t source;         // bytes of one source text
  size_t line;           // bytes of one line of it
  size_t print;          // bytes that print may write
  uint32_t depth;        // levels of a table that is read
  uint32_t entries;      // entries of a value that is read
  size_t string;         // bytes of one string made by rep
  uint64_t seed;         // of math.random
} wb_limits;

#define WB_OK 0
#define WB_ERROR_RUNTIME 1
#define WB_ERROR_SYNTAX 2
#define WB_ERROR_MEMORY 3
#define WB_ERROR_INTERRUPTED 4
#define WB_ERROR_HOST 5    // a Swift error came through; cause has its id
#define WB_ERROR_SOURCE 6  // a source text was refused before it was parsed

typedef struct wb_error {
  int32_t kind;
  int32_t line;             // 0: unknown
  int64_t cause;            // id of a Swift error, or 0
  int64_t row;              // 1-based row of a row function, or 0
  const char *message;      // never null
  const char *chunk;        // null: unknown
  const char *frames;       // "chunk\tline\tname\n" for each Lua frame, innermost first; null: none
  const char *absent;       // column last read as missing in that row, or null
} wb_error;

// Null where it fails; the reason is written then.
wb_vm *wb_open(wb_limits limits, wb_host host, char *reason, size_t room);
void wb_close(wb_vm *vm);
const wb_error *wb_last_error(const wb_vm *vm);  // plain; valid until the next entry
int64_t wb_take_cause(wb_vm *vm);                // plain; the caller owns the id now
size_t wb_memory_used(const wb_vm *vm);          // plain
// One run after the other in the same state: what was printed before counts no more, and a run in a state that is full has
// 1 MiB, so that it can empty it. Plain; only while no Lua runs.
void wb_begin_run(wb_vm *vm);
int32_t wb_collect(wb_vm *vm);  // frees what nothing holds any more
// The modules that the resolver found for the script's environment are loaded anew when they are next required.
int32_t wb_forget_modules(wb_vm *vm);
// What math.random draws next, in every environment, is kept; and is put back to what was kept. Plain; only while no Lua runs.
void wb_random_keep(wb_vm *vm);
void wb_random_restore(wb_vm *vm);
int32_t wb_entry_depth(const wb_vm *vm);         // plain; 0 when no Lua runs
// For tests: of the allocations that Lua and the door make on this thread from now on, `count` fail, beginning with the
// one of number `from`; a count of 0 ends it. Plain.
void wb_fail_allocations(uint64_t from, uint64_t count);
uint64_t wb_failed_allocations(void);  // how many have failed so far

// MARK: Entries

// The environment "" is the script's; another is made when it is first named.
int32_t wb_load(wb_vm *vm, const char *source, size_t length, const char *chunk, const char *environment,
                int64_t *function);
int32_t wb_call(wb_vm *vm, int64_t function, wb_buffer *arguments, int32_t count, wb_buffer *results,
                int32_t *result_count);
void wb_release_function(wb_vm *vm, int64_t function);  // plain; takes effect at the next entry
int32_t wb_set_global(wb_vm *vm, const char *name, wb_buffer *value);  // of the script's environment
// What defines a type: a table of its members by name, of which a method is a closure and a property its number; whether
// it has elements under whole numbers; a table of its operators, by the names of their metamethods. type gets the number
// that WB_OBJECT nodes carry.
int32_t wb_define_type(wb_vm *vm, const char *name, wb_buffer *definition, uint16_t *type);

// MARK: Stopping

void wb_interrupt(wb_vm *vm);  // from any thread, not from a signal handler
void wb_clear_interrupt(wb_vm *vm);  // only while no Lua runs
int32_t wb_interrupt_on_signal(wb_vm *vm, int32_t signal);

// Writes the place of the Lua that runs on this thread ("file.lua:12") and returns its length, or 0 where none is known.
// Async-signal-safe: for the last words of a process that crashes.
size_t wb_crash_place(char *room, size_t size);
// The same of one state, on its own thread, such as where Lua waits for the answer to what it asks.
size_t wb_place(wb_vm *vm, char *room, size_t size);

// MARK: Profile

typedef struct wb_profile_line {
  const char *chunk;
  int32_t line;
  uint64_t samples;      // one for each `every` instructions that Lua ran
  uint64_t calls;        // of Swift, from this line
  uint64_t nanoseconds;  // that they took, without the scripts that they called
} wb_profile_line;

// Begins to count anew; 0 ends it. Only while no Lua runs: -1 otherwise, or where memory runs out.
int32_t wb_profile_every(wb_vm *vm, int32_t instructions);
const wb_profile_line *wb_profile_lines(const wb_vm *vm, size_t *count);  // plain; valid until the next entry

// MARK: Rows

#define WB_COLUMN_NUMBER 0    // const double *
#define WB_COLUMN_INTEGER 1   // const int64_t *
#define WB_COLUMN_FLAG 2      // const uint8_t *
#define WB_COLUMN_CATEGORY 3  // const int32_t *codes, names of the levels
#define WB_COLUMN_TEXT 4      // offsets (rows + 1), bytes
#define WB_COLUMN_DAY 5       // const int32_t *, days since 1970-01-01, read as a number
#define WB_COLUMN_DATE 6      // the same, read as 2020-01-31
#define WB_COLUMN_LENT 7      // a callback gives each string

typedef struct wb_column {
  const char *name;
  int32_t kind;
  int32_t level_count;
  const void *data;
  const uint64_t *validity;     // a set bit: present; null: all present
  const char *const *levels;    // UTF-8, NUL-terminated
  const int64_t *offsets;
  int64_t byte_count;           // of a text column
  void *context;
  const char *(*text)(void *context, int64_t row, size_t *length);  // null: missing; valid until the next call
  uint8_t was_read;             // out
} wb_column;

#define WB_ROWS_MASK 0     // uint8_t: 0 false, 1 true, 2 unknown (nil)
#define WB_ROWS_NUMBERS 1  // double, and uint8_t 1 where missing
#define WB_ROWS_VALUES 2   // one scalar node a row
#define WB_ROWS_NONE 3     // results are not looked at

typedef struct wb_rows_request {
  int64_t function;
  wb_column *columns;
  size_t column_count;
  size_t row_count;
  const int32_t *selection;  // storage row of each row; null: as they are
  const char *subject;       // what holds the columns, for messages
  int32_t mode;
  uint8_t *mask;
  double *numbers;
  uint8_t *missing;
  wb_buffer *values;
} wb_rows_request;

int32_t wb_run_rows(wb_vm *vm, wb_rows_request *request);

// MARK: Version, defects

const char *wb_lua_release(void);  // plain

#define WB_PROBE_SOUND 0
#define WB_PROBE_DEFECTIVE 1
#define WB_PROBE_FAILED 2
// May crash the process where Lua is defective: call it in a child process.
int32_t wb_probe(const char *source, const char *expected, char *found, size_t room);

#ifdef __cplusplus
}
#endif
#endif
