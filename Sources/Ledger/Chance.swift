import DealRecords
import Deals
import Keyring
import Transparency

/// What of a ledger's lines is left to chance; a test gives it, and has the same root hash again.
///
/// Data keys and nonces are the key ring's own: no line depends on them.
struct Chance: Sendable {
  typealias Filling = @Sendable (UnsafeMutableRawBufferPointer) -> Void

  /// Salts of commands and nonces of documents, drawn by whoever sends the command.
  var forCommands: Filling = RandomBytes.fill
  /// Salts of events, drawn on the writer's thread.
  var forEvents: Filling = RandomBytes.fill
  var ledger: @Sendable () -> Identifier = Identifier.random
  var key: @Sendable (_ origin: String) throws(NoteFault) -> NoteSigningKey = {
    (origin) throws(NoteFault) in try NoteSigningKey(generatingAs: origin)
  }
}

extension Identifier {
  /// 128 bits from the system's generator, in the 26 characters of Crockford's base 32.
  fileprivate static func random() -> Identifier {
    let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    var generator = SystemRandomNumberGenerator()
    var number = UInt128(generator.next()) << 64 | UInt128(generator.next())
    let text = String(
      (0..<26).map { _ in
        defer { number >>= 5 }
        return alphabet[Int(number & 31)]
      })
    guard let id = Identifier(text: text) else { preconditionFailure("\(text) is no identifier") }
    return id
  }
}
