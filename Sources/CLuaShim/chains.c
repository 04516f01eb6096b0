// Long chains of fields, a.b.c.d…, which some 5.4 releases follow by recursion when they word an error: 100,000 of them
// overflow the C stack. A source text with such a chain is refused before it is parsed.
//
// The scanner knows just enough of the language: names, strings, comments and brackets. It counts too much rather than
// too little, where a call is in the chain.
#include "internal.h"

#include <ctype.h>

enum { LONGEST_CHAIN = 200, DEEPEST = 256 };

typedef struct scanner {
  const char *at, *end;
  size_t line;
  uint32_t chain[DEEPEST];  // by level of brackets
  int level;
  bool after_dot;  // the next name is a field
} scanner;

static char peek(const scanner *scanner, size_t ahead) {
  return scanner->at + ahead < scanner->end ? scanner->at[ahead] : '\0';
}

static void advance(scanner *scanner) {
  if (*scanner->at == '\n') scanner->line++;
  scanner->at++;
}

// Skips [[…]], [=[…]=] and the like; false where there is none.
static bool skip_long(scanner *scanner) {
  size_t equals = 0;
  while (peek(scanner, 1 + equals) == '=') equals++;
  if (peek(scanner, 1 + equals) != '[') return false;
  for (scanner->at += equals + 2; scanner->at < scanner->end; advance(scanner)) {
    if (*scanner->at != ']') continue;
    size_t closing = 0;
    while (peek(scanner, 1 + closing) == '=') closing++;
    if (closing == equals && peek(scanner, 1 + closing) == ']') {
      scanner->at += closing + 2;
      return true;
    }
  }
  return true;
}

static void skip_string(scanner *scanner) {
  char quote = *scanner->at++;
  while (scanner->at < scanner->end && *scanner->at != quote && *scanner->at != '\n') {
    if (*scanner->at == '\\' && scanner->at + 1 < scanner->end) advance(scanner);
    advance(scanner);
  }
  if (scanner->at < scanner->end) advance(scanner);
}

static void skip_comment(scanner *scanner) {
  scanner->at += 2;
  if (peek(scanner, 0) == '[' && skip_long(scanner)) return;
  while (scanner->at < scanner->end && *scanner->at != '\n') scanner->at++;
}

static bool starts_name(char c) { return isalpha((unsigned char)c) || c == '_'; }

static void enter(scanner *scanner) {
  if (scanner->level + 1 < DEEPEST) scanner->level++;  // the parser allows 200
  scanner->chain[scanner->level] = 0;
}

static uint32_t leave(scanner *scanner) {
  uint32_t inner = scanner->chain[scanner->level];
  if (scanner->level > 0) scanner->level--;
  return inner;
}

static void step(scanner *scanner) {
  char c = *scanner->at;
  uint32_t *chain = &scanner->chain[scanner->level];
  if (c == '-' && peek(scanner, 1) == '-') {
    skip_comment(scanner);
  } else if (c == '"' || c == '\'') {
    *chain = 0;
    skip_string(scanner);
  } else if (c == '[' && skip_long(scanner)) {
    *chain = 0;
  } else if (starts_name(c)) {
    while (isalnum((unsigned char)peek(scanner, 0)) || peek(scanner, 0) == '_') scanner->at++;
    if (!scanner->after_dot) *chain = 0;
    scanner->after_dot = false;
  } else if (isspace((unsigned char)c)) {
    advance(scanner);
  } else {
    advance(scanner);
    scanner->after_dot = c == '.' || c == ':';
    switch (c) {
      case '.':
        if (peek(scanner, 0) == '.') {
          *chain = 0;
          while (peek(scanner, 0) == '.') scanner->at++;
          scanner->after_dot = false;
        } else {
          ++*chain;
        }
        break;
      case ':': break;
      case '[':
        ++*chain;
        enter(scanner);
        break;
      case '(':
      case '{': enter(scanner); break;
      case ']': leave(scanner); break;
      case ')': {
        uint32_t inner = leave(scanner);
        scanner->chain[scanner->level] += inner;
        break;
      }
      case '}':
        leave(scanner);
        scanner->chain[scanner->level] = 0;
        break;
      default: *chain = 0; break;
    }
  }
}

// The line of the first chain that is too long, or 0.
size_t wb_long_chain(const char *source, size_t length) {
  scanner scanner = {.at = source, .end = source + length, .line = 1};
  while (scanner.at < scanner.end) {
    step(&scanner);
    if (scanner.chain[scanner.level] > LONGEST_CHAIN) return scanner.line;
  }
  return 0;
}
