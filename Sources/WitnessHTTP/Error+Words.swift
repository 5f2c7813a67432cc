import Glibc
internal import NIOCore

/// An error in words; those of the system as the system has them.
func words(for error: any Error) -> String {
  guard let error = error as? IOError else { return "\(error)" }
  return String(cString: strerror(error.errnoCode))
}
