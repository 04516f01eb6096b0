// The state, and the one way into it.
#include "internal.h"

#include <stdio.h>

const char wb_keys[WB_KEY_COUNT];

// MARK: Opening and closing

static int set_up(lua_State *L) {
  wb_vm *vm = wb_of(L);
  memset(vm->serials, 0, sizeof vm->serials);
  wb_sandbox(L);
  // Serials read the header of a block through lua_topointer: see that it is so in the Lua that is linked.
  for (uint64_t i = 0; i < 2; i++) {
    uint64_t before = vm->serials[LUA_TTABLE];
    lua_newtable(L);
    if (wb_serial(L, -1) != before + 1) return luaL_error(L, "this Lua lays out its tables in an unknown way");
    lua_newthread(L);
    if (wb_serial(L, -1) != vm->serials[LUA_TTHREAD]) {
      return luaL_error(L, "this Lua lays out its coroutines in an unknown way");
    }
    lua_pop(L, 2);
  }
  memset(vm->serials, 0, sizeof vm->serials);
  return 0;
}

wb_vm *wb_open(wb_limits limits, wb_host host, char *reason, size_t room) {
  wb_vm *vm = wb_reallocate(NULL, sizeof *vm);
  snprintf(reason, room, "not enough memory");
  if (!vm) return NULL;
  memset(vm, 0, sizeof *vm);
  vm->limits = limits;
  vm->host = host;
  vm->limit = SIZE_MAX;
  vm->L = lua_newstate(wb_allocate, vm);
  if (!vm->L) {
    free(vm);
    return NULL;
  }
  vm->running = vm->L;
  pthread_mutex_init(&vm->leaving, NULL);
  *(wb_vm **)lua_getextraspace(vm->L) = vm;
  if (wb_enter(vm, set_up, NULL) != WB_OK) {
    snprintf(reason, room, "%s", vm->error.message);
    wb_close(vm);
    return NULL;
  }
  // Armed only now: what a limit could break half-way stands already.
  vm->granted = vm->limit = limits.memory > SIZE_MAX - vm->used ? SIZE_MAX : vm->used + limits.memory;
  return vm;
}

void wb_close(wb_vm *vm) {
  vm->closing = true;
  vm->limit = SIZE_MAX;
  wb_forget_signal(vm);
  lua_close(vm->L);
  wb_crossings_free(vm);
  wb_profile_free(vm);
  wb_error_clear(vm);
  pthread_mutex_destroy(&vm->leaving);
  free(vm->handles);
  free(vm);
}

void wb_begin_run(wb_vm *vm) {
  static const size_t reserve = 1 << 20;
  if (vm->depth != 0) return;
  vm->printed = 0;
  vm->limit = vm->granted > vm->used && vm->granted - vm->used >= reserve ? vm->granted : vm->used + reserve;
}

static int collect(lua_State *L) {
  lua_gc(L, LUA_GCCOLLECT);
  return 0;
}

int32_t wb_collect(wb_vm *vm) { return wb_enter(vm, collect, NULL); }

int32_t wb_entry_depth(const wb_vm *vm) { return vm->depth; }
const char *wb_lua_release(void) { return LUA_RELEASE; }

// MARK: The way in

int32_t wb_enter(wb_vm *vm, lua_CFunction operation, void *arguments) {
  lua_State *L = vm->running;
  wb_error_clear(vm);
  if (vm->abort) {
    wb_error_set(vm, WB_ERROR_INTERRUPTED, "stopped");
    return WB_ERROR_INTERRUPTED;
  }
  if (!lua_checkstack(L, 16)) {
    wb_error_set(vm, WB_ERROR_MEMORY, "not enough memory");
    return WB_ERROR_MEMORY;
  }
  if (vm->depth == 0) {
    wb_thread_entered(vm);
  } else {
    vm->depth++;
  }
  int loading = vm->loading;
  wb_handles_sweep(L);
  lua_pushcfunction(L, wb_record);
  int handler = lua_gettop(L);
  lua_pushcfunction(L, operation);
  lua_pushlightuserdata(L, arguments);
  wb_measure measure = wb_profile_begin(vm);
  int status = lua_pcall(L, 1, 0, handler);
  wb_profile_entry_end(vm, measure);
  wb_crossings_clear(vm);
  vm->running = L;
  lua_settop(L, handler - 1);
  vm->loading = loading;
  if (vm->depth == 1) {
    wb_thread_left(vm);
  } else {
    vm->depth--;
  }
  if (status == LUA_OK) return WB_OK;
  if (vm->abort) {
    if (vm->error.kind != WB_ERROR_INTERRUPTED) wb_error_set(vm, WB_ERROR_INTERRUPTED, "stopped");
  } else if (status == LUA_ERRMEM) {  // raised without the handler
    wb_error_clear(vm);
    wb_error_set(vm, WB_ERROR_MEMORY, "not enough memory");
  } else if (vm->error.kind == WB_OK || status == LUA_ERRERR) {
    wb_error_set(vm, WB_ERROR_RUNTIME, "an error while an error was handled (the calls may be nested too deep)");
  }
  return vm->error.kind;
}

