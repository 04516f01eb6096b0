// What the locks of this system would do, tried in a child process that is thrown away.

#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LONGEST_WAIT = 5000, ONE_GIBIBYTE = 1 << 30 };

/// The child: locks itself in, checks that a file can no longer be opened, and reports. Only calls that are safe
/// after a fork from a process with threads.
static void try_all(int writer) {
  int32_t results[WBS_LOCK_COUNT];
  wbs_policy policy = {.memory = ONE_GIBIBYTE,
                       .processor_seconds = 60,
                       .open_files = 64,
                       .writable = &(int32_t){writer},
                       .writable_count = 1};
  wbs_lock_down(&policy, results);
  if (results[WBS_LOCK_SYSTEM_CALLS] == 0 && open("/dev/null", O_RDONLY) >= 0)
    results[WBS_LOCK_SYSTEM_CALLS] = ENOTSUP;
  ssize_t written = write(writer, results, sizeof results);
  _exit(written == sizeof results ? 0 : 1);
}

int32_t wbs_probe(int32_t results[WBS_LOCK_COUNT]) {
  int ends[2];
  if (pipe(ends) != 0)
    return errno;
  pid_t pid = fork();
  if (pid < 0) {
    int failure = errno;
    close(ends[0]);
    close(ends[1]);
    return failure;
  }
  if (pid == 0)
    try_all(ends[1]);
  close(ends[1]);
  const ssize_t size = sizeof(int32_t) * WBS_LOCK_COUNT;
  struct pollfd answer = {.fd = ends[0], .events = POLLIN};
  int told = poll(&answer, 1, LONGEST_WAIT) > 0 && read(ends[0], results, (size_t)size) == size;
  close(ends[0]);
  kill(pid, SIGKILL);
  while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
  }
  return told ? 0 : EPROTO;
}
