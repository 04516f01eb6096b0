// Landlock: the kernel's own refusal of files, network and signals to others, beneath the system call filter.

#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "locks.h"

#include <errno.h>

#if defined(__linux__)

#include <sys/syscall.h>
#include <unistd.h>

// Numbers and layout of the kernel's interface, which older system headers lack (the same on every architecture).
enum { CREATE_RULESET = 444, RESTRICT_SELF = 446, ASK_VERSION = 1 };

typedef struct {
  uint64_t files;
  uint64_t network;
  uint64_t scoped;
} ruleset;

enum {
  FILES_1 = (1 << 13) - 1, ///< execute, write, read, list, remove and make, of all kinds
  FILES_2 = 1 << 13,       ///< move between folders
  FILES_3 = 1 << 14,       ///< truncate
  FILES_5 = 1 << 15,       ///< device controls
  NETWORK_4 = 3,           ///< TCP bind and connect
  SCOPED_6 = 3,            ///< abstract sockets and signals beyond this process and its own
};

/// Everything that this version knows how to refuse.
static ruleset everything(int32_t version) {
  ruleset all = {.files = FILES_1};
  if (version >= 2)
    all.files |= FILES_2;
  if (version >= 3)
    all.files |= FILES_3;
  if (version >= 4)
    all.network = NETWORK_4;
  if (version >= 5)
    all.files |= FILES_5;
  if (version >= 6)
    all.scoped = SCOPED_6;
  return all;
}

int32_t wbs_landlock_version(void) {
  long version = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);
  return version > 0 ? (int32_t)version : 0;
}

/// A ruleset without a single rule refuses all that it handles. It binds the calling thread and those that it
/// starts afterwards; threads that ran before are held by the system call filter.
int32_t wbs_lock_landlock(int32_t *files, int32_t *network) {
  int32_t version = wbs_landlock_version();
  if (version == 0)
    return *files = *network = WBS_KERNEL_TOO_OLD;
  ruleset all = everything(version);
  size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  int handle = (int)syscall(CREATE_RULESET, &all, size, 0);
  if (handle < 0)
    return *files = *network = errno;
  int32_t failure = syscall(RESTRICT_SELF, handle, 0) == 0 ? 0 : errno;
  close(handle);
  *files = failure;
  *network = failure ? failure : version >= 4 ? 0 : WBS_KERNEL_TOO_OLD;
  return failure;
}

#else

int32_t wbs_landlock_version(void) { return 0; }

int32_t wbs_lock_landlock(int32_t *files, int32_t *network) { return *files = *network = WBS_NOT_HERE; }

#endif
