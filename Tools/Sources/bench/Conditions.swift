import Foundation

/// Where and when all of it was measured.
struct Conditions: Sendable {
  let facts: [(String, String)]
  /// What makes the figures worth less.
  let warnings: [String]

  init(_ settings: Settings, in folder: String, syncs: [Sample]) {
    let load = Self.firstWord(of: "/proc/loadavg").flatMap(Double.init) ?? 0
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let fileSystem = Self.fileSystem(of: folder)
    facts = [
      ("date", Date.now.formatted(.iso8601)),
      ("processor", "\(Self.processor), \(cores) cores"),
      ("system", "\(Self.text("/proc/sys/kernel/osrelease") ?? "unknown kernel")"),
      ("files", "\(folder) on \(fileSystem)"),
      (
        "syncs",
        "\(Table.number(syncs.map(\.value).median)) writes of 500 bytes with fdatasync a second"
      ),
      ("commit", Self.commit),
      ("build", Self.isOptimized ? "release" : "debug"),
      ("load at start", "\(load)"),
      ("rounds", "\(settings.rounds)\(settings.isQuick ? ", quick" : "")"),
    ]
    warnings = [
      load > 0.3 * Double(cores)
        ? "the machine was busy at the start: take ratios, not figures" : nil,
      Self.isOptimized ? nil : "this is a debug build: Tools/bench builds for release",
      fileSystem.hasPrefix("tmpfs")
        ? "nothing is durable on tmpfs: set TMPDIR to a folder on a disk" : nil,
      settings.isQuick ? "quick rounds show that all works: do not quote them" : nil,
    ].compactMap(\.self)
  }

  var text: String {
    let width = facts.map(\.0.count).max() ?? 0
    let lines = facts.map { name, value in
      name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + value
    }
    return (lines + warnings.map { "warning: \($0)" }).joined(separator: "\n")
  }

  private static var isOptimized: Bool {
    var isDebug = false
    assert(
      {
        isDebug = true
        return true
      }())
    return !isDebug
  }

  private static var processor: String {
    let lines = text("/proc/cpuinfo")?.split(separator: "\n") ?? []
    let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
    return model?.trimmingCharacters(in: .whitespaces) ?? "unknown processor"
  }

  private static var commit: String {
    let output = try? ChildProcess(["git", "describe", "--always", "--dirty"]).output()
    return output?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "unknown"
  }

  /// The type of the file system that a folder lies on.
  private static func fileSystem(of folder: String) -> String {
    let mounts = (text("/proc/mounts") ?? "").split(separator: "\n").map {
      $0.split(separator: " ")
    }
    let holding = mounts.filter { mount in
      mount.count > 2 && (mount[1] == "/" || (folder + "/").hasPrefix(mount[1] + "/"))
    }
    return holding.max { $0[1].count < $1[1].count }.map { String($0[2]) } ?? "unknown"
  }

  private static func firstWord(of path: String) -> String? {
    text(path)?.split(separator: " ").first.map(String.init)
  }

  private static func text(_ path: String) -> String? {
    // What /proc holds has no length, which reading to the end does not mind.
    FileHandle(forReadingAtPath: path).flatMap { try? $0.readToEnd() }
      .map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) }
  }
}
