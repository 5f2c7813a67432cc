import Glibc

/// How long a batch waits for company: senders who were just answered mostly come again at once.
///
/// Without it callers fall into two halves that commit in turn, each flush shared by half of them
/// only. A lone caller is never waited for, nor is anybody while enough is there.
struct BatchPace {
  private var began = ContinuousClock.now
  /// How many jobs were answered by the last batch, or lay there when it ended.
  private var senders = 0
  /// When those who come again should have come.
  private var deadline = ContinuousClock.now

  mutating func begin() { began = .now }

  /// To be called once a batch is durable, before it is answered.
  mutating func end(answering answered: Int, leaving left: Int) {
    let now = ContinuousClock.now
    senders = answered + left
    deadline = now + (now - began) / 2
  }

  /// Waits until as many jobs lie there as before, or half the time is over that the last batch
  /// took.
  ///
  /// It yields instead of sleeping, which would take longer than what it waits for.
  func gather(_ jobs: () -> Int) {
    guard senders > 1 else { return }
    while (1..<senders).contains(jobs()), ContinuousClock.now < deadline { sched_yield() }
  }
}
