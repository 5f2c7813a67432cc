import EventLog
import Foundation

/// Callers that append one event a command, each its next once the last is durable.
struct Callers: Sendable {
  let count: Int
  /// For how long, in seconds.
  let seconds: Double

  static func name(_ count: Int) -> String { count == 1 ? "1 caller" : "\(count) callers" }

  /// What the callers came to.
  struct Result: Sendable {
    let sample: Sample
    let events: Int
    let commits: Int

    var eventsOfCommit: Double { Double(events) / Double(commits) }
  }

  func append(to log: BareLog) async throws -> Result {
    let before = try log.store.usage().commits
    // Its own streams in every round of a log that is kept.
    let tag = RunName.next()
    let start = ContinuousClock.now
    let deadline = start + .seconds(seconds)
    let latencies = try await withThrowingTaskGroup(of: [Double].self) { group in
      for caller in 0..<count {
        group.addTask {
          try await Self.append(to: log, "deal/\(tag)-\(caller)", until: deadline)
        }
      }
      var all: [Double] = []
      for try await some in group { all += some }
      return all
    }
    let rate = Double(latencies.count) / start.duration(to: .now).inSeconds
    return Result(
      sample: Sample(rate, Latency(of: latencies)), events: latencies.count,
      commits: try log.store.usage().commits - before)
  }

  /// How long each append took, in seconds.
  private static func append(
    to log: BareLog, _ name: String, until deadline: ContinuousClock.Instant
  ) async throws -> [Double] {
    var (ids, latencies) = (FreshIDs(), [Double]())
    var stream = try StreamName(name)
    repeat {
      let start = ContinuousClock.now
      let revision = latencies.count % BareLog.eventsOfStream
      if revision == 0 {
        stream = try StreamName("\(name)-\(latencies.count / BareLog.eventsOfStream)")
      }
      let submission = try BareLog.submission(
        ids.next(), to: [stream],
        expecting: revision == 0 ? .noStream : .exactly(StreamRevision(UInt64(revision - 1))))
      guard case .appended = try await log.store.append(submission) else {
        throw BenchFault("an append was refused")
      }
      latencies.append(start.duration(to: .now).inSeconds)
    } while ContinuousClock.now < deadline
    return latencies
  }
}

/// A short name that no other run has.
private enum RunName {
  static func next() -> String { String(UInt64.random(in: 0 ... .max), radix: 36) }
}
