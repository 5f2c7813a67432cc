try CoderBench.run()
try await AppendBench.run()
try EdgeBench.run()
