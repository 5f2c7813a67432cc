import DealRecords
import Deals
import EventLog
import Keyring

/// Goes through the whole log for what is kept of a person, and for the holds that cover it.
///
/// An erasure is rare, and must miss nothing: no index is trusted.
struct HoldingSearch {
  let person: Person
  /// The person's keys; none where there is nothing that could be opened.
  let keys: Set<KeyID>
  private(set) var places: [HeldPlace] = []
  /// The keys that each of the places needs, as far as they are the person's.
  private(set) var keysOfPlaces: [Set<KeyID>] = []
  private(set) var lastHeld: Day?
  private var holds: [(deal: Identifier, hold: LegalHold)] = []

  init(of person: Person, keys: Set<KeyID>) { (self.person, self.keys) = (person, keys) }

  mutating func run(in snapshot: borrowing Snapshot) throws(LogFault) {
    var lines = try snapshot.lines()
    while let line = try lines.next() {
      if line.bytes.isLegalHold { takeHold(line) }
      guard !keys.isEmpty else { continue }
      let row = try snapshot.vault(at: line.position)
      let request = try snapshot.request(firstAt: line.position)
      take(line, sealed: row, request: request)
    }
  }

  private mutating func take(
    _ line: borrowing StoredLine, sealed row: RawSpan?, request: RawSpan?
  ) {
    var (inEvent, inRequest): (Set<KeyID>, Set<KeyID>) = ([], [])
    if let row { inEvent = keys.intersection(Vault.keys(ofRow: row)) }
    if let request { inRequest = keys.intersection(SealedBox(request)?.keys ?? []) }
    guard !inEvent.isEmpty || !inRequest.isEmpty, let view = try? LineView(line.bytes),
      let stream = try? StreamName(view.subject)
    else { return }
    places.append(
      HeldPlace(
        position: line.position, stream: stream, type: view.type, isInEvent: !inEvent.isEmpty,
        isInRequest: !inRequest.isEmpty, standing: .held))
    keysOfPlaces.append(inEvent.union(inRequest))
    lastHeld = LegalTime(text: view.occurred)?.day ?? lastHeld
  }

  private mutating func takeHold(_ line: borrowing StoredLine) {
    guard let view = try? LineView(line.bytes), let stream = try? StreamName(view.subject),
      case .deal(let deal) = Subject(stream),
      case .deal(.legalHoldPlaced(let hold)) = try? Fact(type: view.type, data: view.data)
    else { return }
    holds.append((deal, hold))
  }

  /// The deals in which the person occurs.
  var deals: [Identifier] {
    var deals: [Identifier] = []
    for place in places {
      guard case .deal(let deal) = Subject(place.stream), !deals.contains(deal) else { continue }
      deals.append(deal)
    }
    return deals
  }

  /// Whether it depends on the deals in which the person occurs which holds cover it.
  var isSensitive: Bool { holds.contains { ![person.text, "all"].contains($0.hold.scope.text) } }

  /// The holds upon the person, upon everything, or upon a deal in which the person occurs.
  var covering: [(deal: Identifier, hold: LegalHold)] {
    let deals = deals.flatMap { [$0.text, "deal/\($0)"] }
    let scopes = Set([person.text, "all"] + deals)
    return holds.filter { scopes.contains($0.hold.scope.text) }
  }
}
