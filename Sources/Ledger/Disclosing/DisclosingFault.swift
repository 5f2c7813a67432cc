public import Disclosures

/// Why nothing could be disclosed.
public enum DisclosingFault: Error, Hashable, Sendable {
  case ledger(LedgerFault)
  /// A field was asked for that cannot be shown.
  case field(FieldRefusal)
  /// This version of the program does not know the event's fields.
  case unknownType(String)
  /// Fields of a deal go to nobody of whom there is no record.
  case noRecipient
  /// The disclosure was recorded, and the file could not be made.
  case recordedOnly(CommandReceipt, LedgerFault)
}

/// Why one field cannot be disclosed, and which can.
public struct FieldRefusal: Hashable, Sendable {
  /// As it was asked for.
  public let field: String
  public let problem: Problem
  /// What the line can show instead.
  public let disclosable: [FieldPath]

  public enum Problem: Hashable, Sendable {
    case unknown
    /// The line shows it to everybody.
    case `public`
    /// It is a public object or list, and hides some of what is in it.
    case holder
    /// It is sealed as a part of another field.
    case part(of: FieldPath)
    case closed(SealedField.Reason)
  }
}

extension DisclosingFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .ledger(let fault): "\(fault)"
    case .field(let refusal): "\(refusal)"
    case .unknownType(let type): "this version does not know the fields of \(type)"
    case .noRecipient: "fields of a deal go to nobody without a record of it"
    case .recordedOnly(_, let fault): "the disclosure is recorded, and its file is not: \(fault)"
    }
  }
}

extension FieldRefusal: CustomStringConvertible {
  public var description: String {
    switch problem {
    case .unknown: "the line has no field \(field)"
    case .public: "\(field) is public: the line shows it to everybody"
    case .holder: "\(field) is public, and hides nothing but some of its parts"
    case .part(let whole): "\(field) is a part of \(whole), which is shown as a whole or not at all"
    case .closed(let reason): "\(field) is closed: \(reason)"
    }
  }
}

/// Runs a call to the ledger, and says of what it throws that the ledger threw it.
func disclosing<Result>(
  _ body: () throws(LedgerFault) -> Result
) throws(DisclosingFault) -> Result {
  do throws(LedgerFault) {
    return try body()
  } catch {
    throw .ledger(error)
  }
}
