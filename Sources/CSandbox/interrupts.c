// Interrupts of the parent, turned into a descriptor that its one waiting place can watch.

#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "CSandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

static const int watched[] = {SIGINT, SIGTERM, SIGHUP};
enum { WATCHED = sizeof watched / sizeof watched[0] };

static pthread_mutex_t watch_lock = PTHREAD_MUTEX_INITIALIZER;
static int watches = 0;
static int bell[2] = {-1, -1};
static struct sigaction before[WATCHED];
static volatile sig_atomic_t came = 0;
static _Atomic int bell_writer = -1;

/// The byte is never read while a watch lasts: every worker that is being watched sees the same interrupt.
static void ring(int signal_number) {
  int saved = errno;
  came = signal_number;
  int writer = atomic_load(&bell_writer);
  if (writer >= 0) {
    ssize_t written = write(writer, "!", 1);
    (void)written;
  }
  errno = saved;
}

static int32_t open_bell(void) {
  if (pipe(bell) != 0)
    return errno;
  for (int i = 0; i < 2; i++) {
    fcntl(bell[i], F_SETFD, FD_CLOEXEC);
    fcntl(bell[i], F_SETFL, O_NONBLOCK);
  }
  atomic_store(&bell_writer, bell[1]);
  return 0;
}

static void hear(void) {
  struct sigaction action = {.sa_handler = ring};
  sigfillset(&action.sa_mask);
  for (int i = 0; i < WATCHED; i++) {
    sigaction(watched[i], NULL, &before[i]);
    if (before[i].sa_handler != SIG_IGN)
      sigaction(watched[i], &action, NULL);
  }
}

/// Whoever started us from a thread of a pool has handed down the mask of that thread, which blocks all that we listen
/// for; so the thread that waits lets them through for as long as it does.
static _Thread_local sigset_t mask_before;

static void listen_here(void) {
  sigset_t signals;
  sigemptyset(&signals);
  for (int i = 0; i < WATCHED; i++)
    sigaddset(&signals, watched[i]);
  pthread_sigmask(SIG_UNBLOCK, &signals, &mask_before);
}

int32_t wbs_interrupts_begin(void) {
  pthread_mutex_lock(&watch_lock);
  int32_t descriptor = -1;
  if (watches > 0 || open_bell() == 0) {
    if (watches == 0) {
      came = 0;
      hear();
    }
    watches++;
    descriptor = bell[0];
  }
  pthread_mutex_unlock(&watch_lock);
  if (descriptor >= 0)
    listen_here();
  return descriptor;
}

void wbs_interrupts_end(void) {
  pthread_sigmask(SIG_SETMASK, &mask_before, NULL);
  pthread_mutex_lock(&watch_lock);
  if (--watches == 0) {
    for (int i = 0; i < WATCHED; i++)
      sigaction(watched[i], &before[i], NULL);
    atomic_store(&bell_writer, -1);
    close(bell[0]);
    close(bell[1]);
  }
  pthread_mutex_unlock(&watch_lock);
}

int32_t wbs_interrupts_signal(void) { return came; }
