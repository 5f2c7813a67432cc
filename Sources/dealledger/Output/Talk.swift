import Foundation

/// Standard error: what a person is told beside the data.
struct Talk {
  let terminal: Terminal
  let isQuiet: Bool

  /// Says something that may be missed.
  func say(_ text: String) {
    guard !isQuiet else { return }
    write(text)
  }

  /// Says something that may not.
  func warn(_ text: String) { write(terminal.paint("warning", .warning) + ": " + text) }

  func report(_ failure: Failure) {
    write(terminal.paint("error", .bad) + ": " + failure.problem.printable)
    write(terminal.paint("next", .strong) + ": " + failure.next.printable)
  }

  private func write(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}

extension Talk {
  /// For errors that end the program, whatever became of its options.
  static var ofLastResort: Talk {
    let noColor = CommandLine.arguments.contains("--no-color")
    return Talk(terminal: Terminal(STDERR_FILENO, noColor: noColor), isQuiet: false)
  }
}
