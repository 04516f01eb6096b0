// Where a run spends its time: instructions by line, sampled by a hook, and time in Swift functions by the line that
// called them. Off, it costs a test of a pointer at each call of Swift.
//
// The counts stand outside Lua's memory, so that a script cannot tell whether it is measured.
#include "internal.h"

#include <time.h>

enum { MOST_LINES = 1 << 16 };

struct wb_profile {
  int every;
  wb_profile_line *lines;
  size_t count, room;
  uint32_t *slots;  // places + 1 in lines, by hash; a power of two of them, at least twice as many as lines
  size_t slot_count;
  uint64_t nested;  // nanoseconds that scripts ran inside the call of Swift that is under way
};

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

// MARK: Lines

static size_t hash_of(const char *chunk, int line) {
  uint64_t hash = 0xcbf29ce484222325 ^ (uint64_t)line * 0x9e3779b97f4a7c15;
  for (; *chunk; chunk++) hash = (hash ^ (unsigned char)*chunk) * 0x100000001b3;
  return (size_t)(hash ^ hash >> 32);
}

static uint32_t *slot_of(struct wb_profile *profile, const char *chunk, int line) {
  size_t at = hash_of(chunk, line) & (profile->slot_count - 1);
  for (;; at = (at + 1) & (profile->slot_count - 1)) {
    uint32_t place = profile->slots[at];
    if (!place) return &profile->slots[at];
    const wb_profile_line *known = &profile->lines[place - 1];
    if (known->line == line && strcmp(known->chunk, chunk) == 0) return &profile->slots[at];
  }
}

static bool grow(struct wb_profile *profile) {
  size_t room = profile->room ? profile->room * 2 : 64;
  wb_profile_line *lines = wb_reallocate(profile->lines, room * sizeof *lines);
  if (!lines) return false;
  profile->lines = lines;
  uint32_t *slots = wb_reallocate(NULL, room * 2 * sizeof *slots);
  if (!slots) return false;
  memset(slots, 0, room * 2 * sizeof *slots);
  free(profile->slots);
  profile->slots = slots;
  profile->slot_count = room * 2;
  profile->room = room;
  for (size_t i = 0; i < profile->count; i++) *slot_of(profile, lines[i].chunk, lines[i].line) = (uint32_t)i + 1;
  return true;
}

// The counts of a line; null where there is no memory for them, or too many lines.
static wb_profile_line *find(struct wb_profile *profile, const char *chunk, int line) {
  if (profile->count == profile->room && !grow(profile)) return NULL;
  uint32_t *slot = slot_of(profile, chunk, line);
  if (!*slot) {
    if (profile->count >= MOST_LINES) return NULL;
    char *copy = wb_reallocate(NULL, strlen(chunk) + 1);
    if (!copy) return NULL;
    strcpy(copy, chunk);
    profile->lines[profile->count] = (wb_profile_line){.chunk = copy, .line = line};
    *slot = (uint32_t)++profile->count;
  }
  return &profile->lines[*slot - 1];
}

// The innermost line of Lua that is under way.
static wb_profile_line *line_under_way(lua_State *L) {
  lua_Debug frame;
  for (int level = 0; level < 16 && lua_getstack(L, level, &frame); level++) {
    lua_getinfo(L, "Sl", &frame);
    if (frame.currentline > 0) return find(wb_of(L)->profile, wb_chunk_name(&frame), frame.currentline);
  }
  return NULL;
}

// MARK: Measuring

static void on_sample(lua_State *L, lua_Debug *frame) {
  wb_vm *vm = wb_of(L);
  (void)frame;
  if (vm->abort) wb_raise_abort(L);
  if (!vm->profile) {
    lua_sethook(L, NULL, 0, 0);
    return;
  }
  wb_profile_line *line = line_under_way(L);
  if (line) line->samples++;
}

// Puts in place the hook of the profile, or none; coroutines that are made later copy it.
void wb_profile_hook(lua_State *L) {
  const struct wb_profile *profile = wb_of(L)->profile;
  if (profile) lua_sethook(L, on_sample, LUA_MASKCOUNT, profile->every);
  else lua_sethook(L, NULL, 0, 0);
}

wb_measure wb_profile_begin(wb_vm *vm) {
  if (!vm->profile) return (wb_measure){0, 0};
  wb_measure measure = {now(), vm->profile->nested};
  vm->profile->nested = 0;
  return measure;
}

// Swift has returned: the time that it took itself belongs to the line that called it.
void wb_profile_host_end(lua_State *L, wb_measure measure) {
  struct wb_profile *profile = wb_of(L)->profile;
  if (!profile) return;
  uint64_t took = now() - measure.start;
  wb_profile_line *line = line_under_way(L);
  if (line) {
    line->calls++;
    line->nanoseconds += took > profile->nested ? took - profile->nested : 0;
  }
  profile->nested = measure.nested;
}

// A script that Swift had called has returned.
void wb_profile_entry_end(wb_vm *vm, wb_measure measure) {
  if (vm->profile) vm->profile->nested = measure.nested + (now() - measure.start);
}

// MARK: On and off

void wb_profile_free(wb_vm *vm) {
  struct wb_profile *profile = vm->profile;
  vm->profile = NULL;
  if (!profile) return;
  for (size_t i = 0; i < profile->count; i++) free((void *)(uintptr_t)profile->lines[i].chunk);
  free(profile->lines);
  free(profile->slots);
  free(profile);
}

int32_t wb_profile_every(wb_vm *vm, int32_t instructions) {
  if (vm->depth != 0) return -1;
  wb_profile_free(vm);
  if (instructions > 0) {
    vm->profile = wb_reallocate(NULL, sizeof *vm->profile);
    if (!vm->profile) return -1;
    *vm->profile = (struct wb_profile){.every = instructions};
  }
  wb_profile_hook(vm->L);
  return 0;
}

const wb_profile_line *wb_profile_lines(const wb_vm *vm, size_t *count) {
  *count = vm->profile ? vm->profile->count : 0;
  return vm->profile ? vm->profile->lines : NULL;
}
