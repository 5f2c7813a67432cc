try EdgeBench.run()
