/// Why the pages of a file cannot be followed.
public enum PageFault: Error, Hashable, Sendable {
  /// The page is not what LMDB writes, or not what leads to it says. Stop, and restore.
  case damaged(page: UInt64, PageProblem)
  /// The file could not be read so far.
  case unreadable(LMDBError)
}

/// What is wrong with a page.
public enum PageProblem: String, Error, Hashable, Sendable {
  case notAHead = "the file's head is not as LMDB writes it"
  case headsDisagree = "the two heads of the file do not belong together"
  case beyondEnd = "the file ends before it"
  case usedTwice = "two places lead to it"
  case isFree = "it is in use and in the list of free pages"
  case wrongNumber = "it bears another number"
  case wrongKind = "it is of another kind than what leads to it says"
  case malformed = "its entries do not lie as LMDB lays them"
  case outOfOrder = "its keys are out of order"
  case wrongCount = "its tree has other pages or entries than LMDB counted"
}

extension PageFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .damaged(let page, let problem): "page \(page): \(problem.rawValue)"
    case .unreadable(let error): "\(error)"
    }
  }
}
