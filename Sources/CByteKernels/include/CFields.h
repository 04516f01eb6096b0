// Short numbers and dates, many fields at once, read with what only some processors have.

#ifndef CFIELDS_H
#define CFIELDS_H

#include <stddef.h>
#include <stdint.h>

/// Some successive fields of one column.
///
/// From the first byte of each field on, 16 bytes must be readable.
struct fields {
  /// What places are counted from.
  const uint8_t *base;
  /// Where the field before the first one ends, and where the first one does.
  const uint32_t *ends;
  /// How far the ends of successive fields are apart, in numbers.
  size_t stride;
  /// How many fields; at most 64.
  size_t count;
};

// Each of these reads what it understands, and leaves the rest to others: bit i of the answer is set where field i is not
// read, and `values[i]` not written. On a processor that does not have what they need they read nothing.

/// Reads whole numbers of 1 to 8 digits, or of a minus sign and 1 to 7, with no leading zero where `is_strict`.
uint64_t read_whole_numbers(struct fields fields, int is_strict, int64_t *values);

/// Reads decimal numbers: 1 to 8 bytes, or 1 to 7 after a minus sign, that are digits with at most one `point`, with no zero
/// before another digit where `is_strict`. The nearest double is given.
uint64_t read_decimals(struct fields fields, uint8_t point, int is_strict, double *values);

/// Reads dates from 1901 to 2099 of ten bytes, year first, with two hyphens or two slashes, as days since 1970-01-01.
uint64_t read_dates(struct fields fields, int32_t *values);

/// Whether this processor has what they need.
int has_wide_fields(void);

#endif
