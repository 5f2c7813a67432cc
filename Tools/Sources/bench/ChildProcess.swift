import Foundation

/// A program that is run to its end.
struct ChildProcess: Sendable {
  /// What a program took.
  struct Usage: Sendable {
    let seconds: Double
    /// The most that it held at a time; nothing where it was not watched.
    let peak: Memory
  }

  /// In bytes, as looked at every few milliseconds.
  ///
  /// Not what wait4 tells, which counts the memory of this program too.
  struct Memory: Sendable {
    /// With the pages of mapped files (VmHWM).
    var all = 0.0
    /// Without (RssAnon).
    var own = 0.0

    init() {}

    /// Of a process as it is now; nothing once it has ended.
    init(of process: pid_t) {
      let file = FileHandle(forReadingAtPath: "/proc/\(process)/status")
      guard let data = try? file?.readToEnd() else { return }
      let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
      (all, own) = (Self.bytes(of: "VmHWM:", in: lines), Self.bytes(of: "RssAnon:", in: lines))
    }

    mutating func rise(to other: Memory) {
      (all, own) = (max(all, other.all), max(own, other.own))
    }

    private static func bytes(of name: String, in lines: [Substring]) -> Double {
      let words = lines.first { $0.hasPrefix(name) }?.split(whereSeparator: \.isWhitespace) ?? []
      return words.count > 1 ? (Double(words[1]) ?? 0) * 1024 : 0
    }
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
    let child = try spawn(output: "/dev/null", errors: errors.path)
    let peak = isWatched ? watch(child) : Memory()
    let status = wait(for: child)
    let seconds = start.duration(to: .now).inSeconds
    guard isGood(status) else { throw fault(status, errors) }
    return Usage(seconds: seconds, peak: peak)
  }

  /// Runs it, and gives what it printed.
  func output() throws -> String {
    let (output, errors) = (TemporaryFile("output"), TemporaryFile("errors"))
    let status = wait(for: try spawn(output: output.path, errors: errors.path))
    guard isGood(status) else { throw fault(status, errors) }
    return output.text
  }

  /// Whether what waitpid gave is one of the statuses, and no signal.
  private func isGood(_ status: Int32) -> Bool {
    status & 0x7F == 0 && statuses.contains(status >> 8 & 0xFF)
  }

  private func fault(_ status: Int32, _ errors: TemporaryFile) -> BenchFault {
    let last = errors.text.split(separator: "\n").suffix(3).joined(separator: "; ")
    let end =
      switch (status & 0x7F, status >> 8 & 0xFF) {
      case (0, 124) where command.contains("timeout"): "took too long"
      case (0, let code): "ended with status \(code)"
      case (let signal, _): "was ended by signal \(signal)"
      }
    return BenchFault("\(command.joined(separator: " ").prefix(200)) … \(end): \(last)")
  }

  private func spawn(output: String, errors: String) throws -> pid_t {
    // The threads that Swift's tasks share block signals, and a child would inherit that.
    var (attributes, none) = (posix_spawnattr_t(), sigset_t())
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
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
    let code = posix_spawnp(&child, command[0], &actions, &attributes, &arguments, &variables)
    guard code == 0 else {
      throw BenchFault("\(command[0]) cannot be run: \(String(cString: strerror(code)))")
    }
    return child
  }

  private func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status
  }

  /// Looks at the memory of a child until it has ended, and leaves it to be waited for.
  private func watch(_ child: pid_t) -> Memory {
    var (peak, end) = (Memory(), siginfo_t())
    repeat {
      peak.rise(to: Memory(of: child))
      usleep(2000)
      waitid(P_PID, id_t(child), &end, WEXITED | WNOHANG | WNOWAIT)
    } while end.si_signo == 0
    return peak
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
