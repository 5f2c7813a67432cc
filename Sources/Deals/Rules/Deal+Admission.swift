extension CommandKind {
  /// Whether it may still be asked of a deal that is over.
  var isAllowedAfterTheEnd: Bool {
    switch self {
    case .correctRecord, .placeLegalHold, .erasePersonalData, .discloseToMinistry: true
    default: false
    }
  }

  /// Where and by whom it may be asked; looked up, since a set is too dear to make for every event.
  fileprivate var admission: Admission { Self.admissions[self] ?? Admission(self) }

  private static let admissions = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0, Admission($0)) })

  /// Whether a party that has left may ask it: money may have moved before.
  var isOpenToFormerParties: Bool { self == .recordPayment || self == .confirmPayment }
}

private struct Admission {
  let phases: Set<Phase>
  let roles: Set<ActorRole>

  init(_ kind: CommandKind) { (phases, roles) = (kind.phases, kind.roles) }
}

extension Deal {
  /// What every command has to pass, in this order, before its own guards are asked.
  func admit(
    _ kind: CommandKind, by actor: Attribution, at: LegalTime
  ) throws(Refusal) {
    try admitExistence(kind)
    try admitRole(kind, actor.role)
    try admitTime(at)
    guard kind.admission.phases.contains(phase) else {
      throw Refusal(
        .wrongState, "\(kind.rawValue) is not possible while the deal is \(phase.rawValue)")
    }
    guard phase != .unopened else { return }
    try admitParty(kind, actor)
  }

  private func admitExistence(_ kind: CommandKind) throws(Refusal) {
    if phase == .unopened, kind != .proposeDeal {
      throw Refusal(.noSuchDeal, "No deal has this id")
    }
    if phase != .unopened, kind == .proposeDeal {
      throw Refusal(.dealExists, "A deal with this id was proposed before; it is \(phase.rawValue)")
    }
    if Phase.terminal.contains(phase), !kind.isAllowedAfterTheEnd {
      throw Refusal(.dealEnded, "The deal is \(phase.rawValue), which is an end")
    }
  }

  func admitRole(_ kind: CommandKind, _ role: ActorRole) throws(Refusal) {
    let roles = kind.admission.roles
    guard !roles.contains(role) else { return }
    let allowed = ActorRole.allCases.filter(roles.contains).map(\.rawValue)
    throw Refusal(
      .roleNotAllowed,
      "\(kind.rawValue) is asked by \(allowed.joined(separator: " or ")), not by \(role.rawValue)")
  }

  func admitTime(_ at: LegalTime) throws(Refusal) {
    guard let lastAt, at.instant < lastAt.instant else { return }
    throw Refusal(
      .timeGoesBack, "\(at) lies before the last event of the deal, which was at \(lastAt)")
  }

  /// Parties act as themselves; whoever signs or approves may leave it to the command to name one.
  private func admitParty(_ kind: CommandKind, _ actor: Attribution) throws(Refusal) {
    switch actor.role {
    case .broker, .registrar, .auditor, .privacyOfficer, .system: return
    case .approver, .signatory: if actor.party == nil { return }
    case .party: break
    }
    guard let party = actor.party else {
      throw Refusal(.notAParty, "The actor acts as a party, and does not say as which")
    }
    if isParty(party) || (kind.isOpenToFormerParties && members[party] != nil) { return }
    let why = members[party] == nil ? "is a stranger to the deal" : "has left the deal"
    throw Refusal(.notAParty, "\(party) \(why): its parties are \(listed(parties))")
  }
}
