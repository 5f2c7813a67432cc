extension RawSpan {
  /// Whether the line is an order to erase or to restrict a person's data.
  var isErasure: Bool { isLine(endingWith: "\"type\":\"deal.personal-data-erased.v1\"}") }

  /// Whether the line is an order to keep what is in its scope.
  var isLegalHold: Bool { isLine(endingWith: "\"type\":\"deal.legal-hold-placed.v1\"}") }

  /// Tells a line's type without reading it: `type` is its last member.
  private func isLine(endingWith ending: StaticString) -> Bool {
    let count = ending.utf8CodeUnitCount
    guard byteCount >= count else { return false }
    return extracting(last: count).withUnsafeBytes { bytes in
      ending.withUTF8Buffer { bytes.elementsEqual($0) }
    }
  }
}
