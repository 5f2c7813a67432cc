import ArgumentParser

/// A command with the options that all have.
protocol LedgerCommand: AsyncParsableCommand {
  var global: GlobalOptions { get }
  func run(_ console: Console) async throws
}

extension LedgerCommand {
  func run() async throws {
    let console = Console(global)
    do {
      try await run(console)
    } catch is DataStream.Closed {
      throw DataStream.Closed()
    } catch {
      try? console.data.flush()
      throw Failure.ofStore(error, in: console.location.ledger) ?? error
    }
    try console.data.flush()
  }
}
