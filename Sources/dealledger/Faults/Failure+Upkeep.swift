import Ledger

extension Failure {
  init(_ fault: UpkeepFault) {
    switch fault {
    case .ledger(let fault): self.init(fault)
    case .occupied:
      self.init(
        .cannotCreate, "\(fault)",
        next: "name a folder that is empty or not yet there, in one that is")
    case .noBackup(let path):
      self.init(
        .noInput, "\(fault)",
        next:
          "name the folder that `dealledger backup` wrote; a plain copy of a ledger is used where"
          + " it lies, after `dealledger verify --ledger \(path)`")
    case .badDescription:
      self.init(
        .badData, "\(fault)", next: "take another backup, or the version that made this one")
    case .copying(let path, let problem) where problem == Self.permissionDenied:
      self.init(.denied, "\(fault)", next: "ask the owner of \(path) for permission")
    case .copying(let path, _):
      self.init(
        .io, "\(fault)",
        next:
          "make room at \(path), or check the disk, and run the same call again: nothing was left")
    case .behind:
      self.init(
        .fault, "\(fault)",
        next: "look for a later backup, or go on without what is missing, in a new epoch, with"
          + " --accept-loss")
    case .doesNotHold, .notReplayed, .otherTree, .altered:
      self.init(
        .fault, "\(fault)",
        next: "nothing was left of the copy: run `dealledger verify` on what it was made from, and"
          + " use another backup if that does not hold")
    }
  }
}
