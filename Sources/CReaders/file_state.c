#define _GNU_SOURCE
#include "CReaders.h"

#include <errno.h>
#include <sys/stat.h>

#if defined(__linux__) && defined(__LP64__)
#include <sys/syscall.h>
#include <unistd.h>

// Where words have 64 bits, the C library's structure is the system's.
static int state_of(int32_t descriptor, struct stat *status) { return (int)syscall(SYS_fstat, descriptor, status); }
#else
static int state_of(int32_t descriptor, struct stat *status) { return fstat(descriptor, status); }
#endif

int32_t read_file_state(int32_t descriptor, struct file_state *state) {
  struct stat status;
  if (state_of(descriptor, &status) != 0) return errno;
  state->size = status.st_size;
#if defined(__APPLE__)
  state->seconds = status.st_mtimespec.tv_sec;
  state->nanoseconds = status.st_mtimespec.tv_nsec;
#else
  state->seconds = status.st_mtim.tv_sec;
  state->nanoseconds = status.st_mtim.tv_nsec;
#endif
  state->is_folder = S_ISDIR(status.st_mode);
  state->is_regular = S_ISREG(status.st_mode);
  return 0;
}
