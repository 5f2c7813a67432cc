import Glibc

extension Failure {
  static var moreDescriptors: String {
    "raise the limit on open files (`ulimit -n`), and run the same call again"
  }

  /// What the system's words for an `errno` mean for a file of the ledger.
  static func meaning(of problem: String, at path: String) -> (ExitStatus, next: String) {
    switch problem {
    case words(EACCES), words(EPERM): (.denied, "ask the owner of \(path) for permission")
    case words(EROFS): (.denied, "use a folder that takes writes")
    case words(ENOSPC), words(EDQUOT):
      (.io, "make room on the disk of \(path), and run the same call again")
    case words(EMFILE), words(ENFILE): (.tryAgain, moreDescriptors)
    default: (.io, "check \(path) and the disk that it lies on, and try again")
    }
  }

  /// Whether a problem is the disk's or the system's, and none of what stands at the path.
  static func isOfSystem(_ problem: String) -> Bool {
    [EACCES, EPERM, EROFS, ENOSPC, EDQUOT, EMFILE, ENFILE, EIO].map(words).contains(problem)
  }

  private static func words(_ code: Int32) -> String { String(cString: strerror(code)) }

  /// What a system call's `errno` means for a file that is to be read.
  static func reading(_ path: String, _ code: Int32 = errno) -> Failure {
    let problem = "\(path) cannot be read: \(String(cString: strerror(code)))"
    return switch code {
    case ENOENT, ENOTDIR, EISDIR: Failure(.noInput, problem, next: "check the path")
    case EACCES, EPERM: Failure(.denied, problem, next: "ask the owner of the file for permission")
    default: Failure(.io, problem, next: "check the disk, and try again")
    }
  }

  /// What a system call's `errno` means for a file that is to be written.
  static func writing(_ path: String, _ code: Int32 = errno) -> Failure {
    let problem = "\(path) cannot be written: \(String(cString: strerror(code)))"
    return switch code {
    case ENOENT, ENOTDIR, EISDIR, EEXIST:
      Failure(.cannotCreate, problem, next: "choose a path in a folder that is there")
    case EACCES, EPERM, EROFS:
      Failure(.denied, problem, next: "choose a path that you may write to")
    case ENOSPC, EDQUOT: Failure(.io, problem, next: "make room on the disk, and try again")
    default: Failure(.io, problem, next: "check the disk, and try again")
    }
  }
}
