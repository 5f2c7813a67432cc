// Records what a program asks of the files below one folder, so that a loss of power can be played
// at any point of it: loaded before the C library by LD_PRELOAD, read by Tests/External/powercut.py.
//
//   POWERCUT_WATCH    the folder, an absolute path without links
//   POWERCUT_JOURNAL  the file that records are added to; not below the folder
//   POWERCUT_LIE      `all`: no sync happens, and the program is told that it did;
//                     `folders`: the same for syncs of folders only
//
// Every call is made by a raw system call, so that nothing here is recorded itself. A lock is held
// over a call and its record: their order in the journal is the order in which they happened.
// Calls that cannot be played back are recorded as such, and the reader refuses the journal.

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind {
  OPENED = 1,
  WRITTEN,
  RANGE_SYNCED,
  TRUNCATED,
  ALLOCATED,
  SYNCED,
  CLOSED,
  RENAMED,
  LINKED,
  UNLINKED,
  FOLDER_MADE,
  SYMLINKED,
  OUTPUT,
  DUPLICATED,
  ALL_SYNCED,
  MAPPED,
  NOT_PLAYABLE,
};

// One record; `length` bytes of payload follow.
struct record {
  uint32_t kind;
  uint32_t length;
  int32_t process;
  int32_t descriptor;
  int64_t first;   // an offset, a length, flags, another descriptor
  int64_t second;  // a length, or whether a file was made
};

// What is known of an open file below the watched folder.
enum { WATCHED = 1, WRITES_ARE_SYNCED = 2, IS_FOLDER = 4 };
enum { MOST_DESCRIPTORS = 4096, JOURNAL_DESCRIPTOR = 3000, MOST_PARTS = 1024 };

static unsigned char descriptors[MOST_DESCRIPTORS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int journal = -1;
static char watched[PATH_MAX];
static bool lies_about_all;
static bool lies_about_folders;

static void give_up(const char *why) {
  const char *parts[] = {"powercut: ", why, "\n"};
  for (int i = 0; i < 3; i++) {
    if (syscall(SYS_write, STDERR_FILENO, parts[i], strlen(parts[i])) < 0) break;
  }
  _exit(70);
}

// MARK: The journal

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("POWERCUT_JOURNAL");
  const char *folder = getenv("POWERCUT_WATCH");
  const char *lie = getenv("POWERCUT_LIE");
  if (!path || !folder) return;
  if (strlen(folder) >= sizeof watched) give_up("the watched folder's path is too long");
  strcpy(watched, folder);
  lies_about_all = lie && strcmp(lie, "all") == 0;
  lies_about_folders = lies_about_all || (lie && strcmp(lie, "folders") == 0);
  int flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC;
  int opened = (int)syscall(SYS_openat, AT_FDCWD, path, flags, 0600);
  // Out of the way of the program, which may count on low numbers.
  journal = (int)syscall(SYS_fcntl, opened, F_DUPFD_CLOEXEC, JOURNAL_DESCRIPTOR);
  if (journal < 0) give_up("the journal cannot be opened");
  syscall(SYS_close, opened);
}

// Adds a record in one call, so that those of several processes do not mix.
static void add_parts(struct record record, const struct iovec *parts, int count) {
  if (journal < 0) return;
  if (count > MOST_PARTS) give_up("a write has too many parts");
  struct iovec all[MOST_PARTS + 1];
  size_t total = sizeof record;
  for (int i = 0; i < count; i++) {
    all[i + 1] = parts[i];
    total += parts[i].iov_len;
  }
  record.length = (uint32_t)(total - sizeof record);
  record.process = getpid();
  all[0] = (struct iovec){&record, sizeof record};
  if (syscall(SYS_writev, journal, all, count + 1) != (long)total) {
    give_up("a record cannot be written");
  }
}

static void add(struct record record) { add_parts(record, NULL, 0); }

// A record with one text, or with two that a NUL parts.
static void add_texts(struct record record, const char *first, const char *second) {
  struct iovec parts[] = {
      {(void *)first, strlen(first) + (second ? 1 : 0)},
      {(void *)second, second ? strlen(second) : 0},
  };
  add_parts(record, parts, second ? 2 : 1);
}

static void add_not_playable(const char *call) {
  add_texts((struct record){.kind = NOT_PLAYABLE}, call, NULL);
}

// MARK: What is watched