// MARK: Loading and calling

typedef struct load_request {
  const char *source;
  size_t length;
  const char *chunk;
  const char *environment;
  int64_t function;
  int32_t status;
} load_request;

static int load(lua_State *L) {
  load_request *request = lua_touserdata(L, 1);
  wb_vm *vm = wb_of(L);
  char room[192];
  const char *refusal = wb_source_refusal(&vm->limits, request->source, request->length, room, sizeof room);
  if (refusal) {
    wb_error_set(vm, request->status = WB_ERROR_SOURCE, refusal);
    wb_error_place(vm, request->chunk, 0);
    return 0;
  }
  wb_environment_push(L, request->environment);
  int status = wb_load_in(L, lua_gettop(L), request->source, request->length, request->chunk);
  if (status == LUA_OK) {
    request->function = wb_handle_new(L, -1);
  } else if (status == LUA_ERRMEM) {
    wb_error_set(vm, request->status = WB_ERROR_MEMORY, "not enough memory");
  } else {  // what is nested deeper than Lua follows is no error of syntax to Lua, and is one to whoever wrote it
    wb_error_syntax(vm, lua_tostring(L, -1), request->chunk);
    request->status = WB_ERROR_SYNTAX;
  }
  return 0;
}

int32_t wb_load(wb_vm *vm, const char *source, size_t length, const char *chunk, const char *environment,
                int64_t *function) {
  load_request request = {source, length, chunk, environment, 0, WB_OK};
  int32_t status = wb_enter(vm, load, &request);
  *function = request.function;
  return status == WB_OK ? request.status : status;
}

typedef struct call_request {
  int64_t function;
  wb_buffer *arguments;
  int32_t count;
  wb_buffer *results;
  int32_t result_count;
} call_request;

static int call(lua_State *L) {
  call_request *request = lua_touserdata(L, 1);
  luaL_checkstack(L, request->count + 8, "too many arguments");
  lua_rawgetp(L, LUA_REGISTRYINDEX, WB_KEY(FUNCTIONS));
  lua_rawgeti(L, -1, request->function);
  size_t at = 0;
  for (int32_t i = 0; i < request->count; i++) at = wb_push(L, request->arguments, at, 0);
  lua_call(L, request->count, LUA_MULTRET);
  request->result_count = lua_gettop(L) - 2;
  for (int i = 3; i <= request->result_count + 2; i++) wb_flatten(L, i, request->results);
  return 0;
}

int32_t wb_call(wb_vm *vm, int64_t function, wb_buffer *arguments, int32_t count, wb_buffer *results,
                int32_t *result_count) {
  call_request request = {function, arguments, count, results, 0};
  int32_t status = wb_enter(vm, call, &request);
  *result_count = request.result_count;
  return status;
}

// MARK: Globals given by the host

typedef struct set_request {
  const char *name;
  wb_buffer *value;
} set_request;

static int set_global(lua_State *L) {
  set_request *request = lua_touserdata(L, 1);
  lua_pushglobaltable(L);
  lua_pushstring(L, request->name);
  wb_push(L, request->value, 0, 0);
  lua_rawset(L, -3);
  return 0;
}

int32_t wb_set_global(wb_vm *vm, const char *name, wb_buffer *value) {
  set_request request = {name, value};
  return wb_enter(vm, set_global, &request);
}
