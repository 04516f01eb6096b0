#include "CByteKernels.h"

#if defined(__linux__) && defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

// Processors with AVX-512: eight fields in the eight words of a register. The digits of each are shifted to the high end of
// its word, whose low end fills with zeros. (The arithmetic is that of Langdale & Lemire 2019, doi:10.1007/s00778-019-00578-5,
// section 3.1.3, eight times.)

#define WIDE __attribute__((target("avx512f,avx512bw,avx512cd,avx512dq,avx512vl")))
#define INLINE static inline __attribute__((always_inline))

int has_wide_fields(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512cd")
    && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}

/// The first bytes of each of up to 64 fields, and their lengths; 0 bytes of those that there are not.
struct first_bytes {
  _Alignas(64) uint64_t words[64];
  _Alignas(64) uint64_t lengths[64];
};

INLINE uint64_t word_at(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, 8);
  return word;
}

INLINE uint32_t start_of(struct fields fields, size_t index) { return fields.ends[index * fields.stride] + 1; }

INLINE struct first_bytes first_bytes(struct fields fields) {
  struct first_bytes first;
  for (size_t index = 0; index < fields.count; index++) {
    const uint32_t start = start_of(fields, index);
    first.words[index] = word_at(fields.base + start);
    first.lengths[index] = fields.ends[index * fields.stride + 1] - start;
  }
  for (size_t index = fields.count; index < ((fields.count + 7) & ~(size_t)7); index++) {
    first.words[index] = 0;
    first.lengths[index] = 0;
  }
  return first;
}

/// The bits of the fields that there are.
INLINE uint64_t all_of(size_t count) { return count == 64 ? ~0ull : (1ull << count) - 1; }

INLINE WIDE __m512i each(uint64_t word) { return _mm512_set1_epi64((int64_t)word); }

/// Eight fields without their minus signs.
struct magnitudes {
  __m512i words, lengths;
  /// Which have a sign.
  __mmask8 negative;
  /// Which have 1 to 8 bytes, all of them in their word.
  __mmask8 fit;
};

INLINE WIDE struct magnitudes magnitudes(const struct first_bytes *first, size_t index) {
  struct magnitudes m;
  m.words = _mm512_load_si512(first->words + index);
  m.lengths = _mm512_load_si512(first->lengths + index);
  m.negative = _mm512_cmpeq_epi64_mask(_mm512_and_si512(m.words, each(0xFF)), each('-'));
  m.words = _mm512_mask_srli_epi64(m.words, m.negative, m.words, 8);
  const __m512i most = _mm512_mask_set1_epi64(each(8), m.negative, 7);
  m.lengths = _mm512_mask_sub_epi64(m.lengths, m.negative, m.lengths, each(1));
  // Of no bytes, the length less one is more than any.
  m.fit = _mm512_cmplt_epu64_mask(_mm512_sub_epi64(m.lengths, each(1)), most);
  return m;
}

/// Which fields begin with a zero, and have more of such digits than one.
INLINE WIDE __mmask8 leading_zeros(__m512i words, __m512i digits) {
  return _mm512_cmpeq_epi64_mask(_mm512_and_si512(words, each(0xFF)), each('0'))
    & _mm512_cmpgt_epi64_mask(digits, each(1));
}

/// The numbers that the first bytes of words are, and which of the words have other than digits there.
INLINE WIDE __m512i numbers(__m512i words, __m512i lengths, __mmask8 *others) {
  const __m512i shift = _mm512_sub_epi64(each(64), _mm512_slli_epi64(lengths, 3));
  const __m512i digits =
    _mm512_xor_si512(_mm512_sllv_epi64(words, shift), _mm512_sllv_epi64(each(0x3030303030303030), shift));
  const __m512i high = _mm512_or_si512(_mm512_add_epi64(digits, each(0x7676767676767676)), digits);
  *others = _mm512_test_epi64_mask(high, each(0x8080808080808080));
  const __m512i pairs = _mm512_maddubs_epi16(digits, _mm512_set1_epi16(0x010A));
  const __m512i fours = _mm512_madd_epi16(pairs, _mm512_set1_epi32(0x00010064));
  return _mm512_add_epi64(_mm512_mul_epu32(fours, each(10000)), _mm512_srli_epi64(fours, 32));
}

