public import EventLog

/// Where in a ledger something was found.
public enum Place: Hashable, Sendable {
  case file
  case page(UInt64)
  case table(LogTable)
  /// A row by its key, spelled for people.
  case row(LogTable, key: String)
  case position(GlobalPosition)
  /// An event of a deal, or of another stream.
  case event(GlobalPosition, of: String)
  case checkpoint(size: UInt64)
  /// A checkpoint that was given from outside.
  case outsideCheckpoint
  /// A row of a read model.
  case model(String, row: String)
}

extension Place: CustomStringConvertible {
  public var description: String {
    switch self {
    case .file: "data.mdb"
    case .page(let number): "page \(number)"
    case .table(let table): "table \(table.rawValue)"
    case .row(let table, let key): "\(table.rawValue) \(key)"
    case .position(let position): "position \(position)"
    case .event(let position, let stream): "position \(position), \(stream)"
    case .checkpoint(let size): "checkpoint of \(size)"
    case .outsideCheckpoint: "the checkpoint from outside"
    case .model(let model, let row): "\(model) \(row)"
    }
  }

  /// The position of an event, where it is one.
  public var position: GlobalPosition? {
    switch self {
    case .position(let position), .event(let position, _): position
    default: nil
    }
  }
}
