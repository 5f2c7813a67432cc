let asked = CommandLine.arguments.dropFirst()

/// `bench` runs all, `bench sealing edge` these.
func isAsked(_ name: String) -> Bool { asked.isEmpty || asked.contains(name) }

if isAsked("coder") { try CoderBench.run() }
if isAsked("append") { try await AppendBench.run() }
if isAsked("ledger") { try await LedgerBench.run() }
if isAsked("sealing") { try await SealingBench.run() }
if isAsked("edge") { try EdgeBench.run() }
