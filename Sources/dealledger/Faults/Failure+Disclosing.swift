import Deals
import Disclosures
import Ledger

extension Failure {
  init(_ fault: DisclosingFault) {
    switch fault {
    case .ledger(let fault): self.init(fault)
    case .field(let refusal): self.init(refusal)
    case .unknownType:
      self.init(
        .badData, "\(fault)",
        next: "use the version of dealledger that wrote the line, or give --fields none")
    case .noRecipient:
      self.init(
        .usage, "\(fault)",
        next: "say to whom with --to RECIPIENT, and on what basis with --basis TEXT")
    case .recordedOnly(_, let cause):
      let cause = Failure(cause)
      self.init(
        cause.status, "\(fault)",
        next: cause.next
          + "; then run the same call again, with the --id and --at of the record, which is not made twice"
      )
    }
  }

  private init(_ refusal: FieldRefusal) {
    let names = refusal.disclosable.map { $0.description }
    self.init(
      refusal.status, "\(refusal)",
      next: names.isEmpty
        ? "--fields none proves the line without showing anything that it hides"
        : "the line can disclose \(names.joined(separator: ","))")
  }

  /// Why a disclosure could not be recorded, so that nothing was shown.
  init(refused outcome: CommandOutcome, _ chosen: ChosenFields) {
    let problem =
      switch outcome {
      case .refused(_, let code, let message): "refused, \(code): \(message)"
      case .invalid(let pointer, let message): "\(pointer): \(message)"
      case .accepted, .repeated: outcome.name
      }
    let others = chosen.line.disclosable.map(\.path.description).joined(separator: ",")
    let hasBarred = !chosen.classes.allSatisfy(\.goesToAuthorities)
    self.init(
      .fault, problem,
      next: hasBarred && !others.isEmpty
        ? "nothing was recorded or written; the line can disclose \(others)"
        : "nothing was recorded or written; set that right, and run the same call again")
  }

  /// What is wrong with a disclosure file: `fault` where it reads as one and proves nothing.
  init(_ fault: DisclosureFault, in path: String) {
    switch fault {
    case .tooLong, .notJSON, .malformedMember, .unknownMember, .otherFormat:
      self.init(
        .badData, "\(path) is no disclosure file: \(fault)",
        next: "give the file that `dealledger disclose` wrote, whole")
    default:
      self.init(
        .fault, "\(path) does not verify: \(fault)",
        next: "believe nothing that stands in it, and ask whoever gave it to you for the original")
    }
  }
}

extension FieldRefusal {
  fileprivate var status: ExitStatus {
    switch problem {
    case .unknown, .public, .holder, .part: .usage
    case .closed(.sealed), .closed(.notForReader): .denied
    case .closed(.noKeys): .configuration
    }
  }
}
