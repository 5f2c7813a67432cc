import Reports

extension Failure {
  init(_ fault: ReportFault) {
    switch fault {
    case .noSuchReport:
      self.init(.usage, "\(fault)", next: "run `dealledger report` to see what there is")
    case .noSuchPeriod, .emptyPeriod:
      self.init(.usage, "\(fault)", next: "choose others with --period, --from and --to")
    case .noSuchDimension:
      self.init(.usage, "\(fault)", next: "give --where one of these dimensions")
    case .twoValues:
      self.init(.usage, "\(fault)", next: "give --where once for each dimension, or ask twice")
    case .notAPeriod(_, _, let nearest):
      self.init(
        .usage, "\(fault)", next: "give --from \(nearest.from) --to \(nearest.to), or whole others")
    case .notOver(let period, _):
      self.init(
        .usage, "\(fault)",
        next: "ask for an earlier one, or on \(period.to) or later with --as-of, once the ledger is"
          + " that far")
    case .notForReader:
      self.init(.denied, "\(fault)", next: "ask as a role that may, such as --as ministry")
    case .notShown:
      self.init(
        .configuration, "\(fault)",
        next:
          "run `dealledger rebuild --as ROLE`, or ask with --as ROLE where the keys are at hand,"
          + " and models are made aside for this call")
    case .models(let fault): self.init(fault)
    }
  }
}
