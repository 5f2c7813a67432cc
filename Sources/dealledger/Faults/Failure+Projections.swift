import Glibc
import Projections

extension Failure {
  init(_ fault: ProjectionFault) {
    switch fault {
    case .log(let fault): self.init(fault)
    case .database(let path, SQLiteCode.full, _):
      self.init(
        .io, "\(fault)", next: "make room on the disk of \(path), and run the same call again")
    case .database:
      self.init(
        .io, "\(fault)", next: "run `dealledger rebuild`: read models are made anew from the log")
    case .file(let path, let problem):
      let (status, next) = Self.meaning(of: problem, at: path)
      self.init(status, "\(fault)", next: next)
    case .foreignOwner:
      self.init(.denied, "\(fault)", next: "run the same call as that user")
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
    case .unsearchable:
      self.init(.usage, "\(fault)", next: "give a word, or a part of one, of a title or a name")
    case .parked, .stillParked:
      self.init(
        .badData, "\(fault)",
        next: "run `dealledger verify` to see whether the log holds")
    }
  }
}

/// SQLite's own numbers, as far as they mean something to a caller.
private enum SQLiteCode {
  static let full: Int32 = 13
}
