import EventLog
import Foundation
import Replay
import Testing
import Transparency

@Suite struct `A folder of tiles` {
  @Test(arguments: [2, 3, 40]) func `holds under the log's key`(size: Int) async throws {
    let served = try await ServedLog(size)
    let certificate = try served.verify()
    #expect(certificate.verdict == .holds, "\(certificate.text.plain)")
    #expect(certificate.size == UInt64(size) && certificate.counts.events == UInt64(size))
    #expect(certificate.verdict(of: .decisions) == .notAsked)
    #expect(certificate.identity?.origin == ServedLog.origin)
  }

  @Test func `is not believed without a key from outside`() async throws {
    let certificate = try await ServedLog(40).verify(key: nil)
    #expect(certificate.verdict == .cannotTell && certificate.exitCode == 2)
    #expect(certificate.notes.contains(.ownKey))
    #expect(certificate.text.plain.contains("the key was not given from outside"))
  }

  @Test func `is no pass with line 0 alone`() async throws {
    #expect(try await ServedLog(1).verify().exitCode == 2)
  }

  @Test func `names the entry that is not the one in its tile`() async throws {
    let served = try await ServedLog(40)
    let (tiles, name) = (try served.bytes("tile/0/000.p/40"), "tile/entries/000.p/40")
    var lines = served.lines
    lines[7] = changed(lines[7])
    try served.write(lines)
    try served.put(tiles, at: "tile/0/000.p/40")
    let certificate = try served.verify()
    #expect(certificate.codes == [.tileDiffers, .checkpointDiffers])
    #expect(certificate.divergences.first?.place == .position(GlobalPosition(7)))
    #expect(certificate.divergences.first?.message.contains("tile/0/000.p/40") == true, "\(name)")
  }

  @Test func `is found to hold a forged entry that was forged into every tile`() async throws {
    let served = try await ServedLog(40)
    var lines = served.lines
    lines[7] = changed(lines[7])
    try served.write(lines)
    #expect(try served.verify().codes == [.checkpointDiffers])
  }

  @Test(arguments: Change.allCases)
  func `is found changed, whatever tiles say`(change: Change) async throws {
    let served = try await ServedLog(40)
    try served.write(change.applied(to: served.lines))
    let certificate = try served.verify()
    #expect(certificate.exitCode == 1)
    #expect(certificate.codes.isSuperset(of: change.codes), "\(certificate.codes)")
  }

  /// Whoever has the key can sign anything, but not lines that no ledger writes.
  @Test(arguments: Change.allCases)
  func `is found changed where that was signed`(change: Change) async throws {
    let served = try await ServedLog(40)
    let lines = change.applied(to: served.lines)
    try served.write(lines)
    try served.sign(lines)
    let codes = try served.verify().codes
    #expect(codes.isSuperset(of: change.signedCodes) && !codes.contains(.checkpointDiffers))
    // A checkpoint that somebody kept tells of any change before its end.
    let kept = try served.verify(keeping: served.note(served.lines))
    #expect(!kept.codes.isDisjoint(with: [.checkpointDiffers, .checkpointBeyondLog]))
  }

  enum Change: CaseIterable {
    case altered, moved, inserted, dropped, cut

    func applied(to lines: [[UInt8]]) -> [[UInt8]] {
      var lines = lines
      switch self {
      case .altered: lines[20] = changed(lines[20])
      case .moved: lines.swapAt(20, 30)
      case .inserted: lines.insert(lines[20], at: 21)
      case .dropped: lines.remove(at: 20)
      case .cut: lines.removeLast()
      }
      return lines
    }

    /// The checkpoint is for 40 entries.
    var codes: Set<DivergenceCode> {
      switch self {
      case .altered: [.checkpointDiffers]
      case .moved: [.checkpointDiffers, .wrongPosition]
      case .inserted: [.tileMissing, .needlessTile]
      case .dropped, .cut: [.tileMissing]
      }
    }

    var signedCodes: Set<DivergenceCode> {
      switch self {
      case .altered, .cut: []
      case .moved, .inserted, .dropped: [.wrongPosition]
      }
    }
  }

