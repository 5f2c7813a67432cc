import LMDB

/// What goes wrong in an append: with one command, or with the batch that it is in.
enum AppendFault: Error {
  /// Nothing was written for the command, and its batch goes on.
  case ofCommand(LogFault)
  /// The transaction is spoilt, and what it holds of other commands with it.
  case ofBatch(LogFault)

  /// A fault found before the command wrote anything.
  static func beforeWriting(_ fault: LogFault) -> AppendFault {
    if case .storage(let error) = fault, error.isFatal { return .ofBatch(fault) }
    return .ofCommand(fault)
  }

  var fault: LogFault {
    switch self {
    case .ofCommand(let fault), .ofBatch(let fault): fault
    }
  }
}
