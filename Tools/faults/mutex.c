// Loaded by LD_PRELOAD into a program that ThreadSanitizer watches: tells it of a Mutex that waits.
//
// Swift's Mutex (Synchronization, on Linux) takes a free lock by an atomic in the program, which
// the sanitizer sees. Where the lock is held, it waits inside libswiftSynchronization, which is not
// compiled to be watched: whatever comes after such a wait would be called a race.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Swift's methods take `self`, here the lock's place in memory, as the context.
#define SELF __attribute__((swift_context)) void *lock
#define SWIFT __attribute__((swiftcall))

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define TRY "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"

// Says to the sanitizer, where there is one: `lock` was taken, or is about to be given back.
static void tell(const char *what, void *lock) {
  void (*sanitizer)(void *) = (void (*)(void *))dlsym(RTLD_DEFAULT, what);
  if (sanitizer != NULL) sanitizer(lock);
}

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void lock_slow(uint32_t thread, SELF) {
  ((SWIFT void (*)(uint32_t, SELF))dlsym(RTLD_NEXT, LOCK))(thread, lock);
  tell("__tsan_acquire", lock);
}

SWIFT void unlock_slow(SELF) __asm__(UNLOCK);
SWIFT void unlock_slow(SELF) {
  tell("__tsan_release", lock);
  ((SWIFT void (*)(SELF))dlsym(RTLD_NEXT, UNLOCK))(lock);
}

SWIFT bool try_lock_slow(SELF) __asm__(TRY);
SWIFT bool try_lock_slow(SELF) {
  bool is_taken = ((SWIFT bool (*)(SELF))dlsym(RTLD_NEXT, TRY))(lock);
  if (is_taken) tell("__tsan_acquire", lock);
  return is_taken;
}
