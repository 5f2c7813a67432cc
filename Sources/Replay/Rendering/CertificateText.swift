/// A certificate as people read it, line by line, so that a terminal may colour it.
public struct CertificateText: Hashable, Sendable {
  /// What a piece of text says, and with it how it may look.
  public enum Style: Hashable, Sendable {
    case plain, heading, good, bad, unsure, quiet
  }

  public struct Piece: Hashable, Sendable {
    public let text: String
    public let style: Style
  }

  public private(set) var lines: [[Piece]] = []

  /// The text without any styles.
  public var plain: String {
    lines.map { $0.map(\.text).joined() + "\n" }.joined()
  }

  mutating func line(_ pieces: (String, Style)...) {
    lines.append(pieces.map { Piece(text: $0.0, style: $0.1) })
  }

  mutating func line(_ text: String = "") { line((text, .plain)) }
}
