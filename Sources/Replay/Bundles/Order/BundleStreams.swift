import Bundles
import DealRecords
import EventLog
import Transparency

/// The streams of a bundle that were come upon of late, so that its length takes little memory.
///
/// Two generations bound it, as for a ledger (`ReplayedStreams`). What was forgotten is folded again
/// from the bundle, which takes 16 bytes for each event to find its lines.
struct BundleStreams {
  /// Where a line lies, and which line of its stream came before it.
  private struct Line {
    let start: UInt64
    let length: UInt32
    /// Its number among all, from 1 on; 0 for none.
    let previous: UInt32
  }

  private let capacity: Int
  private let file: BundleFile
  private var young: [TreeHash: ReplayedStream] = [:]
  private var old: [TreeHash: ReplayedStream] = [:]
  /// Those that cannot be told further; they stay known, since each was reported once.
  private var broken: Set<TreeHash> = []
  private var lines: [Line] = []
  private var last: [TreeHash: UInt32] = [:]

  init(_ capacity: Int, _ file: BundleFile) { (self.capacity, self.file) = (capacity, file) }

  /// The stream before an event, taken out so that it is changed where it lies; nil where the bundle
  /// does not hold its beginning.
  mutating func take(_ event: ReadEvent) throws(BundleFile.Fault) -> ReplayedStream? {
    let name = event.subject
    if let known = young.removeValue(forKey: name) ?? old.removeValue(forKey: name) { return known }
    var stream = ReplayedStream(event.stream)
    guard let line = last[name] else { return event.revision == .first ? stream : nil }
    if broken.contains(name) {
      stream.breakOff()
    } else {
      try fold(upTo: line, into: &stream)
    }
    return stream
  }

  /// Puts a stream back, with an event that it has taken in.
  mutating func put(_ stream: ReplayedStream, with event: ReadEvent) {
    let name = event.subject
    if stream.isBroken { broken.insert(name) }
    lines.append(
      Line(
        start: UInt64(event.bytes.lowerBound), length: UInt32(event.bytes.count),
        previous: last[name] ?? 0))
    last[name] = UInt32(lines.count)
    if young.count >= capacity { (old, young) = (young, [:]) }
    young[name] = stream
  }

  private func fold(
    upTo end: UInt32, into stream: inout ReplayedStream
  ) throws(BundleFile.Fault) {
    var places: [Range<Int>] = []
    var number = end
    while number > 0 {
      let line = lines[Int(number) - 1]
      places.append(Int(line.start)..<Int(line.start) + Int(line.length))
      number = line.previous
    }
    for place in places.reversed() where !stream.isBroken {
      let bytes = try file.read(place)
      guard let view = try? LineView(trusting: bytes.span.bytes) else { return stream.breakOff() }
      stream.fold(view, OpenedValues())
    }
  }
}
