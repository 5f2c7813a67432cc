/// The names that SD-JWT keeps for itself (RFC 9901, sections 4.1.1 and 4.2).
enum ReservedName {
  static let digests = "_sd"
  static let algorithm = "_sd_alg"
  /// Hides an element of an array, which no line does.
  static let element = "..."

  static func includes(_ name: String) -> Bool {
    [digests, algorithm, element].contains(name)
  }
}
