import ArgumentParser
import EventLog
import Glibc
import Replay

/// Why there is no certificate: what happened, and what to do next.
struct Complaint {
  let message: String
  let status: Int32

  static func noLedger(_ path: String) -> Complaint {
    let isDenied = access(path, F_OK) == 0 && access(path, R_OK | X_OK) != 0
    return isDenied
      ? Complaint(message: "\(path) may not be read: ask for permission to read it.", status: 77)
      : Complaint(
        message:
          "There is no ledger at \(path): give the folder that holds log/data.mdb, or a bundle.",
        status: 66)
  }

  static func noFile(_ path: String) -> Complaint {
    Complaint(message: "The file \(path) cannot be read: check the path.", status: 66)
  }

  static func fault(_ fault: ReplayFault) -> Complaint {
    switch fault {
    case .noLedger(let path): noLedger(path)
    case .file(let path, EACCES?):
      Complaint(message: "\(path) may not be read: ask for permission to read it.", status: 77)
    case .file(let path, ENOENT?): noLedger(path)
    case .file:
      Complaint(
        message: "The bundle could not be read: \(fault). Try again, or use a copy.", status: 74)
    case .log(.storage(.permissionDenied)):
      Complaint(
        message: "The log or its lock file may not be opened: copy the log's folder to a place of"
          + " your own, and replay the copy.",
        status: 77)
    case .log(.storage(.readersFull)):
      Complaint(message: "Too many read the log at the moment: try again later.", status: 75)
    case .log(let fault):
      Complaint(
        message: "The log could not be read: \(fault). Try again, or replay a copy.", status: 74)
    }
  }

  /// Says it, and gives the status to end with.
  func exit() -> ExitCode {
    tell("dealledger-replay: \(message)\n")
    return ExitCode(status)
  }
}

/// The contents of a small file; nil where it cannot be read.
func readFile(_ path: String) -> [UInt8]? {
  guard let file = fopen(path, "rb") else { return nil }
  defer { fclose(file) }
  var contents: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = fread(&buffer, 1, buffer.count, file)
    guard count > 0 else { return ferror(file) == 0 ? contents : nil }
    contents += buffer[..<count]
  }
}

/// Writes to standard error, past all buffers.
func tell(_ text: String) {
  let bytes = Array(text.utf8)
  _ = write(STDERR_FILENO, bytes, bytes.count)
}
