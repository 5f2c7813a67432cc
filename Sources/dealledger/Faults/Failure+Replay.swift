import Ledger
import Replay

extension Failure {
  init(_ fault: ReplayFault) {
    switch fault {
    case .noLedger(let path): self.init(LedgerFault.noLedger(path: path))
    case .notPermitted:
      self.init(
        .denied, "\(fault)",
        next: "copy the log's folder to a place of your own, and verify the copy")
    case .busy: self.init(.tryAgain, "\(fault)", next: "try again later")
    case .log(let fault): self.init(fault)
    }
  }
}
