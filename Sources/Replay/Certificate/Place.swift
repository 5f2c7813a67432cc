public import EventLog
public import Transparency

/// Where in a ledger something was found.
public enum Place: Hashable, Sendable {
  case file
  case page(UInt64)
  /// A line of a bundle, the first being 1.
  case line(UInt64)
  case table(LogTable)
  /// A row by its key, spelled for people.
  case row(LogTable, key: String)
  case position(GlobalPosition)
  /// An event of a deal, or of another stream.
  case event(GlobalPosition, of: String)
  case checkpoint(size: UInt64)
  /// A checkpoint that was given from outside.
  case outsideCheckpoint
  /// A tile or a bundle among the files that are served.
  case served(TilePath)
  /// The checkpoint among the files that are served.
  case servedCheckpoint
  /// Another file.
  case strayFile(String)
  /// The file of the read models.
  case models
  /// A row of a read model, and the first event that it does not show as it should.
  case model(String, row: String, event: GlobalPosition?)
}

extension Place: CustomStringConvertible {
  public var description: String {
    switch self {
    case .file: "data.mdb"
    case .page(let number): "page \(number)"
    case .line(let number): "line \(number)"
    case .table(let table): "table \(table.rawValue)"
    case .row(let table, let key): "\(table.rawValue) \(key)"
    case .position(let position): "position \(position)"
    case .event(let position, let stream): "position \(position), \(stream)"
    case .checkpoint(let size): "checkpoint of \(size)"
    case .outsideCheckpoint: "the checkpoint from outside"
    case .served(let path): "\(path)"
    case .servedCheckpoint: "checkpoint"
    case .strayFile(let name): name
    case .models: "read models"
    case .model(let model, let row, let event):
      "\(model) \(row)" + (event.map { ", position \($0)" } ?? "")
    }
  }

  /// The position of an event, where it is one.
  public var position: GlobalPosition? {
    switch self {
    case .position(let position), .event(let position, _): position
    case .model(_, _, let event): event
    default: nil
    }
  }
}