WIDE static uint64_t wide_whole_numbers(struct fields fields, int is_strict, int64_t *values) {
  const struct first_bytes first = first_bytes(fields);
  uint64_t read = 0;
  for (size_t index = 0; index < fields.count; index += 8) {
    const struct magnitudes m = magnitudes(&first, index);
    __mmask8 others;
    __m512i value = numbers(m.words, m.lengths, &others);
    value = _mm512_mask_sub_epi64(value, m.negative, _mm512_setzero_si512(), value);
    __mmask8 fit = m.fit & ~others;
    if (is_strict) fit &= ~leading_zeros(m.words, m.lengths);
    _mm512_mask_storeu_epi64(values + index, fit, value);
    read |= (uint64_t)fit << index;
  }
  return ~read & all_of(fields.count);
}

WIDE static uint64_t wide_decimals(struct fields fields, uint8_t point, int is_strict, double *values) {
  const struct first_bytes first = first_bytes(fields);
  const __m512d powers = _mm512_setr_pd(1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7);
  const __m512i points = each(0x0101010101010101 * (uint64_t)point);
  uint64_t read = 0;
  for (size_t index = 0; index < fields.count; index += 8) {
    const struct magnitudes m = magnitudes(&first, index);
    // The highest bit of each byte of the field that is a point, as far as the first one; of it, all bits below its byte.
    const __m512i field =
      _mm512_srlv_epi64(each(~0ull), _mm512_sub_epi64(each(64), _mm512_slli_epi64(m.lengths, 3)));
    const __m512i different = _mm512_xor_si512(m.words, points);
    const __m512i equal = _mm512_and_si512(
      _mm512_andnot_si512(different, _mm512_sub_epi64(different, each(0x0101010101010101))),
      _mm512_and_si512(field, each(0x8080808080808080)));
    const __mmask8 pointed = _mm512_test_epi64_mask(equal, equal);
    const __m512i lowest = _mm512_and_si512(equal, _mm512_sub_epi64(_mm512_setzero_si512(), equal));
    const __m512i before = _mm512_sub_epi64(_mm512_srli_epi64(lowest, 7), each(1));
    const __m512i place = _mm512_srli_epi64(_mm512_sub_epi64(each(63), _mm512_lzcnt_epi64(lowest)), 3);
    // The digits without the point.
    const __m512i words = _mm512_or_si512(
      _mm512_and_si512(m.words, before), _mm512_andnot_si512(before, _mm512_srli_epi64(m.words, 8)));
    const __m512i lengths = _mm512_mask_sub_epi64(m.lengths, pointed, m.lengths, each(1));
    __mmask8 others;
    const __m512i mantissa = numbers(words, lengths, &others);
    // Both are exact doubles, so that the quotient is rounded once, and rightly.
    const __m512i places = _mm512_maskz_sub_epi64(pointed, lengths, place);
    __m512d value = _mm512_div_pd(_mm512_cvtepu64_pd(mantissa), _mm512_permutexvar_pd(places, powers));
    value = _mm512_mask_xor_pd(value, m.negative, value, _mm512_set1_pd(-0.0));
    __mmask8 fit = m.fit & ~others & _mm512_test_epi64_mask(lengths, lengths);
    if (is_strict) fit &= ~leading_zeros(m.words, _mm512_mask_mov_epi64(lengths, pointed, place));
    _mm512_mask_storeu_pd(values + index, fit, value);
    read |= (uint64_t)fit << index;
  }
  return ~read & all_of(fields.count);
}

