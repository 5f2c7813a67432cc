public import EventLog
public import Keyring
import Transparency

/// Seals what the log may not hold in the clear, and opens it for those who may see it.
///
/// What is sealed is bound to its place: a ciphertext that was moved to another line, another deal
/// or another ledger does not open.
public struct Vault: Sendable {
  public let keyring: Keyring
  private let ledger: String

  /// - Parameter ledger: The id that line 0 names.
  public init(_ keyring: Keyring, ledger: String) {
    (self.keyring, self.ledger) = (keyring, ledger)
  }

  /// What a value is opened for.
  public enum Purpose: Hashable, Sendable {
    /// To be shown: what is restricted stays closed.
    case showing
    /// To decide, or to verify what was decided.
    case deciding
  }

  /// Whose key seals what a stream has of its own.
  public static func owner(of stream: StreamName) -> KeyOwner { KeyOwner(stream.text) }

  /// Whose key seals what is about a person.
  public static func owner(ofPerson subject: String) -> KeyOwner { KeyOwner("person/\(subject)") }

  /// What binds a box to its place.
  func context(_ kind: StaticString, _ place: String...) -> [UInt8] {
    var context: [UInt8] = []
    context.reserveCapacity(128)
    context.append(contentsOf: "dealledger/".utf8)
    context.append(
      contentsOf: UnsafeBufferPointer(start: kind.utf8Start, count: kind.utf8CodeUnitCount))
    context.append(contentsOf: "/1\u{0}".utf8)
    context.append(contentsOf: ledger.utf8)
    for part in place {
      context.append(0)
      context.append(contentsOf: part.utf8)
    }
    return context
  }

  func open(
    _ box: RawSpan, boundTo context: [UInt8], for purpose: Purpose
  ) -> Result<[UInt8], Closure> {
    switch keyring.open(box, boundTo: context, evenIfRestricted: purpose == .deciding) {
    case .opened(let bytes): .success(bytes)
    case .restricted(let bytes): bytes.map(Result.success) ?? .failure(.restricted)
    case .erased: .failure(.erased)
    case .unknownKey(let id): .failure(.unknownKey(id))
    case .altered: .failure(.altered)
    }
  }
}

/// Why something sealed stays closed.
public enum Closure: Error, Hashable, Sendable {
  /// Its key was destroyed, as a record of it says.
  case erased
  /// The person's data may be kept and verified, and not be used.
  case restricted
  /// Its key is not in the key ring, and no record says that it was destroyed.
  case unknownKey(KeyID)
  /// It is not what was sealed for this place.
  case altered
}

extension Closure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .erased: "its key was destroyed"
    case .restricted: "its use is restricted"
    case .unknownKey(let id): "the key ring does not hold its key \(id)"
    case .altered: "it is not what was sealed for this place"
    }
  }
}
