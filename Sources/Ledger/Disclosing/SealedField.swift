public import DealRecords
public import Deals
public import Disclosures
public import Keyring

/// A field that a line hides, and whether it can be shown.
public struct SealedField: Hashable, Sendable {
  public let path: FieldPath
  public let disclosure: DisclosureClass
  public let standing: Standing

  public enum Standing: Hashable, Sendable {
    /// The JSON of the disclosure whose digest stands in the line.
    case open([UInt8])
    case closed(Reason)
  }

  /// Why a field cannot be shown.
  public enum Reason: Hashable, Sendable {
    /// What stands against the parts of the line that are closed, this one's among them.
    case sealed(Set<Closure>)
    /// The keys are not at hand.
    case noKeys(KeyringFault)
    /// Whoever asks does not see fields of its class.
    case notForReader
  }

  /// The JSON of its disclosure; nil where it cannot be shown.
  var opened: [UInt8]? {
    guard case .open(let bytes) = standing else { return nil }
    return bytes
  }
}

extension SealedField.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .sealed(let closures):
      closures.isEmpty
        ? "nothing is kept of it"
        : closures.map(\.description).sorted().joined(separator: ", or ")
    case .noKeys(let fault): "the keys are not at hand: \(fault)"
    case .notForReader: "its class is not for this role"
    }
  }
}
