/// A time that was to be enough and was not.
struct TimedOut: Error {}

/// Runs `work`, and gives it up after some seconds: a limit on silence alone would let the other side
/// hold us with a byte now and then.
func within<Result: Sendable>(
  seconds: Int64, _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  try await withThrowingTaskGroup(of: Result.self) { group in
    group.addTask { try await work() }
    group.addTask {
      try await Task.sleep(for: .seconds(seconds))
      throw TimedOut()
    }
    defer { group.cancelAll() }
    guard let result = try await group.next() else { throw TimedOut() }
    return result
  }
}
