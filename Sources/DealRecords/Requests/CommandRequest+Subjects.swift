import Deals

extension CommandRequest {
  /// The persons whose data the command holds, each once, by subject id.
  public var dataSubjects: [String] {
    var search = SubjectSearch()
    search.record(wire.actor)
    switch asked {
    case .deal(let request):
      search.declared(request.command)
      search.list(request.command.recordedParties)
    case .party(let request): search.declared(request.command)
    case .network(let request): search.declared(request.command)
    }
    return search.subjects
  }
}

extension DealCommand {
  /// The parties that the command brings in, as their event will record them.
  fileprivate var recordedParties: [Party] {
    switch self {
    case .proposeDeal(let proposal): proposal.parties.map(\.recorded)
    case .assignPosition(let assignment): [assignment.party.recorded]
    case .accedeParty(let accession): [accession.party.recorded]
    default: []
    }
  }
}
