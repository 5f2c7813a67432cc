/// What holds of all bytes that come from outside, whatever they are.
///
/// The fuzzer looks for bytes of which it does not; the tests go through those that it has kept.
public struct Property: Sendable {
  /// The name of its corpus.
  public let name: String
  private let body: @Sendable ([UInt8]) throws(Violation) -> Void

  init(_ name: String, _ body: @escaping @Sendable ([UInt8]) throws(Violation) -> Void) {
    (self.name, self.body) = (name, body)
  }

  public func check(_ bytes: [UInt8]) throws(Violation) { try body(bytes) }

  public static let all: [Property] = [
    .line, .record, .command, .note, .disclosure, .opening, .pages, .bundle,
  ]
}

/// Where a property does not hold.
public struct Violation: Error, CustomStringConvertible {
  public let description: String
}

func expect(_ holds: Bool, _ otherwise: @autoclosure () -> String) throws(Violation) {
  guard holds else { throw Violation(description: otherwise()) }
}

/// What `body` returns; nil where it refuses, and says why.
func accepted<Value, Refusal: Error>(
  _ body: () throws(Refusal) -> Value
) throws(Violation) -> Value? {
  do throws(Refusal) { return try body() } catch {
    try expect(!"\(error)".isEmpty, "refused without a word")
    return nil
  }
}

/// What `body` returns, which has to.
func required<Value, Refusal: Error>(
  _ what: String, _ body: () throws(Refusal) -> Value
) throws(Violation) -> Value {
  do throws(Refusal) { return try body() } catch {
    throw Violation(description: "\(what): \(error)")
  }
}
