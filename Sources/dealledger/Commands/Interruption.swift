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

  /// Ends the process as the signal would have, which the one who sent it can see.
  static func endProcess() -> Never {
    signal(SIGINT, SIG_DFL)
    raise(SIGINT)
    _exit(130)
  }
}
