extension Envelope {
  /// Whether a line is, byte for byte, what the log writes for these attributes and this data.
  public func isWritten(as line: RawSpan, with data: RawSpan) -> Bool {
    let written = self.line(with: data.copied())
    return line.withUnsafeBytes { $0.elementsEqual(written) }
  }
}
