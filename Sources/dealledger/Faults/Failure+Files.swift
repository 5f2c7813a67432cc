import Glibc

extension Failure {
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
