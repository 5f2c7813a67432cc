import Foundation
import Synchronization

/// A program that is run to its end.
struct ChildProcess: Sendable {
  /// What a program took.
  struct Usage: Sendable {
    let seconds: Double
    /// The most memory that it held at a time, pages of mapped files included, in bytes.
    let peak: Double
    /// The most memory of its own, as it was looked at every few milliseconds, in bytes.
    let peakOwn: Double
  }

  /// The program, by name or path, and its arguments.
  let command: [String]
  var environment: [String: String] = [:]
  /// What it may end with.
  var statuses: Set<Int32> = [0]

  init(_ command: [String]) { self.command = command }

  /// Runs it; throws where it ends with another status than it may.
  ///
  /// - Parameter isWatched: Whether its memory is looked at, which takes a little of the machine.
  @discardableResult
  func run(isWatched: Bool = false) throws -> Usage {
    let errors = TemporaryFile("errors")
    let start = ContinuousClock.now
    let (child, status, own, used) = try wait(
      for: spawn(output: "/dev/null", errors: errors.path), isWatched)
    let seconds = start.duration(to: .now).inSeconds
    guard child > 0, isGood(status) else { throw fault(errors) }
    return Usage(seconds: seconds, peak: Double(used.ru_maxrss) * 1024, peakOwn: own)
  }

  /// Runs it, and gives what it printed.
  func output() throws -> String {
    let (output, errors) = (TemporaryFile("output"), TemporaryFile("errors"))
    let (child, status, _, _) = try wait(
      for: spawn(output: output.path, errors: errors.path), false)
    guard child > 0, isGood(status) else { throw fault(errors) }
    return output.text
  }

  /// Whether what wait4 gave is one of the statuses, and no signal.
  private func isGood(_ status: Int32) -> Bool {
    status & 0x7F == 0 && statuses.contains(status >> 8 & 0xFF)
  }

  private func fault(_ errors: TemporaryFile) -> BenchFault {
    let last = errors.text.split(separator: "\n").suffix(3).joined(separator: "; ")
    return BenchFault("\(command.joined(separator: " ").prefix(200)) failed: \(last)")
  }

  private func spawn(output: String, errors: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    for (descriptor, path) in [(STDOUT_FILENO, output), (STDERR_FILENO, errors)] {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = all.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    var child: pid_t = 0
    let code = posix_spawnp(&child, command[0], &actions, nil, &arguments, &variables)
    guard code == 0 else {
      throw BenchFault("\(command[0]) cannot be run: \(String(cString: strerror(code)))")
    }
    return child
  }

  /// Waits for the end, and looks at the memory meanwhile.
  private func wait(
    for child: pid_t, _ isWatched: Bool
  ) throws -> (pid_t, Int32, own: Double, rusage) {
    var (status, used, own) = (Int32(0), rusage(), 0.0)
    guard isWatched else { return (wait4(child, &status, 0, &used), status, 0, used) }
    while true {
      let ended = wait4(child, &status, WNOHANG, &used)
      if ended != 0 { return (ended, status, own, used) }
      own = max(own, Self.ownMemory(of: child))
      usleep(2000)
    }
  }

  /// In bytes; 0 once it has ended.
  private static func ownMemory(of process: pid_t) -> Double {
    guard let status = FileHandle(forReadingAtPath: "/proc/\(process)/status"),
      let data = try? status.readToEnd()
    else { return 0 }
    let line = String(decoding: data, as: UTF8.self).split(separator: "\n")
      .first { $0.hasPrefix("RssAnon:") }
    let words = line?.split(whereSeparator: \.isWhitespace) ?? []
    return words.count > 1 ? (Double(words[1]) ?? 0) * 1024 : 0
  }
}

/// A file that goes with the last who knows it.
final class TemporaryFile: Sendable {
  let path: String

  init(_ name: String) {
    path = FileManager.default.temporaryDirectory.appending(path: "\(name)-\(UUID())").path
  }

  deinit { unlink(path) }

  var text: String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
}
