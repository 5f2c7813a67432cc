import Glibc
import Projections

extension Failure {
  init(_ fault: ProjectionFault) {
    switch fault {
    case .log(let fault): self.init(fault)
    case .database:
      self.init(
        .io, "\(fault)", next: "run `dealledger rebuild`: read models are made anew from the log")
    case .file(let path, let problem) where problem == String(cString: strerror(EACCES)):
      self.init(.denied, "\(fault)", next: "ask the owner of \(path) for permission")
    case .file(let path, _):
      self.init(.io, "\(fault)", next: "check \(path) and the disk that it lies on, and try again")
    case .noKeys:
      self.init(
        .configuration, "\(fault)",
        next:
          "name the folder of keys with --keys PATH, or run `dealledger rebuild` for public ones")
    case .keys(let fault): self.init(fault)
    case .missing:
      self.init(
        .noInput, "\(fault)", next: "run `dealledger rebuild` where you may write to the ledger")
    case .notWritable:
      self.init(.denied, "\(fault)", next: "use a folder that takes writes")
    case .parked:
      self.init(
        .badData, "\(fault)",
        next: "run `dealledger verify` to see whether the log holds")
    }
  }
}
