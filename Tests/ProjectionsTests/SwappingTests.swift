import Foundation
import Synchronization
import Testing

@testable import Projections

@Suite struct `The link to the live read models` {
  @Test func `leads to one generation or the other at every moment of a swap`() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "models-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let folder = ModelFolder(path: path)
    try folder.make()
    for generation in 1...2 {
      try Data().write(to: URL(filePath: folder.file(generation)))
    }
    try folder.makeCurrent(1)
    let watch = Watch(folder)
    for swap in 0..<400 { try folder.makeCurrent(swap % 2 + 1) }
    let (looks, gaps) = watch.end()
    #expect(looks > 400)
    #expect(gaps == 0)
  }
}

/// A thread that looks where the link leads, again and again.
private final class Watch: Sendable {
  private let isOver = Atomic(false)
  private let seen = Mutex((looks: 0, gaps: 0))
  private let ended = DispatchSemaphore(value: 0)

  init(_ folder: ModelFolder) {
    Thread.detachNewThread { [self] in
      while !isOver.load(ordering: .relaxed) {
        let isThere = folder.current != nil
        seen.withLock { seen in
          seen.looks += 1
          if !isThere { seen.gaps += 1 }
        }
      }
      ended.signal()
    }
  }

  func end() -> (looks: Int, gaps: Int) {
    isOver.store(true, ordering: .relaxed)
    ended.wait()
    return seen.withLock { $0 }
  }
}
