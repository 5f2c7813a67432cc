import Dispatch
import Foundation

/// Calls back when the process is asked to end, by Ctrl-C or otherwise, instead of ending it.
final class Interruption {
  private let sources: [any DispatchSourceSignal]

  init(_ callBack: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: callBack)
      source.resume()
      return source
    }
  }

  func end() {
    for source in sources { source.cancel() }
  }

  /// Ends the process with the status that a shell gives to one that Ctrl-C ended.
  static func endProcess() -> Never { _exit(128 + SIGINT) }
}
