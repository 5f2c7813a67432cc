/// Whose values a key seals, such as `deal/D01` or `person/p-7`.
///
/// It may be personal: the ring keeps it only encrypted.
public struct KeyOwner: Hashable, Sendable {
  public let text: String

  public init(_ text: String) {
    self.text = text
  }
}

extension KeyOwner: CustomStringConvertible {
  public var description: String { text }
}
