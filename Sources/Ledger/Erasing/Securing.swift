import EventLog
import Keyring
import Synchronization

/// Makes keys durable before the batch that is sealed under them.
///
/// The log is opened before the key ring, whose ledger its first line names.
final class Securing: Sendable {
  private let keyring = Mutex<Keyring?>(nil)

  func take(_ keyring: Keyring) { self.keyring.withLock { $0 = keyring } }

  func run() throws(LogFault) {
    guard let keyring = keyring.withLock({ $0 }) else { return }
    do throws(KeyringFault) {
      try keyring.sync()
    } catch {
      throw .notSecured("\(error)")
    }
  }
}
