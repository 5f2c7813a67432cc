/// A value above class public: open to whoever holds the key, closed to the rest.
///
/// "Not shown" is a case of its own, so that it never looks like a blank. What may be absent is
/// `Sealed<Value?>`: that it is absent is sealed too.
@frozen public enum Sealed<Value: FieldValue>: Hashable, Sendable {
  case closed
  case opened(Value)

  /// The value, where it is open.
  @inlinable public var value: Value? {
    switch self {
    case .closed: nil
    case .opened(let value): value
    }
  }
}

extension Sealed {
  /// What stands in a record before it is read: open, and blank.
  @inlinable public static var blank: Self { .opened(Value.blank) }

  /// Whether it is open, and there is no value.
  @inlinable public var isKnownAbsent: Bool { value?.isAbsent ?? false }
}