static bool is_below(const char *path) {
  size_t length = strlen(watched);
  if (length == 0 || strncmp(path, watched, length) != 0) return false;
  return path[length] == '/' || path[length] == 0;
}

static unsigned char known(int descriptor) {
  if (descriptor < 0 || descriptor >= MOST_DESCRIPTORS) return 0;
  return descriptors[descriptor];
}

// The path of an open file without links; false where it has none.
static bool path_of(int descriptor, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
  if (length < 0) return false;
  path[length] = 0;
  return true;
}

// The path of a name, which need not be there: its folder without links, and the name itself.
static bool path_of_name(int folder, const char *name, char path[PATH_MAX]) {
  char whole[PATH_MAX];
  if (name[0] == '/' || folder == AT_FDCWD) {
    if (strlen(name) >= sizeof whole) return false;
    strcpy(whole, name);
  } else {
    char start[PATH_MAX];
    if (!path_of(folder, start)) return false;
    if (snprintf(whole, sizeof whole, "%s/%s", start, name) >= (int)sizeof whole) return false;
  }
  size_t end = strlen(whole);
  while (end > 1 && whole[end - 1] == '/') whole[--end] = 0;
  char *slash = strrchr(whole, '/');
  const char *last = slash ? slash + 1 : whole;
  char parent[PATH_MAX];
  if (slash) *slash = 0;
  if (!realpath(slash ? (whole[0] ? whole : "/") : ".", parent)) return false;
  return snprintf(path, PATH_MAX, "%s/%s", parent, last) < PATH_MAX;
}

// MARK: Opening and closing

static void watch(int descriptor, int flags, bool is_made) {
  char path[PATH_MAX];
  if (!path_of(descriptor, path) || !is_below(path)) return;
  if (descriptor >= MOST_DESCRIPTORS) give_up("the program has too many files open");
  struct stat status;
  bool is_folder = fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode);
  // O_SYNC holds the bit of O_DSYNC.
  bool is_synced = (flags & O_DSYNC) && !lies_about_all;
  descriptors[descriptor] = (unsigned char)(WATCHED | (is_synced ? WRITES_ARE_SYNCED : 0) |
                                            (is_folder ? IS_FOLDER : 0));
  add_texts((struct record){.kind = OPENED, .descriptor = descriptor, .first = flags,
                            .second = is_made},
            path, NULL);
}

static int open_file(int folder, const char *path, int flags, mode_t mode) {
  if (journal < 0) return (int)syscall(SYS_openat, folder, path, flags, mode);
  pthread_mutex_lock(&lock);
  bool was_there = syscall(SYS_faccessat, folder, path, F_OK) == 0;
  int given = lies_about_all ? flags & ~(O_DSYNC | O_SYNC) : flags;
  int descriptor = (int)syscall(SYS_openat, folder, path, given, mode);
  int problem = errno;
  if (descriptor >= 0) watch(descriptor, flags, (flags & O_CREAT) && !was_there);
  pthread_mutex_unlock(&lock);
  errno = problem;
  return descriptor;
}

#define TAKE_MODE(flags)                                   \
  mode_t mode = 0;                                         \
  if (((flags) & O_CREAT) || ((flags) & O_TMPFILE) == O_TMPFILE) { \
    va_list rest;                                          \
    va_start(rest, flags);                                 \
    mode = va_arg(rest, mode_t);                           \
    va_end(rest);                                          \
  }

