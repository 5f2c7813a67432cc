public import Transparency

/// A witness that was to cosign a checkpoint, and has not.
public struct MissingCosignature: Hashable, Sendable {
  public let witness: CosignatureVerifierKey
  /// Whether there is one under its name that does not fit, in place of none.
  public let isForged: Bool
}

extension MissingCosignature: CustomStringConvertible {
  public var description: String {
    isForged
      ? "the cosignature of the witness \(witness.name) does not fit it"
      : "the witness \(witness.name) has not cosigned it"
  }
}

extension SignedNote {
  /// Which of these witnesses have not cosigned the note; nobody else's word counts.
  public func missingCosignatures(
    of witnesses: [CosignatureVerifierKey]
  ) -> [MissingCosignature] {
    witnesses.compactMap { witness in
      do throws(NoteFault) {
        try witness.verify(self)
        return nil
      } catch .notSigned {
        return MissingCosignature(witness: witness, isForged: false)
      } catch {
        return MissingCosignature(witness: witness, isForged: true)
      }
    }
  }
}

extension CertificateDraft {
  /// Level 2: the witnesses that were asked for have cosigned a checkpoint.
  mutating func requireCosignatures(of note: SignedNote, at place: Place) {
    for missing in note.missingCosignatures(of: options.witnesses) {
      add(.log, .notCosigned, at: place, "\(missing)")
    }
  }
}
