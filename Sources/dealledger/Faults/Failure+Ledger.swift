import EventLog
import Glibc
import LMDB
import Ledger

// What each fault of the rooms below means to a caller. A new case does not compile until it has
// its status and its next step here.

extension Failure {
  init(_ fault: LedgerFault) {
    switch fault {
    case .log(let fault): self.init(fault)
    case .ledgerExists:
      self.init(
        .cannotCreate, "\(fault)",
        next: "choose another folder with --ledger PATH, or use that ledger")
    case .noLedger(let path):
      self.init(
        .noInput, "\(fault)",
        next: "make one with `dealledger init --ledger \(path)`, or name another with --ledger PATH"
      )
    case .file(let path, let problem) where problem == Self.permissionDenied:
      self.init(.denied, "\(fault)", next: "ask the owner of \(path) for permission")
    case .file(let path, _):
      self.init(.io, "\(fault)", next: "check \(path) and the disk that it lies on, and try again")
    case .noKey:
      self.init(
        .configuration, "\(fault)", next: "name the folder that holds log.key with --keys PATH")
    case .wrongKey:
      self.init(
        .configuration, "\(fault)",
        next: "name the folder with this ledger's own log.key with --keys PATH")
    case .exposedKey(let path):
      self.init(
        .configuration, "\(fault)",
        next: "run `chmod 600 \(path)`, and ask who may have read it")
    case .notAnExtension:
      self.init(
        .fault, "\(fault)",
        next: "run `dealledger verify`, and compare with a backup: lines were lost or changed")
    case .clockWentBack, .clockRanAhead:
      self.init(.tryAgain, "\(fault)", next: "set the machine's clock right, and run the same again")
    case .badValue: self.init(.usage, "\(fault)", next: "give another value")
    case .noSuchPosition:
      self.init(.noInput, "\(fault)", next: "`dealledger log --limit 1` shows the first line")
    }
  }

  init(_ fault: LogFault) {
    switch fault {
    case .storage(let error): self.init(error)
    case .notALog:
      self.init(
        .noInput, "\(fault)",
        next: "make a ledger with `dealledger init`, or name one with --ledger PATH")
    case .alreadyThere: self.init(.cannotCreate, "\(fault)", next: "choose another folder")
    case .unknownFormat:
      self.init(.badData, "\(fault)", next: "use the version of dealledger that wrote it")
    case .damaged:
      self.init(
        .badData, "\(fault)",
        next: "run `dealledger verify` to see how far the log holds, and restore")
    case .malformedName: self.init(.badData, "\(fault)", next: "choose another name")
    case .malformedLine, .noEvents, .checkpointOutOfPlace, .closed:
      self.init(.internal, "\(fault)", next: "report this with the call that led to it")
    case .lineTooLong, .tooManyEvents, .documentTooLong:
      self.init(.badData, "\(fault)", next: "send less at a time")
    case .stopped:
      self.init(
        .io, "\(fault)", next: "run the same call again: what was recorded will be told as repeated"
      )
    case .notWritable:
      self.init(.denied, "\(fault)", next: "use a folder that takes writes")
    }
  }

  init(_ error: LMDBError) {
    self.init(Self.status(of: error), "the store: \(error)", next: Self.remedy(for: error))
  }

  private static func status(of error: LMDBError) -> ExitStatus {
    switch error {
    case .mapResized, .readersFull, .alreadyOpen: .tryAgain
    case .mapFull, .diskFull, .io, .panic, .other: .io
    case .corrupted, .notLMDB, .truncated, .missingTable: .badData
    case .versionMismatch: .unavailable
    case .outOfOrder, .emptyKey, .keyTooLong: .internal
    case .permissionDenied, .readOnly: .denied
    case .noSuchFile: .noInput
    }
  }

  private static func remedy(for error: LMDBError) -> String {
    switch error {
    case .mapResized, .readersFull, .alreadyOpen: "try again in a moment"
    case .mapFull, .diskFull: "make room on the disk, and run the same call again"
    case .io, .panic, .other: "run the same call again: what was recorded will be told as repeated"
    case .corrupted, .truncated, .missingTable:
      "run `dealledger verify` to see how far the log holds, and restore from a backup"
    case .notLMDB: "name a folder that `dealledger init` made with --ledger PATH"
    case .versionMismatch: "use the LMDB with which the ledger was written"
    case .outOfOrder, .emptyKey, .keyTooLong: "report this with the call that led to it"
    case .permissionDenied: "ask the owner of the ledger's folder for permission"
    case .readOnly: "use a folder that takes writes"
    case .noSuchFile: "name a ledger with --ledger PATH"
    }
  }

  private static var permissionDenied: String { String(cString: strerror(EACCES)) }
}
