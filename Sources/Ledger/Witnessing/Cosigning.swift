import Transparency

/// One witness being asked to cosign one checkpoint (C2SP tlog-witness, the side of the log).
struct Cosigning: Sendable {
  /// The hashes that lead from a tree of this many events to the checkpoint's.
  typealias Proof = @Sendable (_ oldSize: UInt64) throws(LedgerFault) -> [TreeHash]

  let witness: CosignatureVerifierKey
  let url: String
  let note: SignedNote
  let checkpoint: Checkpoint
  let prove: Proof

  /// The cosignatures that the witness gives, each verified.
  ///
  /// - Parameter oldSize: What the witness cosigned last, as far as is known here; if it knows
  ///   better it is believed once, and has to be shown the proof from there.
  func run(
    from oldSize: UInt64, isLastTry: Bool = false, _ calls: WitnessCalls
  ) async -> Result<[NoteSignature], WitnessCalls.Failure> {
    let body: [UInt8]
    do {
      let request = try CosigningRequest(oldSize: oldSize, hashes: try prove(oldSize), note: note)
      body = Array(request.rendered.utf8)
    } catch {
      return .failure(.init("no proof could be made for it: \(error)"))
    }
    switch await calls.send(url, body) {
    case .failure(let failure): return .failure(failure)
    case .success(let reply) where reply.status == 409 && !isLastTry:
      return await runAgain(after: reply, to: oldSize, calls)
    case .success(let reply): return judge(reply)
    }
  }

  private func runAgain(
    after reply: WitnessCalls.Reply, to oldSize: UInt64, _ calls: WitnessCalls
  ) async -> Result<[NoteSignature], WitnessCalls.Failure> {
    guard let size = Self.size(in: reply.body) else {
      return .failure(.init("it answered 409 without the size that it has seen"))
    }
    guard size <= checkpoint.size else {
      return .failure(
        .init("it has seen \(size) events of this log, which has \(checkpoint.size): compare them"))
    }
    guard size != oldSize else {
      return .failure(.init("it has seen another history of the same \(size) events"))
    }
    return await run(from: size, isLastTry: true, calls)
  }

  private func judge(
    _ reply: WitnessCalls.Reply
  ) -> Result<[NoteSignature], WitnessCalls.Failure> {
    switch reply.status {
    case 200: return cosignatures(in: reply.body)
    case 403: return .failure(.init("it trusts another key of this log (403)"))
    case 404: return .failure(.init("it does not know this log (404)"))
    case 422: return .failure(.init("it has seen a history that this one does not extend (422)"))
    default: return .failure(.init("it answered \(reply.status)"))
    }
  }

  private func cosignatures(
    in body: [UInt8]
  ) -> Result<[NoteSignature], WitnessCalls.Failure> {
    let given = try? SignedNote(parsing: (Array(note.rendered.utf8) + body).span.bytes)
    let valid = given.map(witness.cosignatures) ?? []
    return valid.isEmpty
      ? .failure(.init("what it answered is no cosignature of its own")) : .success(valid)
  }

  /// The size in the answer to a request that began elsewhere.
  private static func size(in body: [UInt8]) -> UInt64? {
    guard body.last == UInt8(ascii: "\n") else { return nil }
    let digits = String(decoding: body.dropLast(), as: UTF8.self)
    guard let size = UInt64(digits), "\(size)" == digits else { return nil }
    return size
  }
}
