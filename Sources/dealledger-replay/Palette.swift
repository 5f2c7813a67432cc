import Glibc
import Replay

/// How a terminal shows the styles of a certificate.
struct Palette {
  private let isColored: Bool

  init(noColor: Bool) {
    func isSet(_ name: String) -> Bool {
      guard let value = getenv(name) else { return false }
      return value[0] != 0
    }
    let isForced = isSet("CLICOLOR_FORCE")
    isColored = !noColor && !isSet("NO_COLOR") && (isForced || isatty(STDOUT_FILENO) == 1)
  }

  func paint(_ text: CertificateText) -> String {
    guard isColored else { return text.plain }
    return text.lines.map { $0.map(paint).joined() + "\n" }.joined()
  }

  private func paint(_ piece: CertificateText.Piece) -> String {
    guard let code = code(of: piece.style) else { return piece.text }
    return "\u{1B}[\(code)m\(piece.text)\u{1B}[0m"
  }

  private func code(of style: CertificateText.Style) -> Int? {
    switch style {
    case .plain: nil
    case .heading: 1
    case .good: 32
    case .bad: 31
    case .unsure: 33
    case .quiet: 2
    }
  }
}
