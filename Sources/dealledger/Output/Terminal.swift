import Foundation

/// What stands at the other end of a stream.
struct Terminal {
  let isTerminal: Bool
  let hasColor: Bool
  /// In columns; nil where there is no terminal.
  let width: Int?

  /// - Parameter noColor: Whether the call forbids colour.
  init(_ descriptor: Int32, noColor: Bool) {
    let environment = ProcessInfo.processInfo.environment
    isTerminal = isatty(descriptor) == 1
    hasColor = Self.hasColor(isTerminal: isTerminal, noColor: noColor, environment)
    width = isTerminal ? Self.columns(of: descriptor) : nil
  }

  /// What was asked for in the call wins over NO_COLOR, and that over CLICOLOR_FORCE.
  static func hasColor(
    isTerminal: Bool, noColor: Bool, _ environment: [String: String]
  ) -> Bool {
    if noColor || environment["NO_COLOR"].map({ !$0.isEmpty }) == true { return false }
    if let force = environment["CLICOLOR_FORCE"], !force.isEmpty, force != "0" { return true }
    return isTerminal && environment["TERM"] != "dumb"
  }

  func paint(_ text: String, _ tone: Tone) -> String {
    guard hasColor, tone != .plain, !text.isEmpty else { return text }
    return "\u{1B}[\(tone.rawValue)m\(text)\u{1B}[0m"
  }

  private static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col >= 20 else { return nil }
    return Int(size.ws_col)
  }
}
