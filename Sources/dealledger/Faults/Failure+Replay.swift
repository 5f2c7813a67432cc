import Ledger
import Replay

extension Failure {
  init(_ fault: ReplayFault) {
    switch fault {
    case .noLedger(let path): self.init(LedgerFault.noLedger(path: path))
    case .log(let fault): self.init(fault)
    case .file(let path, let code): self = .reading(path, code)
    }
  }
}
