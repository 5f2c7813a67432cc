/// What the program tells the one that called it, after sysexits.h.
///
/// Scripts are written against these numbers.
enum ExitStatus: Int32, CaseIterable {
  case ok = 0
  /// A check found a fault, or a command was refused.
  case fault = 1
  /// A check could not tell.
  case cannotTell = 2
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case `internal` = 70
  case cannotCreate = 73
  case io = 74
  case tryAgain = 75
  case denied = 77
  case configuration = 78
}
