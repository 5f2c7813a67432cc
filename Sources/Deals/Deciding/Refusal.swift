/// Why a command may not happen now.
public struct Refusal: Error, Hashable, Sendable {
  public let code: RefusalCode
  /// What stands against it, with the facts that the ledger holds; never a sealed value.
  public let detail: String

  init(_ code: RefusalCode, _ detail: String) { (self.code, self.detail) = (code, detail) }

  /// What stands against it, and what to do next.
  public var message: String { "\(detail). \(code.remedy)." }

  /// Every code that a refusal can have.
  public static var allCodes: [String] { RefusalCode.allCases.map(\.rawValue) }
}

extension Refusal: CustomStringConvertible {
  public var description: String { "\(code.rawValue): \(message)" }
}

/// Ids for people: `C1, C2 and C3`.
func listed(_ ids: some Sequence<Identifier>) -> String {
  let texts = ids.map(\.text)
  guard let last = texts.last, texts.count > 1 else { return texts.first ?? "nobody" }
  return texts.dropLast().joined(separator: ", ") + " and " + last
}
