/// Says so where an answer is long in coming: only one process writes at a time, and one that was
/// stopped while it did keeps all others waiting.
struct Patience {
  private static let limit = Duration.seconds(5)

  private let watch: Task<Void, Never>

  init(_ console: Console) {
    let (talk, log) = (console.talk, console.location.ledger + "/log/data.mdb")
    watch = Task.detached {
      guard (try? await Task.sleep(for: Self.limit)) != nil else { return }
      talk.warn(
        "still waiting for the first answer: another process may be writing, or have been stopped "
          + "while it did; `fuser \(log)` names those that have the log open".printable)
    }
  }

  func end() { watch.cancel() }
}