  @Test func `is refused under another key, and under another log's name`() async throws {
    let served = try await ServedLog(40)
    let other = try NoteSigningKey(generatingAs: ServedLog.origin)
    #expect(try served.verify(key: other.verifierKey).codes == [.otherKey, .notSigned])
    try served.sign(served.lines, with: other)
    #expect(try served.verify().codes == [.notSigned])
    try served.sign(served.lines, as: "example.org/another")
    #expect(try served.verify().codes == [.foreignCheckpoint])
  }

  @Test func `is held against a checkpoint that somebody kept`() async throws {
    let served = try await ServedLog(40)
    let kept = try served.note(Array(served.lines[..<17]))
    let certificate = try served.verify(keeping: kept)
    #expect(certificate.verdict == .holds)
    #expect(certificate.notes.contains(.outsideCheckpointHolds(size: 17)))
  }

  @Test func `is asked for the key that was in force for each size`() async throws {
    let served = try await ServedLog(40)
    let (old, new) = (served.key, try NoteSigningKey(generatingAs: ServedLog.origin))
    let kept = try served.note(served.lines)
    let lines = served.lines + [try keyChange(to: new.verifierKey, after: served.lines)]
    try served.write(lines)
    try served.sign(lines, with: new)
    let certificate = try served.verify(key: new.verifierKey, keeping: kept)
    #expect(certificate.verdict == .holds, "\(certificate.text.plain)")
    #expect(certificate.notes.contains(.outsideCheckpointHolds(size: 40)))
    // What the old key signed after its time, and what the new one signed before, does not count.
    let early = try served.note(served.lines, with: new)
    #expect(try served.verify(key: new.verifierKey, keeping: early).codes == [.notSigned])
    #expect(try served.verify(key: old.verifierKey).codes == [.otherKey])
    try served.sign(lines, with: old)
    #expect(try served.verify(key: new.verifierKey).codes == [.notSigned])
    #expect(try served.verify(key: old.verifierKey).codes == [.otherKey, .notSigned])
  }

  /// The line that changes the log's key, made of line 0.
  private func keyChange(to key: NoteVerifierKey, after lines: [[UInt8]]) throws -> [UInt8] {
    let last = lines[lines.count - 1]
    let time = try LineView(last.span.bytes).time
    let text = String(decoding: lines[0], as: UTF8.self)
      .replacing(
        /"data":\{[^}]*\},"id":"0"/, with: #""data":{"key":"\#(key)"},"id":"\#(lines.count)""#
      )
      .replacing(#""revision":0"#, with: #""revision":1"#)
      .replacing(/"time":"[^"]*"/, with: #""time":"\#(time)""#)
      .replacing("ledger.created.v1", with: "ledger.key-changed.v1")
    return Array(text.utf8)
  }

  @Test func `is refused where it is smaller than what somebody kept`() async throws {
    let served = try await ServedLog(40)
    let kept = try served.bytes("checkpoint")
    let fewer = Array(served.lines[..<30])
    try served.write(fewer)
    try served.sign(fewer)
    #expect(try served.verify().verdict == .holds)
    let certificate = try served.verify(keeping: kept)
    #expect(certificate.codes == [.checkpointBeyondLog])
    #expect(certificate.divergences.first?.place == .outsideCheckpoint)
  }

  @Test func `is refused where a kept checkpoint is of another fork`() async throws {
    let served = try await ServedLog(40)
    var fork = Array(served.lines[..<17])
    fork[16] = changed(fork[16])
    #expect(try served.verify(keeping: served.note(fork)).codes == [.checkpointDiffers])
    let foreign = try NoteSigningKey(generatingAs: ServedLog.origin)
    let note = try served.note(Array(served.lines[..<17]), with: foreign)
    #expect(try served.verify(keeping: note).codes == [.notSigned])
    #expect(try served.verify(keeping: Array("a letter\n".utf8)).codes == [.malformedCheckpoint])
  }

