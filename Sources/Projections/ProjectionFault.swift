public import Deals
public import EventLog
public import Keyring

/// Why read models could not be brought up, or asked.
public enum ProjectionFault: Error, Hashable, Sendable {
  /// The log refused. See `LogFault` for what to do.
  case log(LogFault)
  /// SQLite refused. Read models can always be rebuilt from the log.
  case database(path: String, code: Int32, message: String)
  /// The operating system refused.
  case file(path: String, problem: String)
  /// Another user's files: what is written there beside them, that user could not read.
  case foreignOwner(path: String, owner: UInt32)
  /// There are no read models yet. Bring them up, which only a writer can.
  case missing(folder: String)
  /// The read models are open for reading only.
  case notWritable(folder: String)
  /// The models show values of these classes, and no keys are at hand to open them.
  case noKeys(showing: Set<DisclosureClass>)
  /// The keys cannot be used.
  case keys(KeyringFault)
  /// What is looked for cannot be: see the words.
  case unsearchable(String)
  /// A rebuild met events that a projection cannot apply; the live models stay as they are.
  case parked([ParkedStream])
  /// Streams that were to be taken up again, and still cannot be applied.
  case stillParked([ParkedStream])
}

extension ProjectionFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .log(let fault): "\(fault)"
    case .database(let path, let code, let message):
      "\(path): SQLite says \(message) (code \(code)); run dealledger rebuild"
    case .file(let path, let problem): "\(path): \(problem)"
    case .foreignOwner(let path, let owner): "\(path) belongs to the user \(owner)"
    case .missing(let folder):
      "there are no read models in \(folder) yet: run dealledger rebuild where you may write"
    case .notWritable(let folder):
      "the read models in \(folder) are open for reading only: open the ledger for writing"
    case .noKeys(let classes):
      "the read models show values of the classes \(classes.inWords), and no keys are at hand to open"
        + " them: name the folder of keys, or run dealledger rebuild for public ones alone"
    case .keys(let fault): "\(fault)"
    case .unsearchable(let why): why
    case .parked(let streams):
      "the read models were not replaced: "
        + streams.map { "\($0)" }.joined(separator: "; ")
        + "; run dealledger verify, and use the version of the program that wrote the event"
    case .stillParked(let streams):
      streams.map { "\($0)" }.joined(separator: "; ")
        + "; use the version of the program that wrote the event, and try again"
    }
  }
}
