// The search for separators, included once for each way of looking at a block and noting what stands in it: `SEARCH` is
// its name, `LOOK` and `NOTE` are the ways, `NEEDS` says what a processor must have.

NEEDS struct separators SEARCH(
  const uint8_t *bytes, size_t length, uint32_t offset, size_t line_start, struct marks marks, uint64_t inside,
  uint32_t *places, size_t wanted) {
  struct separators found = {0, 0, 0, inside};
  // Bits 63 and 62 tell whether the two bytes before the block end lines.
  uint64_t before = line_start == 0 ? 1ull << 63 : line_start == 1 ? 1ull << 62 : 0;
  while (length - found.looked_at >= 64 && found.count < wanted) {
    struct block block = LOOK(bytes + found.looked_at, marks);
    uint64_t outside = ~0ull;
    uint64_t after = 0;
    if (block.quotes | found.inside) {
      outside = ~(prefix_parity(block.quotes) ^ found.inside);
      after = (uint64_t)((int64_t)~outside >> 63);
    }
    uint64_t newlines = block.newlines & outside;
    if (newlines & (newlines << 1 | newlines << 2 | before >> 63 | before >> 62)) break;
    uint64_t separators = newlines | (block.delimiters & outside);
    NOTE(separators, offset + (uint32_t)found.looked_at, places + found.count);
    found.count += (size_t)__builtin_popcountll(separators);
    found.newlines += (size_t)__builtin_popcountll(newlines);
    found.inside = after;
    found.looked_at += 64;
    before = newlines;
  }
  return found;
}

#undef NEEDS
#undef SEARCH
#undef LOOK
#undef NOTE
