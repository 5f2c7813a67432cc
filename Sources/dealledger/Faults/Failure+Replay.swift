import Ledger
import Replay

extension Failure {
  init(_ fault: ReplayFault) {
    switch fault {
    case .noLedger(let path): self.init(LedgerFault.noLedger(path: path))
    case .file(let path, let code?): self = .reading(path, code)
    case .file: self.init(.io, "\(fault)", next: "check the path, and try again")
    case .log(let fault): self.init(fault)
    }
  }
}
