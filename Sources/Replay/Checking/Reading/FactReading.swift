import DealRecords
import Deals
import EventLog
import Keyring

extension LineReader {
  /// What a line records, with what was opened of it; nil, and said so, where that cannot be read.
  func read(
    _ view: borrowing LineView, _ envelope: Envelope, _ opened: OpenedLine, _ keys: [KeyID],
    _ place: Place, _ draft: inout CertificateDraft
  ) -> ReadFact? {
    let gap = gap(opened.closures, at: place, &draft)
    do throws(FieldFault) {
      let values = opened.closures.contains(.altered) ? OpenedValues() : opened.values
      guard let fact = try Fact(type: envelope.type, data: view.data, opened: values) else {
        return closed(view, gap, at: place, &draft)
      }
      if gap == nil { take(fact, under: keys, envelope.stream, at: place, &draft) }
      return ReadFact(type: envelope.type, fact: fact, gap: gap)
    } catch {
      guard let closed = closed(view, .closed, at: place, &draft) else { return nil }
      draft.add(.decisions, .sealedDiffers, at: place, "its sealed values: \(error)")
      return closed
    }
  }

  /// Says why parts of a line stay closed; nil where none does.
  private func gap(
    _ closures: Set<Closure>, at place: Place, _ draft: inout CertificateDraft
  ) -> StateGap? {
    if closures.isEmpty { return nil }
    if closures.contains(.altered) {
      draft.add(.decisions, .sealedDiffers, at: place, "a sealed value: \(Closure.altered)")
      return .closed
    }
    if let closure = closures.first(where: { $0 != .erased }) {
      draft.counts.closedLines += 1
      draft.leaveOpen(.decisions, "\(place), a sealed value: \(closure)")
      return .closed
    }
    draft.counts.erasedLines += 1
    return .erased
  }

  /// Takes a line of which everything was opened: what is about a person is under that person's key,
  /// or else it could not be erased.
  private func take(
    _ fact: Fact, under keys: [KeyID], _ stream: StreamName, at place: Place,
    _ draft: inout CertificateDraft
  ) {
    draft.counts.openedLines += 1
    guard owners?.belong(keys, to: stream, and: fact.dataSubjects) == false else { return }
    draft.add(
      .decisions, .sealedDiffers, at: place,
      "its sealed values are not under the keys of its stream and of the persons in it")
  }

  /// What a line records that anybody can read.
  func closed(
    _ view: borrowing LineView, _ gap: StateGap?, at place: Place, _ draft: inout CertificateDraft
  ) -> ReadFact? {
    do throws(FieldFault) {
      if let fact = try Fact(type: view.type, data: view.data) {
        return ReadFact(type: view.type, fact: fact, gap: gap)
      }
      draft.leaveOpen(
        .decisions,
        "this program does not know the type \(view.type) (\(place)), nor what follows from it")
    } catch {
      draft.add(.decisions, .unreadableEvent, at: place, "its data: \(error)")
    }
    return nil
  }
}
