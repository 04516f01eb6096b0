// The system call filter (seccomp) of a locked worker.
//
// A worker that has loaded its data computes, takes memory, runs threads, reads and writes on descriptors that are
// open, and ends. That is the list of what is allowed. What is done with the rest, and why:
//
// - Files, network, new processes: refused with EPERM. A leak in a layer above becomes an error that can be shown.
// - open and openat: trapped, because Dispatch on Linux ends the process if it cannot read the state of its own
//   threads ("/proc/N/stat") while work waits. The trap answers that one question and refuses all else with EPERM.
// - What only an attack asks for (other processes' memory, kernel modules, namespaces, io_uring, …), and a foreign
//   architecture's numbers: the process is killed.
// - All else, and clone3: ENOSYS, as if the kernel were older. The C library knows how to live with that, so that
//   its next version costs an error at worst and not a mysterious death. The call is refused just the same.

#if defined(__linux__)
#define _GNU_SOURCE
#endif

#include "locks.h"

#include <errno.h>

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#else
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

// MARK: The lists

static const uint32_t allowed[] = {
    // descriptors that are open
    SYS_read, SYS_readv, SYS_pread64, SYS_preadv, SYS_write, SYS_writev, SYS_lseek, SYS_close, SYS_fstat,
    // memory (mmap and mprotect have rules of their own)
    SYS_munmap, SYS_mremap, SYS_madvise, SYS_brk,
    // threads
    SYS_futex, SYS_set_robust_list, SYS_rseq, SYS_sched_yield, SYS_sched_getaffinity, SYS_sched_getparam,
    SYS_sched_getscheduler, SYS_membarrier, SYS_gettid, SYS_getpid, SYS_getppid, SYS_getcpu,
    // waiting, and the event counters, timers and poll sets of Dispatch
    SYS_ppoll, SYS_pselect6, SYS_epoll_create1, SYS_epoll_ctl, SYS_epoll_pwait, SYS_eventfd2, SYS_timerfd_create,
    SYS_timerfd_settime, SYS_timerfd_gettime, SYS_nanosleep, SYS_clock_nanosleep, SYS_restart_syscall,
    // time, chance and the machine's size
    SYS_clock_gettime, SYS_clock_getres, SYS_gettimeofday, SYS_times, SYS_getrusage, SYS_getrandom, SYS_sysinfo,
    SYS_uname, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid,
    // signals to itself
    SYS_rt_sigreturn, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigpending, SYS_rt_sigtimedwait, SYS_sigaltstack,
    // the end
    SYS_exit, SYS_exit_group,
#if defined(__x86_64__)
    SYS_poll, SYS_select, SYS_epoll_wait, SYS_epoll_create, SYS_pause, SYS_time,
#endif
};

static const uint32_t refused[] = {
    // files
    SYS_newfstatat, SYS_statx, SYS_faccessat, SYS_readlinkat, SYS_getdents64, SYS_statfs, SYS_fstatfs, SYS_getcwd,
    SYS_chdir, SYS_fchdir, SYS_mkdirat, SYS_mknodat, SYS_unlinkat, SYS_linkat, SYS_symlinkat, SYS_renameat2,
    SYS_truncate, SYS_ftruncate, SYS_fallocate, SYS_fchmod, SYS_fchmodat, SYS_fchown, SYS_fchownat, SYS_utimensat,
    SYS_pwrite64, SYS_pwritev, SYS_sendfile, SYS_splice, SYS_memfd_create, SYS_dup, SYS_dup3, SYS_pipe2, SYS_ioctl,
    SYS_flock, SYS_fsync, SYS_inotify_init1,
    // network
    SYS_socket, SYS_socketpair, SYS_bind, SYS_listen, SYS_accept, SYS_accept4, SYS_connect, SYS_sendto,
    SYS_sendmsg, SYS_sendmmsg, SYS_recvfrom, SYS_recvmsg, SYS_shutdown,
    // processes and shared memory
    SYS_execve, SYS_execveat, SYS_wait4, SYS_waitid, SYS_setpgid, SYS_setsid, SYS_tkill, SYS_rt_sigqueueinfo,
    SYS_rt_tgsigqueueinfo, SYS_pidfd_open, SYS_pidfd_send_signal, SYS_shmget, SYS_shmat, SYS_semget, SYS_msgget,
    SYS_setrlimit, SYS_getrlimit, SYS_umask,
#if defined(__x86_64__)
    SYS_creat, SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_getdents, SYS_mkdir, SYS_rmdir, SYS_mknod,
    SYS_unlink, SYS_link, SYS_symlink, SYS_rename, SYS_renameat, SYS_chmod, SYS_chown, SYS_lchown, SYS_utime,
    SYS_utimes, SYS_dup2, SYS_pipe, SYS_fork, SYS_vfork, SYS_inotify_init,
#endif
};

