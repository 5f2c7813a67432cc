import Bundles

extension Failure {
  init(_ fault: BundleExportFault) {
    switch fault {
    case .log(let fault): self.init(fault)
    case .noCheckpoint:
      self.init(
        .unavailable, "\(fault)",
        next: "sign one with `dealledger checkpoint create`, or leave out --as-signed")
    case .noHeads:
      self.init(
        .unavailable, "\(fault)",
        next: "sign one that does with `dealledger checkpoint create --heads`, or leave out"
          + " --as-signed")
    case .beyond(_, let size):
      self.init(.usage, "\(fault)", next: "give --after a number up to \(size)")
    }
  }
}
