// math.random, from a seed of the host: xoshiro256** (Blackman & Vigna 2021, doi:10.1145/3460772), its state filled by
// splitmix64, so that a run with the same seed draws the same numbers on every machine. Each environment has a state of
// its own, the upvalue of both functions: what a plugin draws changes nothing for the script.
#include "internal.h"

static uint64_t rotate(uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }

static uint64_t draw(uint64_t state[4]) {
  uint64_t result = rotate(state[1] * 5, 7) * 9;
  uint64_t shifted = state[1] << 17;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = rotate(state[3], 45);
  return result;
}

static void fill(uint64_t state[4], uint64_t seed) {
  for (int i = 0; i < 4; i++) {
    uint64_t z = (seed += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    state[i] = z ^ (z >> 31);
  }
}

// Pushes a new state, which lives as long as Lua does.
void wb_random_push(lua_State *L, uint64_t seed) {
  wb_vm *vm = wb_of(L);
  wb_generator *made = lua_newuserdatauv(L, sizeof *made, 0);
  fill(made->state, seed);
  memcpy(made->kept, made->state, sizeof made->kept);
  lua_pushvalue(L, -1);
  lua_rawsetp(L, LUA_REGISTRYINDEX, made);
  made->next = vm->generators;
  vm->generators = made;
}

void wb_random_keep(wb_vm *vm) {
  for (wb_generator *g = vm->generators; g; g = g->next) memcpy(g->kept, g->state, sizeof g->kept);
}

void wb_random_restore(wb_vm *vm) {
  for (wb_generator *g = vm->generators; g; g = g->next) memcpy(g->state, g->kept, sizeof g->state);
}

// A number in 0...most, each as likely: draws over the smallest mask that covers it are repeated until one fits.
static uint64_t draw_below(uint64_t state[4], uint64_t most) {
  uint64_t mask = most;
  for (int shift = 1; shift < 64; shift *= 2) mask |= mask >> shift;
  uint64_t drawn;
  do {
    drawn = draw(state) & mask;
  } while (drawn > most);
  return drawn;
}

int wb_random(lua_State *L) {
  uint64_t *state = ((wb_generator *)lua_touserdata(L, lua_upvalueindex(1)))->state;
  lua_Integer low = 1, high;
  switch (lua_gettop(L)) {
    case 0: lua_pushnumber(L, (double)(draw(state) >> 11) * 0x1p-53); return 1;
    case 1:
      high = luaL_checkinteger(L, 1);
      if (high == 0) {
        lua_pushinteger(L, (lua_Integer)draw(state));
        return 1;
      }
      break;
    case 2:
      low = luaL_checkinteger(L, 1);
      high = luaL_checkinteger(L, 2);
      break;
    default: return luaL_error(L, "wrong number of arguments");
  }
  luaL_argcheck(L, low <= high, lua_gettop(L), "interval is empty");
  uint64_t drawn = draw_below(state, (uint64_t)high - (uint64_t)low);
  lua_pushinteger(L, (lua_Integer)(drawn + (uint64_t)low));
  return 1;
}

int wb_randomseed(lua_State *L) {
  if (lua_isnoneornil(L, 1)) {
    return luaL_error(L, "math.randomseed needs a number: without one, a run could not be repeated");
  }
  lua_Number number = luaL_checknumber(L, 1);
  uint64_t seed;
  if (lua_isinteger(L, 1)) {
    seed = (uint64_t)lua_tointeger(L, 1);
  } else {
    memcpy(&seed, &number, sizeof seed);
  }
  fill(((wb_generator *)lua_touserdata(L, lua_upvalueindex(1)))->state, seed);
  return 0;
}