static const uint32_t deadly[] = {
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_bpf, SYS_perf_event_open,
    SYS_userfaultfd, SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register, SYS_keyctl, SYS_add_key,
    SYS_request_key, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns, SYS_init_module,
    SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_setuid, SYS_setgid,
    SYS_setresuid, SYS_setresgid, SYS_setgroups, SYS_capset, SYS_personality, SYS_open_by_handle_at,
    SYS_settimeofday, SYS_clock_settime, SYS_sethostname, SYS_acct, SYS_quotactl,
#if defined(__x86_64__)
    SYS_iopl, SYS_ioperm, SYS_modify_ldt,
#endif
};

static const uint32_t descriptor_questions[] = {F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC};
static const uint32_t process_questions[] = {PR_SET_NAME, PR_GET_NAME, 0x53564d41 /* PR_SET_VMA: names of memory areas */};

/// What these two calls take for "the calling thread".
static const uint32_t oneself = 0;

// MARK: Writing the program

enum { CAPACITY = 768 };

typedef struct {
  struct sock_filter code[CAPACITY];
  unsigned short count;
} program;

static void put(program *p, uint16_t code, uint8_t if_true, uint8_t if_false, uint32_t k) {
  if (p->count < CAPACITY)
    p->code[p->count++] = (struct sock_filter)BPF_JUMP(code, k, if_true, if_false);
}

static void load(program *p, size_t offset) { put(p, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offset); }
static void answer(program *p, uint32_t action) { put(p, BPF_RET | BPF_K, 0, 0, action); }
static void skip_unless_equal(program *p, uint32_t k, uint8_t n) { put(p, BPF_JMP | BPF_JEQ | BPF_K, 0, n, k); }

#define REFUSE(code) (SECCOMP_RET_ERRNO | (uint32_t)(code))

/// The low half of an argument; both architectures are little-endian.
static size_t argument(int i) { return offsetof(struct seccomp_data, args) + sizeof(uint64_t) * (size_t)i; }

static void on_each(program *p, const uint32_t *numbers, size_t count, uint32_t action) {
  for (size_t i = 0; i < count; i++) {
    skip_unless_equal(p, numbers[i], 1);
    answer(p, action);
  }
}

/// Allows the call where none of the bits is set in the argument, else refuses it.
static void unless_bits(program *p, uint32_t number, int i, uint32_t bits) {
  skip_unless_equal(p, number, 4);
  load(p, argument(i));
  put(p, BPF_JMP | BPF_JSET | BPF_K, 0, 1, bits);
  answer(p, REFUSE(EPERM));
  answer(p, SECCOMP_RET_ALLOW);
}

/// Allows the call where the argument is one of these, else refuses it.
static void if_one_of(program *p, uint32_t number, int i, const uint32_t *values, size_t count) {
  skip_unless_equal(p, number, (uint8_t)(2 + 2 * count));
  load(p, argument(i));
  on_each(p, values, count, SECCOMP_RET_ALLOW);
  answer(p, REFUSE(EPERM));
}

/// A new thread of this process is allowed; a new process is not.
static void threads_only(program *p) {
  const uint32_t thread = CLONE_VM | CLONE_SIGHAND | CLONE_THREAD;
  skip_unless_equal(p, SYS_clone, 5);
  load(p, argument(0));
  put(p, BPF_ALU | BPF_AND | BPF_K, 0, 0, thread);
  skip_unless_equal(p, thread, 1);
  answer(p, SECCOMP_RET_ALLOW);
  answer(p, REFUSE(EPERM));
}

/// Limits may be read and not set: the pointer to a new limit must be null, in both halves.
static void limits_read_only(program *p) {
  skip_unless_equal(p, SYS_prlimit64, 6);
  load(p, argument(2));
  skip_unless_equal(p, 0, 3);
  load(p, argument(2) + sizeof(uint32_t));
  skip_unless_equal(p, 0, 1);
  answer(p, SECCOMP_RET_ALLOW);
  answer(p, REFUSE(EPERM));
}

