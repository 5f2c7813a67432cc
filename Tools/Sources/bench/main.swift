import Foundation

do {
  let arguments = CommandLine.arguments.dropFirst()
  if arguments.contains("--help") || arguments.contains("-h") {
    print(Settings.usage)
    exit(0)
  }
  try await run(try Settings(arguments))
} catch let fault as BenchFault {
  say("bench: \(fault)")
  exit(fault.status)
} catch {
  say("bench: \(error)")
  exit(74)
}

func run(_ settings: Settings) async throws {
  let bench = try Bench()
  defer { bench.clear() }
  let syncs = try await settings.measure([SyncRate(in: bench.folder).piece])
  let conditions = Conditions(settings, in: bench.folder, syncs: syncs[0])
  say(conditions.text)
  var (table, report) = (Table(), Report(conditions))
  var firstFault: (any Error)?
  for group in Group.all where settings.asks(for: group) {
    say("measuring \(group.name) …")
    do {
      let rows = try await group.rows(settings, bench)
      table.add(group, rows)
      report.add(group, rows)
    } catch {
      // What the others came to is still told.
      say("\(group.name) is left out: \(error)")
      firstFault = firstFault ?? error
    }
  }
  print("\n" + conditions.text)
  print(table.text(isColoured: isatty(STDOUT_FILENO) == 1 && getenv("NO_COLOR") == nil))
  if let path = settings.json { try report.write(to: path) }
  if let firstFault { throw firstFault }
}

/// Tells people how far it is; the table alone goes to standard output.
func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
