#include "CByteKernels.h"

#define INLINE static inline __attribute__((always_inline))

/// Where the marks stand in 64 bytes, bit i for byte i.
struct block {
  uint64_t delimiters, newlines, quotes;
};

/// Bit i is set where an odd number of the bits 0 to i are.
INLINE uint64_t prefix_parity(uint64_t bits) {
  for (int shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
  return bits;
}

// Any processor

INLINE struct block look(const uint8_t *bytes, struct marks marks) {
  struct block block = {
    byte_mask(bytes, marks.delimiter), byte_mask(bytes, marks.newline), byte_mask(bytes, marks.quote)};
  return block;
}

/// Writes where the bits of a mask stand, eight at once, for a branch after each costs more than the few too many.
INLINE void note(uint64_t mask, uint32_t offset, uint32_t *places) {
  while (mask != 0) {
    for (int index = 0; index < 8; index++) {
      // Of no bits left, the place means nothing.
      places[index] = offset + (uint32_t)__builtin_ctzll(mask | 1ull << 63);
      mask &= mask - 1;
    }
    places += 8;
  }
}

#define NEEDS
#define SEARCH find_separators_anywhere
#define LOOK look
#define NOTE note
#include "search.h"

#if defined(__linux__) && defined(__x86_64__)
#include <immintrin.h>

// Processors with AVX-512 and VBMI2: one comparison is a mask, and one instruction brings the places of its bits together.

#define WIDE __attribute__((target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt")))

INLINE WIDE struct block look_wide(const uint8_t *bytes, struct marks marks) {
  const __m512i all = _mm512_loadu_si512(bytes);
  struct block block = {
    _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8((char)marks.delimiter)),
    _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8((char)marks.newline)),
    _mm512_cmpeq_epi8_mask(all, _mm512_set1_epi8((char)marks.quote))};
  return block;
}

/// Writes where the bits of a mask stand, sixteen at once.
INLINE WIDE void note_wide(uint64_t mask, uint32_t offset, uint32_t *places) {
  static const uint8_t numbers[64] = {
    0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
    32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  const __m512i start = _mm512_set1_epi32((int)offset);
  const __m512i set = _mm512_maskz_compress_epi8(mask, _mm512_loadu_si512(numbers));
  const int count = __builtin_popcountll(mask);
#define SIXTEEN(PART)                                                                                 \
  _mm512_storeu_si512(                                                                                \
    places + 16 * PART, _mm512_add_epi32(start, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(set, PART))))
  SIXTEEN(0);
  if (count > 16) SIXTEEN(1);
  if (count > 32) {
    SIXTEEN(2);
    SIXTEEN(3);
  }
}

#define NEEDS static WIDE
#define SEARCH search_wide
#define LOOK look_wide
#define NOTE note_wide
#include "search.h"

static int is_wide(void) { return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2"); }

#endif

struct separators find_separators(
  const uint8_t *bytes, size_t length, uint32_t offset, size_t line_start, struct marks marks, uint64_t inside,
  uint32_t *places, size_t wanted) {
#if defined(__linux__) && defined(__x86_64__)
  if (is_wide()) return search_wide(bytes, length, offset, line_start, marks, inside, places, wanted);
#endif
  return find_separators_anywhere(bytes, length, offset, line_start, marks, inside, places, wanted);
}
