// Starting a worker and waiting for it.

#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#if defined(__linux__)
#include <sched.h>
#endif
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__APPLE__)
#include <mach-o/dyld.h>
#endif

int32_t wbs_own_executable(char *path, size_t capacity) {
#if defined(__APPLE__)
  uint32_t size = (uint32_t)capacity;
  return _NSGetExecutablePath(path, &size) == 0 ? 0 : ENAMETOOLONG;
#else
  // The link, not what it points to: it starts the very file that runs, even where that was replaced meanwhile.
  static const char self[] = "/proc/self/exe";
  if (capacity < sizeof self)
    return ENAMETOOLONG;
  memcpy(path, self, sizeof self);
  return 0;
#endif
}

// MARK: Pipes

enum { READER = 0, WRITER = 1, ABOVE_FIXED_NUMBERS = 10 };

/// A pipe whose ends are closed on exec and numbered above the fixed descriptors, so that the child's arrangement
/// below never overwrites one of them.
static int32_t open_pipe(int ends[2]) {
  int low[2];
#if defined(__linux__)
  if (pipe2(low, O_CLOEXEC) != 0)
    return errno;
#else
  if (pipe(low) != 0)
    return errno;
#endif
  int32_t failure = 0;
  for (int i = 0; i < 2; i++) {
    ends[i] = fcntl(low[i], F_DUPFD_CLOEXEC, ABOVE_FIXED_NUMBERS);
    if (ends[i] < 0)
      failure = errno;
    close(low[i]);
  }
  return failure;
}

static void close_ends(int pipes[3][2]) {
  for (int p = 0; p < 3; p++)
    for (int i = 0; i < 2; i++)
      if (pipes[p][i] >= 0)
        close(pipes[p][i]);
}

static int32_t do_not_block(int descriptor) {
  int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) < 0 ? errno : 0;
}

// MARK: Spawn

static int32_t arrange_descriptors(posix_spawn_file_actions_t *actions, int pipes[3][2]) {
  int32_t failure = posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
  if (!failure)
    failure = posix_spawn_file_actions_adddup2(actions, pipes[2][WRITER], 1);
  if (!failure)
    failure = posix_spawn_file_actions_adddup2(actions, pipes[2][WRITER], 2);
  if (!failure)
    failure = posix_spawn_file_actions_adddup2(actions, pipes[0][READER], WBS_REQUEST_DESCRIPTOR);
  if (!failure)
    failure = posix_spawn_file_actions_adddup2(actions, pipes[1][WRITER], WBS_MESSAGE_DESCRIPTOR);
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
  if (!failure)
    failure = posix_spawn_file_actions_addclosefrom_np(actions, WBS_MESSAGE_DESCRIPTOR + 1);
#endif
  return failure;
}

/// Own process group: an interrupt from the keyboard reaches the parent alone, which then ends the child.
static int32_t arrange_attributes(posix_spawnattr_t *attributes) {
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  short flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
#if defined(__APPLE__)
  flags |= POSIX_SPAWN_CLOEXEC_DEFAULT;
#endif
  int32_t failure = posix_spawnattr_setflags(attributes, flags);
  if (!failure)
    failure = posix_spawnattr_setpgroup(attributes, 0);
  if (!failure)
    failure = posix_spawnattr_setsigmask(attributes, &none);
  if (!failure)
    failure = posix_spawnattr_setsigdefault(attributes, &all);
  return failure;
}

// MARK: Processors

#if defined(__linux__)
typedef cpu_set_t processor_set;

/// A child inherits the processors of the thread that starts it: leaves this one the first few of its own.
static int32_t take_processors(int32_t count, processor_set *before) {
  if (sched_getaffinity(0, sizeof *before, before) != 0)
    return errno;
  processor_set few;
  CPU_ZERO(&few);
  for (int number = 0; number < CPU_SETSIZE && count > 0; number++)
    if (CPU_ISSET(number, before)) {
      CPU_SET(number, &few);
      count--;
    }
  return sched_setaffinity(0, sizeof few, &few) == 0 ? 0 : errno;
}

static void give_back_processors(const processor_set *before) { sched_setaffinity(0, sizeof *before, before); }
#else
typedef int processor_set;

static int32_t take_processors(int32_t count, processor_set *before) {
  (void)count;
  (void)before;
  return ENOTSUP;
}

static void give_back_processors(const processor_set *before) { (void)before; }
#endif

static int32_t start(
    const char *executable, char *const arguments[], char *const environment[], int pipes[3][2], pid_t *pid) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int32_t failure = posix_spawn_file_actions_init(&actions);
  if (failure)
    return failure;
  failure = posix_spawnattr_init(&attributes);
  if (!failure) {
    failure = arrange_descriptors(&actions, pipes);
    if (!failure)
      failure = arrange_attributes(&attributes);
    if (!failure)
      failure = posix_spawn(pid, executable, &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return failure;
}

int32_t wbs_spawn(
    const char *executable, char *const arguments[], char *const environment[], int32_t processors, wbs_child *child) {
  int pipes[3][2] = {{-1, -1}, {-1, -1}, {-1, -1}};
  int32_t failure = 0;
  for (int p = 0; p < 3 && !failure; p++)
    failure = open_pipe(pipes[p]);
  if (!failure)
    failure = do_not_block(pipes[0][WRITER]);
  if (!failure)
    failure = do_not_block(pipes[1][READER]);
  if (!failure)
    failure = do_not_block(pipes[2][READER]);
  pid_t pid = -1;
  processor_set before;
  if (!failure && processors > 0)
    failure = take_processors(processors, &before);
  if (!failure) {
    failure = start(executable, arguments, environment, pipes, &pid);
    if (processors > 0)
      give_back_processors(&before);
  }
  if (failure) {
    close_ends(pipes);
    return failure;
  }
  close(pipes[0][READER]);
  close(pipes[1][WRITER]);
  close(pipes[2][WRITER]);
  *child = (wbs_child){.pid = pid,
                       .request = pipes[0][WRITER],
                       .messages = pipes[1][READER],
                       .errors = pipes[2][READER]};
  return 0;
}

// MARK: Wait and write

int32_t wbs_reap(int32_t pid, int32_t wait, wbs_end *end) {
  int status;
  pid_t found;
  do
    found = waitpid(pid, &status, wait ? 0 : WNOHANG);
  while (found < 0 && errno == EINTR);
  if (found <= 0)
    return found;
  end->exited = WIFEXITED(status) ? 1 : 0;
  end->code = end->exited ? WEXITSTATUS(status) : WTERMSIG(status);
  return 1;
}

int64_t wbs_write_quietly(int32_t descriptor, const void *bytes, size_t count) {
  sigset_t broken_pipe, before, pending;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  sigpending(&pending);
  int was_pending = sigismember(&pending, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, &before);
  ssize_t written = write(descriptor, bytes, count);
  int failure = written < 0 ? errno : 0;
  if (failure == EPIPE && !was_pending) {
    sigpending(&pending);
    int taken;
    if (sigismember(&pending, SIGPIPE))
      sigwait(&broken_pipe, &taken);
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  errno = failure;
  return written;
}
