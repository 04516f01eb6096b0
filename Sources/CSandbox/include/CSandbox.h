// The worker process and its locks, as far as they need C: starting a child, signals, limits, filters.
//
// Nothing here knows Lua or cohorts. Every function is plain: numbers in, numbers out, no ownership passed.
// Where a function returns a status, 0 means done and a positive number is an errno value.

#ifndef CSANDBOX_H
#define CSANDBOX_H

#include <stddef.h>
#include <stdint.h>

// MARK: - Parent: start a child and wait for it

/// The descriptors that a worker finds open when it starts.
enum { WBS_REQUEST_DESCRIPTOR = 3, WBS_MESSAGE_DESCRIPTOR = 4 };

/// A started child: its process number and the parent's ends of its three channels (all non-blocking).
typedef struct {
  int32_t pid;
  int32_t request;
  int32_t messages;
  int32_t errors;
} wbs_child;

/// Writes the path that starts this same binary again into `path`; returns 0 or an errno value.
int32_t wbs_own_executable(char *path, size_t capacity);

/// Starts `executable` in a process group of its own, with standard input empty, standard output and error on one
/// channel, and the request and message channels on descriptors 3 and 4. No other descriptor is passed on. It may use so
/// many of the processors that this thread may use; 0 is all of them. Where the system cannot bound them, that is ENOTSUP.
int32_t wbs_spawn(
    const char *executable, char *const arguments[], char *const environment[], int32_t processors, wbs_child *child);

/// How a child ended.
typedef struct {
  int32_t exited; ///< 1: `code` is an exit status. 0: `code` is the signal that ended it.
  int32_t code;
} wbs_end;

/// Asks whether the child has ended: 1 and `end` filled, 0 not yet, -1 no such child. Waits only if `wait` is 1.
int32_t wbs_reap(int32_t pid, int32_t wait, wbs_end *end);

/// Writes like `write(2)`, but a closed reader gives EPIPE and never SIGPIPE.
int64_t wbs_write_quietly(int32_t descriptor, const void *bytes, size_t count);

// MARK: - Parent: interrupts

/// Starts to watch SIGINT, SIGTERM and SIGHUP (those that are not ignored), and returns a descriptor that becomes
/// readable, and stays so, once one has come; -1 where that fails. Calls nest.
int32_t wbs_interrupts_begin(void);

/// Ends one watch; the last one restores the handlers as they were.
void wbs_interrupts_end(void);

/// The signal that came during the watch, or 0.
int32_t wbs_interrupts_signal(void);

// MARK: - Child: start, crash

/// Ties this process's life to its parent's, and checks that it was started as a worker: 0, or an errno value.
int32_t wbs_child_begin(void);

typedef size_t (*wbs_place_reader)(char *room, size_t size);

/// Makes a fatal signal write one line ("crash: signal 11 at a.lua:7") to standard error before it ends the process.
/// `place` may be NULL; it must be async-signal-safe, and gives the length of the text that it wrote, 0 for none.
int32_t wbs_crash_notice_install(wbs_place_reader place);

/// Gives the calling thread a signal stack of its own, so that a handler can run after its stack has run out.
int32_t wbs_signal_stack_begin(void);

/// Takes the calling thread's signal stack away again.
void wbs_signal_stack_end(void);

/// Runs `body(context)` on a new thread with a stack of `stack_size` bytes, and waits for it.
int32_t wbs_run_on_stack(size_t stack_size, void (*body)(void *), void *context);

// MARK: - Child: locks

/// The locks, in the order in which they are reported.
enum {
  WBS_LOCK_MEMORY,
  WBS_LOCK_PROCESSOR_TIME,
  WBS_LOCK_FILE_SIZE,
  WBS_LOCK_OPEN_FILES,
  WBS_LOCK_CORE_DUMP,
  WBS_LOCK_PROCESSES,
  WBS_LOCK_PRIVILEGES,
  WBS_LOCK_INSPECTION,
  WBS_LOCK_DESCRIPTORS,
  WBS_LOCK_LANDLOCK_FILES,
  WBS_LOCK_LANDLOCK_NETWORK,
  WBS_LOCK_SYSTEM_CALLS,
  WBS_LOCK_COUNT
};

/// What became of a lock, beside 0 (holds) and an errno value (refused by the system).
enum { WBS_NOT_HERE = -1, WBS_NOT_ASKED = -2, WBS_KERNEL_TOO_OLD = -3 };

/// What to lock: zero leaves memory or processor time unbounded.
typedef struct {
  uint64_t memory;            ///< bytes of address space beyond what is in use
  uint64_t processor_seconds; ///< beyond what is used up
  uint64_t open_files;        ///< highest descriptor number, plus one
  const int32_t *writable;    ///< descriptors that stay writable
  size_t writable_count;
} wbs_policy;

/// Applies every lock that this system has, for good, and says for each what became of it.
void wbs_lock_down(const wbs_policy *policy, int32_t results[WBS_LOCK_COUNT]);

/// Tries every lock in a child process made for it, and says for each what would become of it.
int32_t wbs_probe(int32_t results[WBS_LOCK_COUNT]);

/// The version of Landlock that the kernel offers; 0 where there is none.
int32_t wbs_landlock_version(void);

#endif
