import LMDB

/// A table of the log, for those who look at its rows as they are stored.
public enum LogTable: String, CaseIterable, Sendable {
  case events, vault, streams, commands, requests, tiles, edge, checkpoints, documents, refusals
  case meta
}

extension Tables {
  subscript(table: LogTable) -> Table {
    switch table {
    case .events: events
    case .vault: vault
    case .streams: streams
    case .commands: commands
    case .requests: requests
    case .tiles: tiles
    case .edge: edge
    case .checkpoints: checkpoints
    case .documents: documents
    case .refusals: refusals
    case .meta: meta
    }
  }
}
