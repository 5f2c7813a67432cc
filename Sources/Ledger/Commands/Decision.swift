import DealRecords
import Deals
import EventLog
import Keyring

/// Decides a command in the transaction that will hold its events, and seals them.
struct Decision: Sendable {
  let request: CommandRequest
  let found: Found
  let clock: LedgerClock
  let states: StateCache
  let vault: Vault
  let keys: CommandKeys
  /// How often keys had been destroyed when the command was sealed.
  let generation: Int
  let erasures: PendingErasures
  let securing: Securing
  let salting: Chance.Filling

  func verdict(in transaction: borrowing AppendTransaction) throws(LogFault) -> Verdict {
    guard try stillHolds(in: transaction) else { return .findAgain }
    let stream = request.about.stream
    let head = try transaction.head(of: stream)
    var state = try load(upTo: head, in: transaction)
    let facts: [Fact]
    do throws(Refusal) {
      facts = try request.decide(found.findings, clock: clock, given: state)
    } catch {
      if let head { states.put(state, at: head, for: stream, generation) }
      return .refuse(code: error.code.rawValue, message: error.message)
    }
    let events = try seal(facts, of: stream, from: transaction.size)
    let revision = try fold(facts, into: &state, after: head)
    states.put(state, at: revision, for: stream, generation)
    securing.note(generation)
    return .append([(stream, events)])
  }

  /// Whether what the command was prepared with would be found again now.
  ///
  /// Its persons' keys must not be about to be destroyed: nobody would be told that its values went
  /// with them.
  private func stillHolds(in transaction: borrowing AppendTransaction) throws(LogFault) -> Bool {
    guard vault.keyring.generation == generation,
      try !erasures.concern(request.dataSubjects, in: transaction)
    else { return false }
    for watched in found.watched {
      switch watched {
      case .stream(let stream, let head):
        guard try transaction.head(of: stream) == head else { return false }
      case .person(let owner, let size, let countsValues):
        let key = countsValues ? vault.keyring.existingKey(for: owner)?.id : nil
        guard try !transaction.concerns(key, from: size) else { return false }
      }
    }
    return true
  }

  private func seal(
    _ facts: [Fact], of stream: StreamName, from size: UInt64
  ) throws(LogFault) -> [NewEvent] {
    let salts = Salts(from: salting)
    var events: [NewEvent] = []
    events.reserveCapacity(facts.count)
    for fact in facts {
      let position = GlobalPosition(size + UInt64(events.count))
      do throws(KeyringFault) {
        events.append(try vault.seal(fact, of: stream, at: position, with: salts, under: keys))
      } catch {
        throw .notSecured("\(error)")
      }
    }
    return events
  }

  private func fold(
    _ facts: [Fact], into state: inout StreamState, after head: StreamRevision?
  ) throws(LogFault) -> StreamRevision {
    var revision = head?.next ?? .first
    var last = revision
    for fact in facts {
      do throws(FoldFault) {
        try state.apply(
          fact, by: request.actor.attribution, at: request.at, revision: Int(revision.rawValue))
      } catch {
        throw .damaged("\(request.about.stream), a decision that does not follow: \(error)")
      }
      (last, revision) = (revision, revision.next)
    }
    return last
  }

  /// The state of the stream at its head, from memory as far as it goes.
  private func load(
    upTo head: StreamRevision?, in transaction: borrowing AppendTransaction
  ) throws(LogFault) -> StreamState {
    let stream = request.about.stream
    guard var state = StreamState(blankFor: request.about) else {
      throw .damaged("nothing is decided upon \(stream)")
    }
    guard let head else { return state }
    var next = StreamRevision.first
    if let known = states.take(stream, upTo: head, generation) {
      (state, next) = (known.state, known.revision.next)
    }
    guard next <= head else { return state }
    let opener = Opener(vault, for: .deciding)
    var lines = try transaction.lines(of: stream, from: next)
    while let line = try lines.next() {
      let row = try transaction.vault(at: line.position)
      do throws(FoldFault) {
        try state.apply(line, sealed: row, by: opener)
      } catch {
        throw .damaged("position \(line.position): \(error)")
      }
    }
    return state
  }
}
