import Ledger

/// Warns once of a map or a disk that is nearly full, before it is.
final class RoomWatch {
  private var hasWarned = false

  /// Looks at the room that a ledger has left; cheap enough for every few thousand commands.
  func check(_ ledger: Ledger, _ console: Console) {
    guard !hasWarned, let shortages = try? ledger.room().shortages, !shortages.isEmpty else {
      return
    }
    hasWarned = true
    console.warn(of: shortages)
  }
}
