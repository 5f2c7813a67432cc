// Whether a sanitizer sees what it is asked to see: compiled and run by Tools/sanitize.
//
//   races locked      threads wait for one Mutex: no race
//   races unlocked    the same without the Mutex: a race
//   races turns       threads take turns by semaphores, as the replay does: no race
//   races outofturn   the same, and nobody waits for a turn: a race
//   races overrun     a byte is read behind the end of a buffer
//   races leak        memory that nobody frees
import Dispatch
import Foundation
import Synchronization

/// Guarded by whatever the mode has for it.
final class Counter: Sendable {
  let lock = Mutex(())
  nonisolated(unsafe) var count = 0
}

let mode = CommandLine.arguments.last ?? ""
let threads = 4
let counter = Counter()
let turns = (0..<threads).map { _ in DispatchSemaphore(value: 0) }

@Sendable func work(_ thread: Int) {
  for _ in 0..<20_000 {
    switch mode {
    case "locked": counter.lock.withLock { _ in counter.count += 1 }
    case "turns":
      turns[thread].wait()
      counter.count += 1
      turns[(thread + 1) % threads].signal()
    default: counter.count += 1
    }
  }
}

func race() {
  let group = DispatchGroup()
  for thread in 0..<threads {
    group.enter()
    Thread {
      work(thread)
      group.leave()
    }.start()
  }
  turns[0].signal()
  group.wait()
  print(counter.count)
}

switch mode {
case "overrun":
  let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 16)
  print(buffer[Int(CommandLine.argc) + 14])
  buffer.deallocate()
case "leak":
  for _ in 0..<10 { _ = UnsafeMutableRawPointer.allocate(byteCount: 1000, alignment: 8) }
default: race()
}
