// All locks in their order: what must still be read or opened comes first, the system call filter last.

#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "locks.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

#if defined(__linux__)
typedef __rlimit_resource_t resource;
#else
typedef int resource;
#endif

/// Lowers a limit to `value`, never above a limit that is already there.
static int32_t lower(resource which, uint64_t soft, uint64_t hard) {
  struct rlimit limit;
  if (getrlimit(which, &limit) != 0)
    return errno;
  if (hard < limit.rlim_max)
    limit.rlim_max = hard;
  if (soft < limit.rlim_max)
    limit.rlim_cur = soft < limit.rlim_cur ? soft : limit.rlim_cur;
  else
    limit.rlim_cur = limit.rlim_max;
  return setrlimit(which, &limit) == 0 ? 0 : errno;
}

// MARK: Memory and processor time

#if defined(__linux__)
/// The address space in use, in bytes; 0 where the system does not say. (statm begins with the size in pages.)
static uint64_t address_space(void) {
  char text[64];
  int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return 0;
  ssize_t count = read(file, text, sizeof text);
  close(file);
  uint64_t pages = 0;
  for (ssize_t i = 0; i < count && text[i] >= '0' && text[i] <= '9'; i++)
    pages = pages * 10 + (uint64_t)(text[i] - '0');
  return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static int32_t limit_memory(uint64_t bytes) {
  if (bytes == 0)
    return WBS_NOT_ASKED;
  uint64_t used = address_space();
  if (used == 0)
    return ENOENT;
  uint64_t bound = bytes > UINT64_MAX / 2 ? UINT64_MAX / 2 : used + bytes;
  return lower(RLIMIT_AS, bound, bound);
}
#else
static int32_t limit_memory(uint64_t bytes) { return bytes == 0 ? WBS_NOT_ASKED : WBS_NOT_HERE; }
#endif

static int32_t limit_processor_time(uint64_t seconds) {
  if (seconds == 0)
    return WBS_NOT_ASKED;
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) != 0)
    return errno;
  uint64_t used = (uint64_t)usage.ru_utime.tv_sec + (uint64_t)usage.ru_stime.tv_sec + 1;
  return lower(RLIMIT_CPU, used + seconds, used + seconds + 2);
}

// MARK: Files and processes

/// With the signal ignored, a write that would make a file longer is an error and not a death.
static int32_t limit_file_size(void) {
  signal(SIGXFSZ, SIG_IGN);
  return lower(RLIMIT_FSIZE, 0, 0);
}

#if defined(__linux__)
static int may_stay(int descriptor, const wbs_policy *policy) {
  for (size_t i = 0; i < policy->writable_count; i++)
    if (policy->writable[i] == descriptor)
      return 1;
  struct stat about;
  if (fstat(descriptor, &about) != 0)
    return 1;
  // No type at all: an event counter or poll set, which Dispatch needs and which leads nowhere.
  if ((about.st_mode & S_IFMT) == 0)
    return 1;
  int flags = fcntl(descriptor, F_GETFL);
  return flags < 0 || (flags & O_ACCMODE) == O_RDONLY;
}

/// Every other descriptor that could be written to is laid over with an empty one that can only be read: its number
/// stays taken, so that no later descriptor is mistaken for it.
int32_t wbs_lock_descriptors(const wbs_policy *policy) {
  int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
  if (nothing < 0)
    return errno;
  struct rlimit limit;
  int32_t failure = getrlimit(RLIMIT_NOFILE, &limit) == 0 ? 0 : errno;
  rlim_t end = limit.rlim_cur > 65536 ? 65536 : limit.rlim_cur;
  for (int d = 0; !failure && d < (int)end; d++)
    if (d != nothing && !may_stay(d, policy) && dup3(nothing, d, O_CLOEXEC) < 0)
      failure = errno;
  close(nothing);
  return failure;
}
#else
int32_t wbs_lock_descriptors(const wbs_policy *policy) {
  (void)policy;
  return WBS_NOT_HERE;
}
#endif

// MARK: All

/// The order matters: what must open or read something comes before the limits, and the filter comes last.
void wbs_lock_down(const wbs_policy *policy, int32_t results[WBS_LOCK_COUNT]) {
  results[WBS_LOCK_DESCRIPTORS] = wbs_lock_descriptors(policy);
  results[WBS_LOCK_MEMORY] = limit_memory(policy->memory);
  int32_t prepared = wbs_prepare_system_calls();
#if defined(__linux__)
  results[WBS_LOCK_PRIVILEGES] = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : errno;
  results[WBS_LOCK_INSPECTION] = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : errno;
#else
  results[WBS_LOCK_PRIVILEGES] = results[WBS_LOCK_INSPECTION] = WBS_NOT_HERE;
#endif
  wbs_lock_landlock(&results[WBS_LOCK_LANDLOCK_FILES], &results[WBS_LOCK_LANDLOCK_NETWORK]);
  results[WBS_LOCK_PROCESSOR_TIME] = limit_processor_time(policy->processor_seconds);
  results[WBS_LOCK_CORE_DUMP] = lower(RLIMIT_CORE, 0, 0);
  results[WBS_LOCK_OPEN_FILES] = lower(RLIMIT_NOFILE, policy->open_files, policy->open_files);
  results[WBS_LOCK_FILE_SIZE] = limit_file_size();
  results[WBS_LOCK_SYSTEM_CALLS] = prepared ? prepared : wbs_lock_system_calls();
#if defined(__linux__)
  // RLIMIT_NPROC counts threads too, and all those of the user: the filter is what refuses new processes.
  results[WBS_LOCK_PROCESSES] = results[WBS_LOCK_SYSTEM_CALLS];
#else
  results[WBS_LOCK_PROCESSES] = lower(RLIMIT_NPROC, 0, 0);
#endif
}
