// Where separators stand in a long run of bytes, found with what the processor has.

#ifndef CSEPARATORS_H
#define CSEPARATORS_H

#include <stddef.h>
#include <stdint.h>

/// The bytes that separate fields and lines, and enclose fields.
struct marks {
  uint8_t delimiter, newline, quote;
};

/// Separators that were found, and where to look on.
struct separators {
  /// The number of bytes that were looked at, whole blocks of 64.
  size_t looked_at;
  /// The number of separators.
  size_t count;
  /// How many of them are newlines.
  size_t newlines;
  /// All bits set where what follows is inside quotes, and else none.
  uint64_t inside;
};

/// Finds delimiters and newlines that are not inside quotes, in blocks of 64 bytes.
///
/// Stops where `wanted` are found, and before a block in which newlines stand so close that a line is empty, or may be.
///
/// - `bytes`: what is looked at, all of it readable.
/// - `length`: how many bytes.
/// - `offset`: what the places of separators are counted from: that of the first byte.
/// - `line_start`: how many bytes before the first one the line began, of which 0 and 1 matter.
/// - `marks`: how fields and lines are written.
/// - `inside`: all bits set where the first byte is inside quotes, and else none.
/// - `places`: where their places are written; there must be room for `wanted` and 64 more.
struct separators find_separators(
  const uint8_t *bytes, size_t length, uint32_t offset, size_t line_start, struct marks marks, uint64_t inside,
  uint32_t *places, size_t wanted);

/// The same without what only some processors have.
struct separators find_separators_anywhere(
  const uint8_t *bytes, size_t length, uint32_t offset, size_t line_start, struct marks marks, uint64_t inside,
  uint32_t *places, size_t wanted);

#endif