int open(const char *path, int flags, ...) {
  TAKE_MODE(flags)
  return open_file(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  TAKE_MODE(flags)
  return open_file(AT_FDCWD, path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
  TAKE_MODE(flags)
  return open_file(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
  TAKE_MODE(flags)
  return open_file(folder, path, flags, mode);
}

int creat(const char *path, mode_t mode) {
  return open_file(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int close(int descriptor) {
  if (!known(descriptor)) return (int)syscall(SYS_close, descriptor);
  pthread_mutex_lock(&lock);
  add((struct record){.kind = CLOSED, .descriptor = descriptor});
  descriptors[descriptor] = 0;
  int result = (int)syscall(SYS_close, descriptor);
  pthread_mutex_unlock(&lock);
  return result;
}

static int note_duplicate(int descriptor, int twin) {
  if (twin >= 0 && known(descriptor)) {
    pthread_mutex_lock(&lock);
    if (twin >= MOST_DESCRIPTORS) give_up("the program has too many files open");
    descriptors[twin] = descriptors[descriptor];
    add((struct record){.kind = DUPLICATED, .descriptor = descriptor, .first = twin});
    pthread_mutex_unlock(&lock);
  }
  return twin;
}

int dup(int descriptor) { return note_duplicate(descriptor, (int)syscall(SYS_dup, descriptor)); }

int dup3(int descriptor, int twin, int flags) {
  if (descriptor != twin && known(twin)) {
    pthread_mutex_lock(&lock);
    add((struct record){.kind = CLOSED, .descriptor = twin});
    descriptors[twin] = 0;
    pthread_mutex_unlock(&lock);
  }
  return note_duplicate(descriptor, (int)syscall(SYS_dup3, descriptor, twin, flags));
}

int dup2(int descriptor, int twin) {
  return descriptor == twin ? twin : dup3(descriptor, twin, 0);
}

static int control(int descriptor, int command, long argument) {
  int result = (int)syscall(SYS_fcntl, descriptor, command, argument);
  bool is_twin = command == F_DUPFD || command == F_DUPFD_CLOEXEC;
  return is_twin ? note_duplicate(descriptor, result) : result;
}

// Whatever the argument is, or is not, it fits a long.
#define CONTROL(descriptor, command)     \
  va_list rest;                          \
  va_start(rest, command);               \
  long argument = va_arg(rest, long);    \
  va_end(rest);                          \
  return control(descriptor, command, argument);

int fcntl(int descriptor, int command, ...) { CONTROL(descriptor, command) }

int fcntl64(int descriptor, int command, ...) { CONTROL(descriptor, command) }

// MARK: Writing

static void note_written(int descriptor, off_t offset, const struct iovec *parts, int count,
                         ssize_t written) {
  struct iovec cut[MOST_PARTS];
  if (count > MOST_PARTS) give_up("a write has too many parts");
  size_t rest = (size_t)written;
  for (int i = 0; i < count; i++) {
    cut[i] = parts[i];
    if (cut[i].iov_len > rest) cut[i].iov_len = rest;
    rest -= cut[i].iov_len;
  }
  add_parts((struct record){.kind = WRITTEN, .descriptor = descriptor, .first = offset,
                            .second = written},
            cut, count);
  if (known(descriptor) & WRITES_ARE_SYNCED) {
    add((struct record){.kind = RANGE_SYNCED, .descriptor = descriptor, .first = offset,
                        .second = written});
  }
}

// At the place where the file stands.
static ssize_t write_parts(int descriptor, const struct iovec *parts, int count) {
  bool is_output = descriptor == STDOUT_FILENO && journal >= 0;
  if (!known(descriptor) && !is_output) return syscall(SYS_writev, descriptor, parts, count);
  pthread_mutex_lock(&lock);
  ssize_t written = syscall(SYS_writev, descriptor, parts, count);
  int problem = errno;
  if (written > 0 && known(descriptor)) {
    off_t end = syscall(SYS_lseek, descriptor, 0, SEEK_CUR);
    note_written(descriptor, end - written, parts, count, written);
  } else if (written > 0) {
    struct iovec shown = {parts[0].iov_base, (size_t)written};
    if (count != 1) give_up("standard output is written in parts");
    add_parts((struct record){.kind = OUTPUT}, &shown, 1);
  }
  pthread_mutex_unlock(&lock);
  errno = problem;
  return written;
}

static ssize_t write_parts_at(int descriptor, const struct iovec *parts, int count, off_t offset) {
  if (!known(descriptor)) return syscall(SYS_pwritev, descriptor, parts, count, offset, 0);
  pthread_mutex_lock(&lock);
  ssize_t written = syscall(SYS_pwritev, descriptor, parts, count, offset, 0);
  int problem = errno;
  if (written > 0) note_written(descriptor, offset, parts, count, written);
  pthread_mutex_unlock(&lock);
  errno = problem;
  return written;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  struct iovec part = {(void *)bytes, count};
  return write_parts(descriptor, &part, 1);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
  return write_parts(descriptor, parts, count);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
  struct iovec part = {(void *)bytes, count};
  return write_parts_at(descriptor, &part, 1, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
  return pwrite(descriptor, bytes, count, offset);
}

ssize_t pwritev(int descriptor, const struct iovec *parts, int count, off_t offset) {
  return write_parts_at(descriptor, parts, count, offset);
}

ssize_t pwritev64(int descriptor, const struct iovec *parts, int count, off64_t offset) {
  return write_parts_at(descriptor, parts, count, offset);
}

ssize_t pwritev2(int descriptor, const struct iovec *parts, int count, off_t offset, int flags) {
  if (known(descriptor) && (offset < 0 || flags)) add_not_playable("pwritev2 with flags");
  if (!known(descriptor)) {
    return syscall(SYS_pwritev2, descriptor, parts, count, offset, 0, flags);
  }
  return write_parts_at(descriptor, parts, count, offset);
}

ssize_t pwritev64v2(int descriptor, const struct iovec *parts, int count, off64_t offset,
                    int flags) {
  return pwritev2(descriptor, parts, count, offset, flags);
}

int ftruncate(int descriptor, off_t length) {
  if (!known(descriptor)) return (int)syscall(SYS_ftruncate, descriptor, length);
  pthread_mutex_lock(&lock);
  int result = (int)syscall(SYS_ftruncate, descriptor, length);
  int problem = errno;
  if (result == 0) {
    add((struct record){.kind = TRUNCATED, .descriptor = descriptor, .first = length});
  }
  pthread_mutex_unlock(&lock);
  errno = problem;
  return result;
}

int ftruncate64(int descriptor, off64_t length) { return ftruncate(descriptor, length); }

int fallocate(int descriptor, int mode, off_t offset, off_t length) {
  if (!known(descriptor)) return (int)syscall(SYS_fallocate, descriptor, mode, offset, length);
  pthread_mutex_lock(&lock);
  int result = (int)syscall(SYS_fallocate, descriptor, mode, offset, length);
  int problem = errno;
  if (result == 0 && mode == 0) {
    add((struct record){.kind = ALLOCATED, .descriptor = descriptor, .first = offset,
                        .second = length});
  } else if (result == 0) {
    add_not_playable("fallocate with a mode");
  }
  pthread_mutex_unlock(&lock);
  errno = problem;
  return result;
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

// MARK: Syncing

static int sync_file(int descriptor, long call) {
  unsigned char file = known(descriptor);
  if (!file) return (int)syscall(call, descriptor);
  if (lies_about_all || (lies_about_folders && (file & IS_FOLDER))) return 0;
  pthread_mutex_lock(&lock);
  int result = (int)syscall(call, descriptor);
  int problem = errno;
  if (result == 0) add((struct record){.kind = SYNCED, .descriptor = descriptor});
  pthread_mutex_unlock(&lock);
  errno = problem;
  return result;
}

int fsync(int descriptor) { return sync_file(descriptor, SYS_fsync); }

int fdatasync(int descriptor) { return sync_file(descriptor, SYS_fdatasync); }

static int sync_everything(int descriptor) {
  if (lies_about_all || lies_about_folders) return 0;
  pthread_mutex_lock(&lock);
  int result = descriptor < 0 ? (syscall(SYS_sync), 0) : (int)syscall(SYS_syncfs, descriptor);
  int problem = errno;
  if (result == 0) add((struct record){.kind = ALL_SYNCED});
  pthread_mutex_unlock(&lock);
  errno = problem;
  return result;
}

void sync(void) { sync_everything(-1); }

int syncfs(int descriptor) { return sync_everything(descriptor); }

// MARK: Names

// Runs a call on one or two names, and records it if a name lies below the watched folder.
struct naming {
  enum kind kind;
  int old_folder;
  const char *old;  // NULL where there is one name only
  int folder;
  const char *name;
  bool is_text;  // `old` is the text of a symbolic link
};

static int change_names(struct naming names, long call, long a, long b, long c, long d, long e) {
  if (journal < 0) return (int)syscall(call, a, b, c, d, e);
  char old[PATH_MAX] = "";
  char path[PATH_MAX] = "";
  pthread_mutex_lock(&lock);
  bool is_known = path_of_name(names.folder, names.name, path);
  if (names.old && names.is_text) {
    if (snprintf(old, sizeof old, "%s", names.old) >= (int)sizeof old) is_known = false;
  } else if (names.old) {
    is_known = path_of_name(names.old_folder, names.old, old) && is_known;
  }
  int result = (int)syscall(call, a, b, c, d, e);
  int problem = errno;
  bool is_watched = is_below(path) || (!names.is_text && is_below(old));
  if (result == 0 && is_known && is_watched) {
    struct record record = {.kind = names.kind};
    if (names.old) {
      add_texts(record, old, path);
    } else {
      add_texts(record, path, NULL);
    }
  } else if (result == 0 && !is_known) {
    add_not_playable("a change of names in a folder that was not found");
  }
  pthread_mutex_unlock(&lock);
  errno = problem;
  return result;
}

int renameat2(int old_folder, const char *old, int folder, const char *name, unsigned int flags) {
  struct naming names = {RENAMED, old_folder, old, folder, name, false};
  if (flags & ~(unsigned)RENAME_NOREPLACE) add_not_playable("renameat2 with flags");
  return change_names(names, SYS_renameat2, old_folder, (long)old, folder, (long)name, flags);
}

int renameat(int old_folder, const char *old, int folder, const char *name) {
  return renameat2(old_folder, old, folder, name, 0);
}

int rename(const char *old, const char *name) {
  return renameat2(AT_FDCWD, old, AT_FDCWD, name, 0);
}

int linkat(int old_folder, const char *old, int folder, const char *name, int flags) {
  struct naming names = {LINKED, old_folder, old, folder, name, false};
  return change_names(names, SYS_linkat, old_folder, (long)old, folder, (long)name, flags);
}

int link(const char *old, const char *name) { return linkat(AT_FDCWD, old, AT_FDCWD, name, 0); }

int symlinkat(const char *text, int folder, const char *name) {
  struct naming names = {SYMLINKED, AT_FDCWD, text, folder, name, true};
  return change_names(names, SYS_symlinkat, (long)text, folder, (long)name, 0, 0);
}

int symlink(const char *text, const char *name) { return symlinkat(text, AT_FDCWD, name); }

int unlinkat(int folder, const char *name, int flags) {
  struct naming names = {UNLINKED, AT_FDCWD, NULL, folder, name, false};
  return change_names(names, SYS_unlinkat, folder, (long)name, flags, 0, 0);
}

int unlink(const char *name) { return unlinkat(AT_FDCWD, name, 0); }

int rmdir(const char *name) { return unlinkat(AT_FDCWD, name, AT_REMOVEDIR); }

int remove(const char *name) {
  int result = unlink(name);
  return result != 0 && errno == EISDIR ? rmdir(name) : result;
}

int mkdirat(int folder, const char *name, mode_t mode) {
  struct naming names = {FOLDER_MADE, AT_FDCWD, NULL, folder, name, false};
  return change_names(names, SYS_mkdirat, folder, (long)name, mode, 0, 0);
}

int mkdir(const char *name, mode_t mode) { return mkdirat(AT_FDCWD, name, mode); }

// MARK: What goes around all that

// A file that is written through memory cannot be played back; the reader knows which may be.
static void *map(void *address, size_t length, int protection, int flags, int descriptor,
                 off_t offset) {
  void *mapped =
      (void *)syscall(SYS_mmap, address, length, protection, flags, descriptor, offset);
  bool is_shared = (flags & MAP_TYPE) == MAP_SHARED || (flags & MAP_TYPE) == MAP_SHARED_VALIDATE;
  if (mapped != MAP_FAILED && known(descriptor) && (protection & PROT_WRITE) && is_shared) {
    pthread_mutex_lock(&lock);
    add((struct record){.kind = MAPPED, .descriptor = descriptor});
    pthread_mutex_unlock(&lock);
  }
  return mapped;
}

void *mmap(void *address, size_t length, int protection, int flags, int descriptor, off_t offset) {
  return map(address, length, protection, flags, descriptor, offset);
}

void *mmap64(void *address, size_t length, int protection, int flags, int descriptor,
             off64_t offset) {
  return map(address, length, protection, flags, descriptor, offset);
}

ssize_t sendfile(int out, int in, off_t *offset, size_t count) {
  if (known(out)) add_not_playable("sendfile");
  return syscall(SYS_sendfile, out, in, offset, count);
}

ssize_t sendfile64(int out, int in, off64_t *offset, size_t count) {
  return sendfile(out, in, offset, count);
}

ssize_t copy_file_range(int in, off64_t *in_offset, int out, off64_t *out_offset, size_t length,
                        unsigned int flags) {
  if (known(out)) add_not_playable("copy_file_range");
  return syscall(SYS_copy_file_range, in, in_offset, out, out_offset, length, flags);
}

int truncate(const char *path, off_t length) {
  char whole[PATH_MAX];
  if (journal >= 0 && realpath(path, whole) && is_below(whole)) add_not_playable("truncate");
  return (int)syscall(SYS_truncate, path, length);
}
