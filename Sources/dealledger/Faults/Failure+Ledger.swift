import EventLog
import Glibc
import Keyring
import Ledger

// What each fault of the rooms below means to a caller. A new case does not compile until it has
// its status and its next step here.

extension Failure {
  init(_ fault: LedgerFault) {
    switch fault {
    case .log(let fault): self.init(fault)
    case .keys(let fault): self.init(fault)
    case .ledgerExists:
      self.init(
        .cannotCreate, "\(fault)",
        next: "choose another folder with --ledger PATH, or use that ledger")
    case .noLedger(let path):
      self.init(
        .noInput, "\(fault)",
        next: "make one with `dealledger init --ledger \(path)`, or name another with --ledger PATH"
      )
    case .file(let path, let problem):
      let (status, next) = Self.meaning(of: problem, at: path)
      self.init(status, "\(fault)", next: next)
    case .foreignOwner(let path, let owner):
      self.init(
        .denied, "\(fault)",
        next: "run the same call as the user \(owner), or give that user's files to yourself: "
          + "`chown -R` \(path)")
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
    case .behindHighWater, .notTheSignedLog:
      self.init(
        .configuration, "\(fault)",
        next: "reading goes on; look for a later backup and `dealledger restore` it, or go on"
          + " without what is missing, in a new epoch, with `dealledger restore --accept-loss`")
    case .badHighWater:
      self.init(
        .configuration, "\(fault)",
        next: "put the file back from the key backup; reading goes on without it")
    case .nothingLost:
      self.init(.usage, "\(fault)", next: "run `dealledger verify`, and go on as before")
    case .clockWentBack, .clockRanAhead(_, _, keptAt: nil):
      self.init(
        .tryAgain, "\(fault)", next: "set the machine's clock right, and run the same again")
    case .clockRanAhead(_, _, keptAt: let path?):
      self.init(
        .tryAgain, "\(fault)",
        next: "set the machine's clock right, and run the same again; if it is right now and was "
          + "wrong before, remove \(path)")
    case .badValue: self.init(.usage, "\(fault)", next: "give another value")
    case .otherRules:
      self.init(
        .configuration, "\(fault)",
        next: "use the version of dealledger that wrote the last commands; reading goes on with any"
      )
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
    case .nothingSealed:
      self.init(.internal, "\(fault)", next: "report this with the call that led to it")
    case .notSecured:
      self.init(
        .io, "\(fault)",
        next: "check the disk of the keys, run `dealledger key check`, and then the same call again"
      )
    case .stopped:
      self.init(.io, "\(fault)", next: Self.afterFailedWrite)
    case .notWritable:
      self.init(.denied, "\(fault)", next: "use a folder that takes writes")
    }
  }

  init(_ fault: KeyringFault) {
    let (status, next): (ExitStatus, String) =
      switch fault {
      case .missing, .wrongLedger:
        (
          .configuration,
          "name the folder with this ledger's keys, or a backup of it, with --keys PATH; \(Self.withoutKeys)"
        )
      case .exposed(let path): (.configuration, "run `chmod go= \(path)`; \(Self.withoutKeys)")
      case .damaged:
        (
          .badData,
          "run `dealledger key check`, and put the key backup in its place; \(Self.withoutKeys)"
        )
      case .badLedger, .unsealable: (.internal, "report this with the call that led to it")
      case .exists: (.cannotCreate, "choose another folder")
      case .file(let path, let problem): Self.meaning(of: problem, at: path)
      case .superseded: (.tryAgain, "run the same call again")
      case .readOnly: (.denied, "use a folder of keys that takes writes")
      }
    self.init(status, "\(fault)", next: next)
  }

  /// What a ledger is good for whose keys cannot be used.
  private static var withoutKeys: String {
    "until then everything public is shown, and `dealledger verify` and all proofs work"
  }

  init(_ fault: StorageFault) {
    let (status, next): (ExitStatus, String) =
      switch fault {
      case .readersFull, .alreadyOpen: (.tryAgain, "try again in a moment")
      case .mapFull: (.io, "go on reading this ledger, and begin a new one for new deals")
      case .diskFull: (.io, "make room on the disk, and run the same call again")
      case .failed, .other: (.io, Self.afterFailedWrite)
      case .noDescriptors: (.tryAgain, Self.moreDescriptors)
      case .noMemory:
        (
          .tryAgain,
          "lift the limit on address space (`ulimit -v`), of which the log's map takes 256 GiB, or "
            + "free memory; then run the same call again"
        )
      case .corrupted, .truncated:
        (
          .badData,
          "run `dealledger verify` to see how far the log holds, and restore from a backup"
        )
      case .permissionDenied: (.denied, "ask the owner of the ledger's folder for permission")
      case .readOnly: (.denied, "use a folder that takes writes")
      case .noSuchFile: (.noInput, "name a ledger with --ledger PATH")
      }
    self.init(status, "\(fault)", next: next)
  }

  static var permissionDenied: String { String(cString: strerror(EACCES)) }

  /// A write that was cut short looks like one that failed, so a full disk may be meant as well.
  private static var afterFailedWrite: String {
    "see that the disk works and has room, run `dealledger verify`, and then the same call again: "
      + "what was recorded will be told as repeated"
  }
}
