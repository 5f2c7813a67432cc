import Foundation

/// What the groups share: a folder that is cleared at the end, and ledgers that are filled once.
actor Bench {
  /// On the disk that is measured.
  nonisolated let folder: String
  private var ledgers: [Int: MixedLedger] = [:]

  init() throws {
    guard FileManager.default.isExecutableFile(atPath: Self.program) else {
      throw BenchFault(
        "\(Self.program) is not there: start this by Tools/bench, which builds it", status: 69)
    }
    guard FileManager.default.fileExists(atPath: ScenarioDeals.folder) else {
      throw BenchFault("\(ScenarioDeals.folder) is not here: start this by Tools/bench", status: 66)
    }
    folder =
      FileManager.default.temporaryDirectory.standardizedFileURL
      .appending(path: "dealledger-bench-\(UUID())").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  nonisolated func clear() { try? FileManager.default.removeItem(atPath: folder) }

  /// A new folder.
  nonisolated func makeFolder(_ name: String) throws -> String {
    let path = folder + "/\(name)-\(UUID())"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// A ledger of at least so many events of all types, sealed, with its read models.
  func ledger(of events: Int) async throws -> MixedLedger {
    if let ledger = ledgers[events] { return ledger }
    let ledger = try await MixedLedger.fill(folder + "/ledger-\(events)", with: events)
    ledgers[events] = ledger
    return ledger
  }

  /// The programs, as they lie beside this one.
  static let program = beside("dealledger")
  static let replay = beside("dealledger-replay")

  private static func beside(_ name: String) -> String {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: name).path
  }
}
