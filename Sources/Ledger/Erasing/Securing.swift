import EventLog
import Keyring
import Synchronization

/// Makes keys durable before the batch that is sealed under them.
///
/// The log is opened before the key ring, whose ledger its first line names. Everything but `take`
/// is for the writer's thread.
final class Securing: Sendable {
  private let keyring = Mutex<Keyring?>(nil)
  /// How often keys had been destroyed when the batch's first events were sealed.
  private let generation = Mutex<Int?>(nil)

  func take(_ keyring: Keyring) { self.keyring.withLock { $0 = keyring } }

  /// Events were sealed for the open batch.
  func note(_ generation: Int) {
    self.generation.withLock { $0 = $0 ?? generation }
  }

  func abandon() { generation.withLock { $0 = nil } }

  func run() throws(LogFault) {
    let generation = generation.withLock { $0.take() }
    guard let keyring = keyring.withLock({ $0 }) else { return }
    do throws(KeyringFault) {
      try keyring.sync()
    } catch .superseded {
      // Whether that concerns this batch, its own generation tells.
    } catch {
      throw .notSecured("\(error)")
    }
    guard generation == nil || generation == keyring.generation else {
      throw .notSecured("\(KeyringFault.superseded)")
    }
  }
}
