import CanonicalJSON
import DealRecords
import EventLog
import Transparency

extension Certificate {
  /// The certificate for programs: one JSON object, in the order of keys that people read best.
  public var json: String {
    var writer = CanonicalWriter()
    writer.beginObject()
    writer.member("verdict", verdict.rawValue)
    writer.member("exitCode", UInt64(exitCode))
    writeIdentity(to: &writer)
    writer.member("size", size)
    if let root { writer.member("root", root.base64) }
    writer.key("levels")
    writer.beginArray()
    for level in ReplayLevel.allCases { write(level, to: &writer) }
    writer.endArray()
    write(counts, to: &writer)
    writer.member("divergenceCount", UInt64(divergenceCount))
    writer.key("divergences")
    writer.beginArray()
    for divergence in divergences { write(divergence, to: &writer) }
    writer.endArray()
    writer.key("notes")
    writer.beginArray()
    for note in notes { write(note, to: &writer) }
    writer.endArray()
    writer.endObject()
    return String(decoding: writer.finish(), as: UTF8.self)
  }

  private func writeIdentity(to writer: inout CanonicalWriter) {
    guard let identity else { return }
    writer.member("ledger", identity.ledger)
    writer.member("origin", identity.origin)
    writer.member("key", identity.key)
    writer.member("clock", identity.clock.rawValue)
    writer.member("format", UInt64(identity.format))
    writer.member("decider", UInt64(identity.decider))
  }

  private func write(_ level: ReplayLevel, to writer: inout CanonicalWriter) {
    writer.element()
    writer.beginObject()
    writer.member("level", UInt64(level.rawValue))
    writer.member("name", level.description)
    writer.member("verdict", verdict(of: level).rawValue)
    writer.endObject()
  }

  private func write(_ counts: ReplayCounts, to writer: inout CanonicalWriter) {
    writer.key("counts")
    writer.beginObject()
    writer.member("pages", counts.pages)
    writer.member("rows", counts.rows)
    writer.member("events", counts.events)
    writer.member("streams", counts.streams)
    writer.member("commands", counts.commands)
    writer.member("tiles", counts.tiles)
    writer.member("checkpoints", counts.checkpoints)
    writer.member("heads", counts.heads)
    writer.member("documents", counts.documents)
    writer.member("refusals", counts.refusals)
    writer.member("legalEvents", counts.legalEvents)
    writer.member("decidedAgain", counts.decidedAgain)
    writer.member("decidedUponErased", counts.decidedUponErased)
    writer.member("erasedCommands", counts.erasedCommands)
    writer.member("closedCommands", counts.closedCommands)
    writer.member("openedLines", counts.openedLines)
    writer.member("erasedLines", counts.erasedLines)
    writer.member("closedLines", counts.closedLines)
    writer.member("modelRows", counts.modelRows)
    writer.endObject()
  }

  private func write(_ divergence: Divergence, to writer: inout CanonicalWriter) {
    writer.element()
    writer.beginObject()
    writer.member("level", UInt64(divergence.level.rawValue))
    writer.member("code", divergence.code.rawValue)
    writer.member("place", divergence.place.description)
    if let position = divergence.place.position {
      writer.member("position", position.rawValue)
    }
    writer.member("message", divergence.message)
    writer.member("next", divergence.code.remedy)
    writer.endObject()
  }

  private func write(_ note: CertificateNote, to writer: inout CanonicalWriter) {
    writer.element()
    writer.beginObject()
    writer.member("code", note.code)
    writer.member("message", note.description)
    writer.endObject()
  }
}

extension CanonicalWriter {
  fileprivate mutating func member(_ name: StaticString, _ value: String) {
    key(name)
    string(value)
  }

  /// Numbers that JSON does not hold exactly are no sizes of anything: a damaged row gave them.
  fileprivate mutating func member(_ name: StaticString, _ value: UInt64) {
    key(name)
    integer(Int(min(value, 1 << 53 - 1)))
  }
}
