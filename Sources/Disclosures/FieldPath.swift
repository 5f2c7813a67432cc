/// Where in a line a field stands, or the object that owns it; empty for the line itself.
public struct FieldPath: Hashable, Sendable {
  /// Names of members, and numbers of elements from 0.
  public var steps: [String]

  public init(_ steps: [String] = []) { self.steps = steps }

  public func appending(_ step: String) -> FieldPath { FieldPath(steps + [step]) }

  /// The path as RFC 6901 has it: `/data/parties/1/contact`, and empty for the line itself.
  public var pointer: String {
    steps.map { "/" + $0.replacing("~", with: "~0").replacing("/", with: "~1") }.joined()
  }
}

extension FieldPath: CustomStringConvertible {
  /// The path as people write it: the pointer without its first slash.
  public var description: String { String(pointer.dropFirst()) }
}
