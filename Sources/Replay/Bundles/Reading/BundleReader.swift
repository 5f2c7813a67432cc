import Bundles
import DealRecords
import Deals
import EventLog
import Transparency

/// Reads lines of a bundle by themselves: what takes long and needs no other line.
///
/// Several may read at a time.
struct BundleReader: Sendable {
  private let options: ReplayOptions
  private let filter: BundleFilter?
  private let tells: Bool
  private let facts: LineReader

  init(_ header: BundleHeader, _ draft: CertificateDraft) {
    (options, filter) = (draft.options, header.filter)
    tells = draft.asks(.decisions) && BundleLegality.canTell(header.filter)
    facts = LineReader(draft, nil, upTo: .max)
  }

  func read(_ lines: BundleLines) -> ReadBundlePart {
    var part = ReadBundlePart(draft: CertificateDraft(options, listing: .max))
    part.lines.reserveCapacity(lines.places.count)
    part.endsOpen = lines.endsOpen
    let bytes = lines.bytes.span.bytes
    var last: ReadEvent?
    for place in lines.places {
      let line = bytes.extracting(place)
      let content = read(line, at: lines.offset + place.lowerBound, after: last, &part.draft)
      if case .event(let event?) = content { last = event }
      part.lines.append(ReadBundleLine(leaf: .leaf(line), content: content))
    }
    return part
  }

  private func read(
    _ line: RawSpan, at offset: Int, after last: ReadEvent?, _ draft: inout CertificateDraft
  ) -> ReadBundleLine.Content {
    do throws(BundleFault) {
      let other = try BundleLine(line)
      guard case .event = other else { return .other(other) }
    } catch {
      return .malformed("\(error)")
    }
    guard draft.asks(.log) else { return .event(nil) }
    guard line.byteCount <= EventStore.longestLine else {
      return .malformedEvent("it has \(line.byteCount) bytes")
    }
    do throws(LineFault) {
      let view = try LineView(line)
      let told = tells ? told(view, try view.envelope(), &draft) : nil
      let event = try ReadEvent(
        view, at: offset..<offset + line.byteCount, after: last, told: told)
      if let filter, event.position != .first, !filter.holds(view) {
        draft.add(
          .log, .outsideFilter, at: event.place, "it is none of those that the header names")
      }
      return .event(event)
    } catch {
      return .malformedEvent("\(error)")
    }
  }

  /// The line with what it records, as anybody can read it.
  private func told(
    _ view: borrowing LineView, _ envelope: Envelope, _ draft: inout CertificateDraft
  ) -> ReadLine {
    let place = Place.event(envelope.position, of: envelope.stream.text)
    let fact = facts.closed(view, nil, at: place, &draft)
    return ReadLine(at: envelope.position, .empty, envelope, nil, fact)
  }
}
