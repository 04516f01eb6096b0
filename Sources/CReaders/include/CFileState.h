// Whether an open file was written to.

#ifndef CFILESTATE_H
#define CFILESTATE_H

#include <stdint.h>

/// What the system says of an open file.
struct file_state {
  /// In bytes.
  int64_t size;
  /// When it was last written to.
  int64_t seconds, nanoseconds;
  int32_t is_folder, is_regular;
};

/// Says what an open file is, by its descriptor alone: 0, or `errno`.
///
/// The C library's `fstat` may ask for a path relative to the descriptor, an empty one; a process that is locked in may ask for
/// no path.
int32_t read_file_state(int32_t descriptor, struct file_state *state);

#endif
