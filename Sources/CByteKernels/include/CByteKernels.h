// Where a byte stands among 64, as a mask of 64 bits: bit i is set where byte i equals it.
//
// Swift has no way to say "gather the results of a comparison into bits", which processors do in one instruction; this
// is that instruction and nothing else.

#ifndef CBYTEKERNELS_H
#define CBYTEKERNELS_H

#include <stdint.h>

#include "CFields.h"
#include "CSeparators.h"

#if defined(__SSE2__)
#include <emmintrin.h>

/// The bits of 64 bytes from `bytes`, all of which must be readable, that equal `byte`.
static inline __attribute__((always_inline)) uint64_t byte_mask(const uint8_t *bytes, uint8_t byte) {
  const __m128i *blocks = (const __m128i *)bytes;
  const __m128i pattern = _mm_set1_epi8((char)byte);
  uint64_t a = (uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(blocks), pattern));
  uint64_t b = (uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(blocks + 1), pattern));
  uint64_t c = (uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(blocks + 2), pattern));
  uint64_t d = (uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_loadu_si128(blocks + 3), pattern));
  return a | b << 16 | c << 32 | d << 48;
}

/// Whether one of 64 bytes has its highest bit set.
static inline __attribute__((always_inline)) int has_high_bytes(const uint8_t *bytes) {
  const __m128i *blocks = (const __m128i *)bytes;
  __m128i low = _mm_or_si128(_mm_loadu_si128(blocks), _mm_loadu_si128(blocks + 1));
  __m128i high = _mm_or_si128(_mm_loadu_si128(blocks + 2), _mm_loadu_si128(blocks + 3));
  return _mm_movemask_epi8(_mm_or_si128(low, high)) != 0;
}

#elif defined(__ARM_NEON)
#include <arm_neon.h>

/// The bits of 64 bytes from `bytes`, all of which must be readable, that equal `byte`.
static inline __attribute__((always_inline)) uint64_t byte_mask(const uint8_t *bytes, uint8_t byte) {
  static const uint8_t bits[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t select = vld1q_u8(bits);
  const uint8x16_t pattern = vdupq_n_u8(byte);
  uint8x16_t a = vandq_u8(vceqq_u8(vld1q_u8(bytes), pattern), select);
  uint8x16_t b = vandq_u8(vceqq_u8(vld1q_u8(bytes + 16), pattern), select);
  uint8x16_t c = vandq_u8(vceqq_u8(vld1q_u8(bytes + 32), pattern), select);
  uint8x16_t d = vandq_u8(vceqq_u8(vld1q_u8(bytes + 48), pattern), select);
  uint8x16_t sums = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(c, d));
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sums, sums)), 0);
}

/// Whether one of 64 bytes has its highest bit set.
static inline __attribute__((always_inline)) int has_high_bytes(const uint8_t *bytes) {
  uint8x16_t low = vorrq_u8(vld1q_u8(bytes), vld1q_u8(bytes + 16));
  uint8x16_t high = vorrq_u8(vld1q_u8(bytes + 32), vld1q_u8(bytes + 48));
  return vmaxvq_u8(vorrq_u8(low, high)) >= 0x80;
}

#else

/// The bits of 64 bytes from `bytes`, all of which must be readable, that equal `byte`.
static inline uint64_t byte_mask(const uint8_t *bytes, uint8_t byte) {
  uint64_t mask = 0;
  for (int index = 0; index < 64; index++) mask |= (uint64_t)(bytes[index] == byte) << index;
  return mask;
}

/// Whether one of 64 bytes has its highest bit set.
static inline int has_high_bytes(const uint8_t *bytes) {
  uint8_t all = 0;
  for (int index = 0; index < 64; index++) all |= bytes[index];
  return all >= 0x80;
}

#endif

#endif
