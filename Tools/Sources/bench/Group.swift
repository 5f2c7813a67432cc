/// Rows that are measured together.
struct Group: Sendable {
  let name: String
  let title: String
  let rows: @Sendable (Settings, Bench) async throws -> [Row]

  static let all = [
    Group(
      name: "append",
      title: "durable appends to the log alone: expected revision, command id, tree, all indexes",
      rows: AppendBench.rows),
    Group(
      name: "ledger",
      title: "remarks on terms through the whole ledger: read, decided, sealed, durable",
      rows: LedgerBench.rows),
    Group(name: "read", title: "one stream of about 20 events", rows: ReadBench.rows),
    Group(name: "decode", title: "lines of all types, on one core", rows: DecodeBench.rows),
    Group(
      name: "verify", title: "full verification, as a process of its own", rows: VerifyBench.rows),
    Group(name: "export", title: "the log as a file of lines", rows: ExportBench.rows),
    Group(name: "bundles", title: "audit bundles of a million events", rows: BundleBench.rows),
    Group(name: "rebuild", title: "the read models, made anew", rows: RebuildBench.rows),
    Group(
      name: "reports", title: "every report, of the newest period that is over or of everything",
      rows: ReportsBench.rows),
    Group(
      name: "start", title: "start of the program to the end of its first durable append",
      rows: StartBench.rows),
    Group(name: "size", title: "bytes an event", rows: SizeBench.rows),
    Group(name: "memory", title: "peak memory of a process", rows: MemoryBench.rows),
    Group(
      name: "coder", title: "the data of one event, terms offered, 267 bytes", rows: CoderBench.rows
    ),
    Group(
      name: "sealing",
      title: "a royalty statement with four sealed fields, and the same in the clear",
      rows: SealingBench.rows),
    Group(
      name: "edge", title: "the unfinished tiles: one row a commit, and one row a leaf",
      rows: EdgeBench.rows),
    Group(
      name: "proofs", title: "signed heads and proofs of a log of a million events",
      rows: ProofBench.rows),
    Group(name: "large", title: "five million events", rows: LargeBench.rows),
  ]
}
