import Ledger

extension Failure {
  init(_ fault: ProvingFault) {
    switch fault {
    case .log(let fault): self.init(fault)
    case .noCheckpoint:
      self.init(.noInput, "\(fault)", next: "sign one with `dealledger checkpoint create`")
    case .notSigned:
      self.init(
        .noInput, "\(fault)",
        next: "leave the size out for the newest, or see `dealledger checkpoint list`")
    case .lineBeyondTree:
      self.init(
        .noInput, "\(fault)",
        next: "if the log has such an event, sign its head with `dealledger checkpoint create`")
    case .sizeBeyondLog(_, let size):
      self.init(.noInput, "\(fault)", next: "ask for sizes up to \(size)")
    case .sizesReversed:
      self.init(.usage, "\(fault)", next: "give the smaller size to --from")
    case .foreign:
      self.init(
        .fault, "a checkpoint is not of this log: \(fault)",
        next: "keep both, and find out which history is the one that was signed")
    }
  }
}
