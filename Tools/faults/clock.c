// Sets the system's clock for one process, from some reading on: loaded before the C library by
// LD_PRELOAD, from Tests/External/failing.py. The clocks that nobody can set go on as they are.
//
//   CLOCK_OFFSET  how far it is set ahead, in seconds; below zero: back
//   CLOCK_FROM    from which reading on, counted from 1

#define _GNU_SOURCE
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long offset, first;
static atomic_long readings;

__attribute__((constructor)) static void begin(void) {
  const char *by = getenv("CLOCK_OFFSET");
  const char *from = getenv("CLOCK_FROM");
  offset = by ? atol(by) : 0;
  first = from ? atol(from) : 1;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = (int)syscall(SYS_clock_gettime, clock, now);
  if (result == 0 && clock == CLOCK_REALTIME && ++readings >= first) now->tv_sec += offset;
  return result;
}

int gettimeofday(struct timeval *now, void *zone) {
  (void)zone;
  struct timespec time;
  if (clock_gettime(CLOCK_REALTIME, &time) != 0) return -1;
  *now = (struct timeval){time.tv_sec, time.tv_nsec / 1000};
  return 0;
}

time_t time(time_t *now) {
  struct timespec time;
  if (clock_gettime(CLOCK_REALTIME, &time) != 0) return -1;
  if (now) *now = time.tv_sec;
  return time.tv_sec;
}