static void write_program(program *p, uint32_t self) {
  p->count = 0;
  load(p, offsetof(struct seccomp_data, arch));
  put(p, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, THIS_ARCHITECTURE);
  answer(p, SECCOMP_RET_KILL_PROCESS);
  load(p, offsetof(struct seccomp_data, nr));
#if defined(__x86_64__)
  put(p, BPF_JMP | BPF_JGE | BPF_K, 0, 1, 0x40000000); // the numbers of x32
  answer(p, SECCOMP_RET_KILL_PROCESS);
#endif
  on_each(p, allowed, COUNT(allowed), SECCOMP_RET_ALLOW);
  unless_bits(p, SYS_mmap, 2, PROT_EXEC);
  unless_bits(p, SYS_mprotect, 2, PROT_EXEC);
  threads_only(p);
  limits_read_only(p);
  if_one_of(p, SYS_fcntl, 1, descriptor_questions, COUNT(descriptor_questions));
  if_one_of(p, SYS_prctl, 0, process_questions, COUNT(process_questions));
  if_one_of(p, SYS_getpriority, 1, &oneself, 1);
  if_one_of(p, SYS_setpriority, 1, &oneself, 1);
  if_one_of(p, SYS_kill, 0, &self, 1);
  if_one_of(p, SYS_tgkill, 0, &self, 1);
#if defined(__x86_64__)
  on_each(p, (const uint32_t[]){SYS_open}, 1, SECCOMP_RET_TRAP);
#endif
  on_each(p, (const uint32_t[]){SYS_openat}, 1, SECCOMP_RET_TRAP);
  on_each(p, refused, COUNT(refused), REFUSE(EPERM));
  on_each(p, deadly, COUNT(deadly), SECCOMP_RET_KILL_PROCESS);
  answer(p, REFUSE(ENOSYS));
}

// MARK: The trap

static int thread_state = -1;

/// Whether the path is "/proc/<digits>/stat".
static int asks_for_thread_state(const char *path) {
  static const char before[] = "/proc/", after[] = "/stat";
  if (!path)
    return 0;
  for (size_t i = 0; i < sizeof before - 1; i++, path++)
    if (*path != before[i])
      return 0;
  const char *digits = path;
  while (*path >= '0' && *path <= '9')
    path++;
  if (path == digits)
    return 0;
  for (size_t i = 0; i < sizeof after; i++)
    if (path[i] != after[i])
      return 0;
  return 1;
}

static void trapped(int signal_number, siginfo_t *info, void *context) {
  (void)signal_number;
  int saved = errno;
  ucontext_t *at = context;
#if defined(__x86_64__)
  greg_t *result = &at->uc_mcontext.gregs[REG_RAX];
  uintptr_t path = (uintptr_t)at->uc_mcontext.gregs[info->si_syscall == SYS_open ? REG_RDI : REG_RSI];
#else
  (void)info;
  unsigned long long *result = &at->uc_mcontext.regs[0];
  uintptr_t path = (uintptr_t)at->uc_mcontext.regs[1];
#endif
  int granted = -1;
  if (asks_for_thread_state((const char *)path) && lseek(thread_state, 0, SEEK_SET) == 0)
    granted = fcntl(thread_state, F_DUPFD_CLOEXEC, 0);
  *result = granted >= 0 ? granted : -EPERM;
  errno = saved;
}

/// Dispatch adds threads while its own seem blocked. Here each is said to be running, so that it never does: a
/// worker keeps as many threads as there are processors.
int32_t wbs_prepare_system_calls(void) {
  static const char running[] = "0 (worker) R 0\n";
  thread_state = memfd_create("thread-state", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (thread_state < 0)
    return errno;
  if (write(thread_state, running, sizeof running - 1) < 0)
    return errno;
  if (fcntl(thread_state, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
    return errno;
  return 0;
}

int32_t wbs_lock_system_calls(void) {
  struct sigaction action = {.sa_sigaction = trapped, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&action.sa_mask);
  if (sigaction(SIGSYS, &action, NULL) != 0)
    return errno;
  program p;
  write_program(&p, (uint32_t)getpid());
  if (p.count >= CAPACITY)
    return E2BIG;
  struct sock_fprog filter = {.len = p.count, .filter = p.code};
  long failure = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &filter);
  // A positive answer is the thread that could not be brought under the filter.
  return failure == 0 ? 0 : failure > 0 ? EBUSY : errno;
}

#else

int32_t wbs_prepare_system_calls(void) { return 0; }

int32_t wbs_lock_system_calls(void) { return WBS_NOT_HERE; }

#endif
