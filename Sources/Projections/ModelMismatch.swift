public import Deals

/// Why a file of read models is not of this log, as this program reads it.
///
/// None of it is a loss: such a file is discarded and made anew.
public enum ModelMismatch: Error, Hashable, Sendable {
  case otherLedger(found: String, expected: String)
  /// The line before the file's position is another one.
  case otherLine(position: UInt64)
  /// The file has read further than the log goes.
  case beyondTheLog(position: UInt64, logSize: UInt64)
  /// It holds other projections, or other versions of them.
  case otherProjections(found: String, expected: String)
  /// It shows values of other classes than was asked for.
  case otherClasses(found: Set<DisclosureClass>, expected: Set<DisclosureClass>)
  /// It shows personal values, and an event since then erases or restricts some.
  case erasure(position: UInt64)
  /// It says that it is another generation than its name does.
  case otherGeneration(found: Int, expected: Int)
  /// A table, index, view or trigger is declared otherwise than this program does, or is not its own.
  case otherDeclaration(of: String)
  /// It cannot be read as a file of read models.
  case unreadable(String)
}

extension ModelMismatch: CustomStringConvertible {
  public var description: String {
    switch self {
    case .otherLedger(let found, let expected):
      "it was made from the ledger \(found), and this one is \(expected)"
    case .otherLine(let position):
      "the log has another line before position \(position) than the one that it was made from"
    case .beyondTheLog(let position, let size):
      "it has read up to position \(position), and the log has \(size) events"
    case .otherProjections(let found, let expected):
      "it holds the projections \(found), and this program makes \(expected)"
    case .otherClasses(let found, let expected):
      "it shows values of the classes \(found.inWords), and \(expected.inWords) are asked for"
    case .erasure(let position):
      "it shows personal values, some of which the event at position \(position) erases or restricts"
    case .otherGeneration(let found, let expected):
      "it says that it is generation \(found), and its name that it is \(expected)"
    case .otherDeclaration(let name):
      "\(name) is not declared in it as this program does"
    case .unreadable(let why): "it cannot be read: \(why)"
    }
  }
}