  @Test func `names files that are missing, stray or of another length`() async throws {
    let served = try await ServedLog(40)
    let tile = try served.bytes("tile/0/000.p/40")
    for (bytes, name) in [(tile[..<(39 * 32)], "less"), (tile + tile[..<32], "more")] {
      try served.put(Array(bytes), at: "tile/0/000.p/40")
      let certificate = try served.verify()
      #expect(certificate.codes == [.malformedRow])
      #expect(certificate.divergences.first?.message.contains(name) == true)
    }
    let entries = try served.bytes("tile/entries/000.p/40")
    for (bytes, words) in [
      (entries + [0, 0], "41 entries"), (entries.dropLast(), "ends within its entry 39"),
      (Array(entries[..<(2 + served.lines[0].count)]), "1 entries"),
    ] {
      try served.put(Array(bytes), at: "tile/entries/000.p/40")
      let certificate = try served.verify()
      #expect(certificate.codes == [.malformedEntries])
      #expect(certificate.divergences.first?.message.contains(words) == true)
    }
    try served.remove("tile/entries/000.p/40")
    #expect(try served.verify().codes == [.tileMissing])
    try served.put(entries, at: "tile/entries/000.p/40")
    try served.remove("tile/0/000.p/40")
    #expect(try served.verify().codes == [.tileMissing])
    try served.put(tile, at: "tile/0/000.p/40")
    for name in ["tile/0/000.p/41", "tile/0/001.p/1", "tile/1/000.p/1", "tile/0/readme", "tile/x"] {
      try served.put(tile, at: name)
      let certificate = try served.verify()
      #expect(certificate.codes == [.needlessTile])
      #expect(certificate.divergences.first?.place.description == name)
      try served.remove(name)
    }
    #expect(try served.verify().verdict == .holds)
  }

  @Test func `may keep what smaller trees left, as long as it is that`() async throws {
    let served = try await ServedLog(40)
    let (tile, entries) = (
      try served.bytes("tile/0/000.p/40"),
      try EntryBundle(
        decoding: served.bytes("tile/entries/000.p/40"))
    )
    let part = Array(entries.encoded[..<entries.places[4].upperBound])
    try served.put(Array(tile.prefix(5 * 32)), at: "tile/0/000.p/5")
    try served.put(part, at: "tile/entries/000.p/5")
    #expect(try served.verify().verdict == .holds)
    for (bytes, name) in [
      (Array(tile.prefix(6 * 32)), "tile/0/000.p/5"),
      (Array(tile.prefix(4 * 32)), "tile/0/000.p/5"),
      (Array(tile.dropFirst(32).prefix(5 * 32)), "tile/0/000.p/5"),
      (Array(part.dropLast()), "tile/entries/000.p/5"), (part + [0, 0], "tile/entries/000.p/5"),
    ] {
      let own = try served.bytes(name)
      try served.put(bytes, at: name)
      #expect(try served.verify().codes == [.tileDiffers], "\(name)")
      try served.put(own, at: name)
    }
  }

  @Test func `is given up soon where a checkpoint speaks of what nobody could serve`() async throws
  {
    let served = try await ServedLog(40)
    let checkpoint = try Checkpoint(
      origin: ServedLog.origin, size: 1 << 62, root: TreeHash.empty)
    try served.put(Array(served.key.note(checkpoint.text).rendered.utf8), at: "checkpoint")
    let certificate = try served.verify()
    #expect(certificate.exitCode == 1 && certificate.codes.contains(.tileMissing))
  }

  /// Every byte of every file is under the signature, or spells it.
  @Test func `is found changed in any byte of any file`() async throws {
    let served = try await ServedLog(2)
    #expect(served.files == ["checkpoint", "tile/0/000.p/2", "tile/entries/000.p/2"])
    for name in served.files {
      let own = try served.bytes(name)
      for place in own.indices {
        var bytes = own
        bytes[place] ^= 1 << (place % 8)
        try served.put(bytes, at: name)
        #expect(try served.verify().exitCode == 1, "\(name), byte \(place)")
      }
      try served.put(own, at: name)
    }
    #expect(try served.verify().verdict == .holds)
  }

  @Test func `is told from a ledger's folder`() async throws {
    let served = try await ServedLog(3)
    #expect(TileFolder.find(at: served.path) != nil)
    #expect(TileFolder.find(at: try await SampleLedger.made().path) == nil)
    try served.remove("checkpoint")
    #expect(TileFolder.find(at: served.path) == nil)
  }
}

/// A line that says something else, and is canonical still: one digit of the command's digest.
private func changed(_ line: [UInt8]) -> [UInt8] {
  var line = line
  let label = Array("\"sha256:".utf8)
  let start = line.indices.first { line[$0...].starts(with: label) } ?? 0
  let place = start + label.count
  line[place] = line[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
  return line
}
