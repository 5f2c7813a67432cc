import Foundation

/// Something that is measured once a round.
struct Piece: Sendable {
  let run: @Sendable () async throws -> Sample

  init(_ run: @escaping @Sendable () async throws -> Sample) { self.run = run }

  /// How many of `count` things `body`, which stays on its thread, does in a second of a core.
  init(per count: Int, _ body: @escaping @Sendable () throws -> Void) {
    run = { Sample(Double(count) / (try coreSeconds(of: body))) }
  }
}

extension Settings {
  /// Measures all pieces in turn, A B A B and so on; gives the samples of each.
  func measure(_ pieces: [Piece]) async throws -> [[Sample]] {
    var samples = pieces.map { _ in [Sample]() }
    for _ in 0..<rounds {
      for (index, piece) in pieces.enumerated() { samples[index].append(try await piece.run()) }
    }
    return samples
  }
}

/// How long `body` takes.
func seconds(of body: () throws -> Void) rethrows -> Double {
  let start = ContinuousClock.now
  try body()
  return start.duration(to: .now).inSeconds
}

/// How long `body` keeps a core: what others do on the machine disturbs that less.
func coreSeconds(of body: () throws -> Void) rethrows -> Double {
  let start = threadTime()
  try body()
  return threadTime() - start
}

private func threadTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

extension Duration {
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
