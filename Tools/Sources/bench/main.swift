try CoderBench.run()
try await AppendBench.run()
try await SealingBench.run()
try EdgeBench.run()
