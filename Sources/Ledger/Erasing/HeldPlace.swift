public import EventLog
import Keyring

/// Where values of a person are kept: an event, what was received with it, or both.
public struct HeldPlace: Hashable, Sendable {
  public let position: GlobalPosition
  public let stream: StreamName
  public let type: String
  /// Whether the event itself holds values of the person.
  public internal(set) var isInEvent: Bool
  /// Whether the command that caused it, as it was received, can be opened with the person's key only.
  public internal(set) var isInRequest: Bool
  public internal(set) var standing: Standing

  /// What has become of the values of a person.
  public enum Standing: String, CaseIterable, Sendable {
    case held
    /// Kept, for checking only, and shown to nobody.
    case restricted
    case erased
    /// No file of keys tells of their key.
    case unknown
  }
}

extension HeldPlace.Standing {
  init(_ standing: KeyStanding) {
    self =
      switch standing {
      case .present: .held
      case .restricted: .restricted
      case .erased: .erased
      case .unknown: .unknown
      }
  }
}
