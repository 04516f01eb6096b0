// The child's side: its life tied to its parent's, its last words, its stacks.

#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/prctl.h>
#endif

// MARK: Begin

/// The parent holds the request channel open until the child has ended: a hang-up means that the parent is gone.
static int parent_is_gone(int milliseconds) {
  struct pollfd request = {.fd = WBS_REQUEST_DESCRIPTOR, .events = 0};
  return poll(&request, 1, milliseconds) > 0 && (request.revents & (POLLHUP | POLLNVAL));
}

#if !defined(__linux__)
static void *watch_parent(void *unused) {
  (void)unused;
  while (!parent_is_gone(-1)) {
  }
  kill(getpid(), SIGKILL);
  return NULL;
}
#endif

int32_t wbs_child_begin(void) {
  for (int d = WBS_REQUEST_DESCRIPTOR; d <= WBS_MESSAGE_DESCRIPTOR; d++)
    if (fcntl(d, F_SETFD, FD_CLOEXEC) < 0)
      return errno;
#if defined(__linux__)
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
    return errno;
#else
  pthread_t watcher;
  int failure = pthread_create(&watcher, NULL, watch_parent, NULL);
  if (failure)
    return failure;
  pthread_detach(watcher);
#endif
  if (parent_is_gone(0))
    _exit(1);
  return 0;
}

// MARK: Last words

static wbs_place_reader read_place;

static size_t put_text(char *at, const char *text) {
  size_t n = 0;
  for (; text[n]; n++)
    at[n] = text[n];
  return n;
}

static size_t put_number(char *at, int32_t number) {
  char digits[12];
  size_t n = 0, written = 0;
  do
    digits[n++] = (char)('0' + number % 10);
  while ((number /= 10) > 0);
  while (n > 0)
    at[written++] = digits[--n];
  return written;
}

static void tell(const char *text, size_t length) {
  ssize_t written = write(STDERR_FILENO, text, length);
  (void)written;
}

/// The default action is back in place (SA_RESETHAND); the raised signal waits until this returns, then ends us.
/// What is certain is told first: to read the place may crash once more.
static void last_words(int signal_number) {
  char text[256];
  size_t n = put_text(text, "crash: signal ");
  n += put_number(text + n, signal_number);
  tell(text, n);
  n = put_text(text, " at ");
  size_t length = read_place ? read_place(text + n, sizeof text - n - 1) : 0;
  n = length ? n + length : 0;
  n += put_text(text + n, "\n");
  tell(text, n);
  raise(signal_number);
}

int32_t wbs_crash_notice_install(wbs_place_reader place) {
  static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP};
  read_place = place;
  struct sigaction action = {.sa_handler = last_words, .sa_flags = SA_ONSTACK | SA_RESETHAND};
  sigfillset(&action.sa_mask);
  for (size_t i = 0; i < sizeof fatal / sizeof fatal[0]; i++)
    if (sigaction(fatal[i], &action, NULL) != 0)
      return errno;
  return wbs_signal_stack_begin();
}

// MARK: Stacks

/// Room for a handler's frame with the widest vector registers, many times over.
enum { SIGNAL_STACK = 128 * 1024, GUARD = 1024 * 1024 };

static _Thread_local void *signal_stack = NULL;

int32_t wbs_signal_stack_begin(void) {
  if (signal_stack)
    return 0;
  void *memory = mmap(NULL, SIGNAL_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
  if (memory == MAP_FAILED)
    return errno;
  stack_t stack = {.ss_sp = memory, .ss_size = SIGNAL_STACK};
  if (sigaltstack(&stack, NULL) != 0) {
    int failure = errno;
    munmap(memory, SIGNAL_STACK);
    return failure;
  }
  signal_stack = memory;
  return 0;
}

void wbs_signal_stack_end(void) {
  if (!signal_stack)
    return;
  stack_t none = {.ss_flags = SS_DISABLE, .ss_size = SIGNAL_STACK};
  sigaltstack(&none, NULL);
  munmap(signal_stack, SIGNAL_STACK);
  signal_stack = NULL;
}

typedef struct {
  void (*body)(void *);
  void *context;
} errand;

static void *run_errand(void *argument) {
  errand *it = argument;
  wbs_signal_stack_begin();
  it->body(it->context);
  wbs_signal_stack_end();
  return NULL;
}

int32_t wbs_run_on_stack(size_t stack_size, void (*body)(void *), void *context) {
  pthread_attr_t attributes;
  int failure = pthread_attr_init(&attributes);
  if (failure)
    return failure;
  // The guard is cut from the stack's own mapping, so it is added to what was asked for.
  failure = pthread_attr_setguardsize(&attributes, GUARD);
  if (!failure)
    failure = pthread_attr_setstacksize(&attributes, stack_size + GUARD);
  errand it = {body, context};
  pthread_t thread;
  if (!failure)
    failure = pthread_create(&thread, &attributes, run_errand, &it);
  pthread_attr_destroy(&attributes);
  return failure ? failure : pthread_join(thread, NULL);
}
