// Makes one chosen call on the files below one folder fail, or the process end or stop at it: loaded
// before the C library by LD_PRELOAD, from Tests/External/failing.py.
//
//   FAILING_BELOW  the folder, an absolute path without links
//   FAILING_CALLS  which calls are counted, of: open write sync truncate rename remove
//   FAILING_AT     which of them it happens at, from 1; `7+` for the seventh and all that follow
//   FAILING_HOW    the number of an error; or `short`, for writes: half of it is written; or `kill`
//                  or `stop`, a signal that comes before the call
//   FAILING_TOLD   a file that gets a line when it happens: the call, and the path
//   FAILING_MAP    in bytes: LMDB is never given a larger map
//
// A call that fails has not happened.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *below, *calls, *how, *told;
static long first;
static bool goes_on;
static atomic_long count;

__attribute__((constructor)) static void begin(void) {
  below = getenv("FAILING_BELOW");
  calls = getenv("FAILING_CALLS");
  how = getenv("FAILING_HOW");
  told = getenv("FAILING_TOLD");
  const char *at = getenv("FAILING_AT");
  if (!below || !calls || !how || !told || !at) {
    below = NULL;
    return;
  }
  char *rest;
  first = strtol(at, &rest, 10);
  goes_on = *rest == '+';
}

// MARK: Choosing

static bool is_counted(const char *call, const char *path) {
  size_t length = strlen(below);
  if (strncmp(path, below, length) != 0 || (path[length] != '/' && path[length] != 0)) return false;
  const char *found = strstr(calls, call);
  return found && (found == calls || found[-1] == ' ');
}

static void tell(const char *call, const char *path) {
  char line[PATH_MAX + 32];
  int length = snprintf(line, sizeof line, "%s %s\n", call, path);
  int file = (int)syscall(SYS_openat, AT_FDCWD, told, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (file < 0 || syscall(SYS_write, file, line, length) != length) _exit(70);
  syscall(SYS_close, file);
}

// Whether a call is to fail; `errno` is set then, and 0 for a write that is to be short.
static bool fails(const char *call, const char *path) {
  if (!below || !is_counted(call, path)) return false;
  long number = ++count;
  if (number < first || (number > first && !goes_on)) return false;
  tell(call, path);
  if (strcmp(how, "kill") == 0) raise(SIGKILL);
  if (strcmp(how, "stop") == 0) {
    raise(SIGSTOP);
    return false;
  }
  errno = atoi(how);
  return true;
}

static bool fails_on(const char *call, int descriptor) {
  if (!below) return false;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return false;
  path[length] = 0;
  return fails(call, path);
}

// MARK: Opening

static int open_file(int folder, const char *path, int flags, mode_t mode) {
  if (fails("open", path)) return -1;
  return (int)syscall(SYS_openat, folder, path, flags, mode);
}

#define OPEN(folder)                                   \
  mode_t mode = 0;                                     \
  if (flags & (O_CREAT | __O_TMPFILE)) {               \
    va_list rest;                                      \
    va_start(rest, flags);                             \
    mode = va_arg(rest, mode_t);                       \
    va_end(rest);                                      \
  }                                                    \
  return open_file(folder, path, flags, mode);

int open(const char *path, int flags, ...) { OPEN(AT_FDCWD) }

int open64(const char *path, int flags, ...) { OPEN(AT_FDCWD) }

int openat(int folder, const char *path, int flags, ...) { OPEN(folder) }

int openat64(int folder, const char *path, int flags, ...) { OPEN(folder) }

// MARK: Writing

ssize_t write(int descriptor, const void *bytes, size_t length) {
  if (fails_on("write", descriptor)) {
    if (errno) return -1;
    length = (length + 1) / 2;
  }
  return syscall(SYS_write, descriptor, bytes, length);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
  if (fails_on("write", descriptor)) {
    if (errno) return -1;
    length = (length + 1) / 2;
  }
  return syscall(SYS_pwrite64, descriptor, bytes, length, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
  return pwrite(descriptor, bytes, length, offset);
}

ssize_t writev(int descriptor, const struct iovec *parts, int number) {
  if (fails_on("write", descriptor)) {
    if (errno) return -1;
    return syscall(SYS_write, descriptor, parts[0].iov_base, (parts[0].iov_len + 1) / 2);
  }
  return syscall(SYS_writev, descriptor, parts, number);
}

ssize_t pwritev(int descriptor, const struct iovec *parts, int number, off_t offset) {
  if (fails_on("write", descriptor)) {
    if (errno) return -1;
    size_t half = (parts[0].iov_len + 1) / 2;
    return syscall(SYS_pwrite64, descriptor, parts[0].iov_base, half, offset);
  }
  return syscall(SYS_pwritev, descriptor, parts, number, offset, 0);
}

ssize_t pwritev64(int descriptor, const struct iovec *parts, int number, off64_t offset) {
  return pwritev(descriptor, parts, number, offset);
}

// MARK: Syncing, and lengths

int fsync(int descriptor) {
  return fails_on("sync", descriptor) ? -1 : (int)syscall(SYS_fsync, descriptor);
}

int fdatasync(int descriptor) {
  return fails_on("sync", descriptor) ? -1 : (int)syscall(SYS_fdatasync, descriptor);
}

int ftruncate(int descriptor, off_t length) {
  if (fails_on("truncate", descriptor)) return -1;
  return (int)syscall(SYS_ftruncate, descriptor, length);
}

int ftruncate64(int descriptor, off64_t length) { return ftruncate(descriptor, length); }

int fallocate(int descriptor, int mode, off_t offset, off_t length) {
  if (fails_on("truncate", descriptor)) return -1;
  return (int)syscall(SYS_fallocate, descriptor, mode, offset, length);
}

int fallocate64(int descriptor, int mode, off64_t offset, off64_t length) {
  return fallocate(descriptor, mode, offset, length);
}

int posix_fallocate(int descriptor, off_t offset, off_t length) {
  return fallocate(descriptor, 0, offset, length) == 0 ? 0 : errno;
}

int posix_fallocate64(int descriptor, off64_t offset, off64_t length) {
  return posix_fallocate(descriptor, offset, length);
}

// MARK: Names

int rename(const char *old, const char *name) {
  return fails("rename", name) ? -1 : (int)syscall(SYS_rename, old, name);
}

int symlink(const char *text, const char *name) {
  return fails("rename", name) ? -1 : (int)syscall(SYS_symlinkat, text, AT_FDCWD, name);
}

int mkdir(const char *name, mode_t mode) {
  return fails("rename", name) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, name, mode);
}

int unlink(const char *name) {
  return fails("remove", name) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, name, 0);
}

// MARK: The map

int mdb_env_set_mapsize(void *environment, size_t size) {
  int (*set)(void *, size_t) = (int (*)(void *, size_t))dlsym(RTLD_NEXT, "mdb_env_set_mapsize");
  const char *most = getenv("FAILING_MAP");
  size_t limit = most ? strtoull(most, NULL, 10) : size;
  return set(environment, size < limit ? size : limit);
}