WIDE static uint64_t wide_dates(struct fields fields, int32_t *values) {
  const struct first_bytes first = first_bytes(fields);
  _Alignas(64) uint64_t last_words[64];
  for (size_t index = 0; index < fields.count; index++) {
    last_words[index] = word_at(fields.base + start_of(fields, index) + 2);
  }
  for (size_t index = fields.count; index < ((fields.count + 7) & ~(size_t)7); index++) last_words[index] = 0;
  // By the month's number, in the low half of a word; of 0, which the high half asks for, nothing.
  const __m512i month_lengths = _mm512_setr_epi32(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0);
  const __m512i days_before = _mm512_setr_epi32(0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 0, 0, 0);
  uint64_t read = 0;
  for (size_t index = 0; index < fields.count; index += 8) {
    const __m512i head = _mm512_load_si512(first.words + index);
    const __m512i tail = _mm512_load_si512(last_words + index);
    __mmask8 fit = _mm512_cmpeq_epi64_mask(_mm512_load_si512(first.lengths + index), each(10));
    const __m512i separator = _mm512_and_si512(_mm512_srli_epi64(head, 32), each(0xFF));
    fit &= _mm512_cmpeq_epi64_mask(separator, _mm512_srli_epi64(head, 56))
      & (_mm512_cmpeq_epi64_mask(separator, each('-')) | _mm512_cmpeq_epi64_mask(separator, each('/')));
    const __m512i written = _mm512_or_si512(
      _mm512_and_si512(head, each(0xFFFFFFFF)),
      _mm512_or_si512(
        _mm512_and_si512(_mm512_srli_epi64(head, 8), each(0x0000FFFF00000000)),
        _mm512_and_si512(tail, each(0xFFFF000000000000))));
    const __m512i digits = _mm512_xor_si512(written, each(0x3030303030303030));
    const __m512i high = _mm512_or_si512(_mm512_add_epi64(digits, each(0x7676767676767676)), digits);
    fit &= _mm512_testn_epi64_mask(high, each(0x8080808080808080));
    const __m512i pairs = _mm512_maddubs_epi16(digits, _mm512_set1_epi16(0x010A));
    const __m512i low = each(0xFFFF);
    const __m512i year = _mm512_and_si512(_mm512_madd_epi16(pairs, _mm512_set1_epi32(0x00010064)), each(0xFFFFFFFF));
    const __m512i month = _mm512_and_si512(_mm512_srli_epi64(pairs, 32), low);
    const __m512i day = _mm512_srli_epi64(pairs, 48);
    // Between 1901 and 2099 every fourth year is a leap year.
    const __mmask8 leap = _mm512_testn_epi64_mask(year, each(3));
    const __mmask8 february = _mm512_cmpeq_epi64_mask(month, each(2));
    __m512i length = _mm512_permutexvar_epi32(month, month_lengths);
    length = _mm512_mask_add_epi64(length, leap & february, length, each(1));
    fit &= _mm512_cmplt_epu64_mask(_mm512_sub_epi64(year, each(1901)), each(199))
      & _mm512_cmplt_epu64_mask(_mm512_sub_epi64(month, each(1)), each(12))
      & _mm512_cmplt_epu64_mask(_mm512_sub_epi64(day, each(1)), length);
    const __m512i since = _mm512_sub_epi64(year, each(1970));
    __m512i days = _mm512_add_epi64(
      _mm512_mul_epi32(since, each(365)), _mm512_srai_epi64(_mm512_add_epi64(since, each(1)), 2));
    days = _mm512_add_epi64(days, _mm512_permutexvar_epi32(month, days_before));
    days = _mm512_mask_add_epi64(days, leap & _mm512_cmpgt_epi64_mask(month, each(2)), days, each(1));
    days = _mm512_add_epi64(days, _mm512_sub_epi64(day, each(1)));
    _mm256_mask_storeu_epi32(values + index, fit, _mm512_cvtepi64_epi32(days));
    read |= (uint64_t)fit << index;
  }
  return ~read & all_of(fields.count);
}

uint64_t read_whole_numbers(struct fields fields, int is_strict, int64_t *values) {
  return has_wide_fields() ? wide_whole_numbers(fields, is_strict, values) : all_of(fields.count);
}

uint64_t read_decimals(struct fields fields, uint8_t point, int is_strict, double *values) {
  return has_wide_fields() ? wide_decimals(fields, point, is_strict, values) : all_of(fields.count);
}

uint64_t read_dates(struct fields fields, int32_t *values) {
  return has_wide_fields() ? wide_dates(fields, values) : all_of(fields.count);
}

#else

static uint64_t all_of(size_t count) { return count == 64 ? ~0ull : (1ull << count) - 1; }

int has_wide_fields(void) { return 0; }

uint64_t read_whole_numbers(struct fields fields, int is_strict, int64_t *values) {
  (void)is_strict, (void)values;
  return all_of(fields.count);
}

uint64_t read_decimals(struct fields fields, uint8_t point, int is_strict, double *values) {
  (void)point, (void)is_strict, (void)values;
  return all_of(fields.count);
}

uint64_t read_dates(struct fields fields, int32_t *values) {
  (void)values;
  return all_of(fields.count);
}

#endif
