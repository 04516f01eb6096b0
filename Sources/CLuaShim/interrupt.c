// Stopping a script from outside: nothing is paid until it happens.
//
// A signal handler that runs on the thread of the state arms a hook, and the hook raises at the next instruction.
// From another thread, the thread of the state gets a signal that does the same: Lua's own structures are touched by
// their thread alone. The flag stays up, so that pcall, coroutines and callbacks raise again.
#include "internal.h"

#include <sched.h>

// By default it is ignored, so that one that comes late does no harm.
enum { WB_SIGNAL = SIGURG };

static _Thread_local wb_vm *volatile entered;
static wb_vm *_Atomic signalled;
static _Atomic int handling;  // handlers that may have read `signalled`
static pthread_once_t installed = PTHREAD_ONCE_INIT;

static char stop_mark;

void wb_raise_abort(lua_State *L) {
  lua_pushlightuserdata(L, &stop_mark);
  lua_error(L);
  abort();
}

static void on_instruction(lua_State *L, lua_Debug *frame) {
  (void)frame;
  if (wb_of(L)->abort) wb_raise_abort(L);
  wb_profile_hook(L);
}

static void arm(wb_vm *vm) {
  lua_State *running = vm->running;
  lua_sethook(vm->L, on_instruction, LUA_MASKCOUNT, 1);
  if (running != vm->L) lua_sethook(running, on_instruction, LUA_MASKCOUNT, 1);
}

static void on_forwarded(int number) {
  (void)number;
  for (wb_vm *vm = entered; vm; vm = vm->outer) {
    if (vm->abort) arm(vm);
  }
}

static void install(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_forwarded;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(WB_SIGNAL, &action, NULL);
}

// Threads of a pool often block all signals.
static void listen(void) {
  static _Thread_local bool listening;
  sigset_t wanted;
  if (listening) return;
  sigemptyset(&wanted);
  sigaddset(&wanted, WB_SIGNAL);
  listening = pthread_sigmask(SIG_UNBLOCK, &wanted, NULL) == 0;
}

void wb_thread_entered(wb_vm *vm) {
  pthread_once(&installed, install);
  listen();
  vm->thread = pthread_self();
  vm->outer = entered;
  entered = vm;
  // From here on, who sets the flag sends a signal too; who has set it before is seen now.
  vm->depth = 1;
  if (vm->abort) arm(vm);
}

void wb_thread_left(wb_vm *vm) {
  pthread_mutex_lock(&vm->leaving);
  vm->depth = 0;
  pthread_mutex_unlock(&vm->leaving);
  entered = vm->outer;
  vm->outer = NULL;
}

// In a signal handler no lock can be taken: the thread of the state must outlive the signals.
static void interrupt(wb_vm *vm) {
  vm->abort = 1;
  if (vm->depth == 0) return;
  if (pthread_equal(pthread_self(), vm->thread)) {
    arm(vm);
  } else {
    pthread_kill(vm->thread, WB_SIGNAL);
  }
}

void wb_interrupt(wb_vm *vm) {
  if (vm->depth > 0 && pthread_equal(pthread_self(), vm->thread)) {
    interrupt(vm);
    return;
  }
  pthread_mutex_lock(&vm->leaving);
  interrupt(vm);
  pthread_mutex_unlock(&vm->leaving);
}

void wb_clear_interrupt(wb_vm *vm) {
  if (vm->depth != 0) return;
  vm->abort = 0;
  wb_profile_hook(vm->L);
}

static void on_signal(int number) {
  (void)number;
  handling++;
  wb_vm *vm = signalled;
  if (vm) interrupt(vm);
  handling--;
}

int32_t wb_interrupt_on_signal(wb_vm *vm, int32_t number) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  signalled = vm;
  return sigaction(number, &action, NULL);
}

// When it returns, no handler on any thread knows the state any more, and none will.
void wb_forget_signal(wb_vm *vm) {
  if (signalled != vm) return;
  signalled = NULL;
  while (handling) sched_yield();
}

// MARK: Last words

static size_t put_text(char *room, size_t at, size_t size, const char *text) {
  for (; *text && at < size; text++) room[at++] = (unsigned char)*text < ' ' ? '?' : *text;
  return at;
}

// Nothing here allocates or locks.
size_t wb_place(wb_vm *vm, char *room, size_t size) {
  lua_Debug frame;
  char digits[12];
  for (int level = 0; vm && vm->depth > 0 && level < 50 && lua_getstack(vm->running, level, &frame); level++) {
    lua_getinfo(vm->running, "Sl", &frame);
    if (frame.currentline <= 0) continue;
    int at = sizeof digits - 1;
    digits[at] = '\0';
    for (int line = frame.currentline; line > 0; line /= 10) digits[--at] = (char)('0' + line % 10);
    size_t end = put_text(room, 0, size, frame.short_src);
    end = put_text(room, end, size, ":");
    return put_text(room, end, size, &digits[at]);
  }
  return 0;
}

// Nothing is paid until then. What Lua itself has damaged may crash once more.
size_t wb_crash_place(char *room, size_t size) { return wb_place(entered ? entered : signalled, room, size); }
