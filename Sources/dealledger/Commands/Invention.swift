import DealRecords
import Deals
import Ledger
import Synthetic

/// What a demonstration makes up: deals, a network, or both, as commands in the order of time.
struct Invention {
  /// Nil for a network alone.
  let deals: SyntheticDeals?
  /// Nil for deals alone.
  let network: SyntheticNetwork?
  /// What is said of the network, and what the articles name of it: the project's own files.
  let files: [CommandFile]

  var seed: UInt64 { deals?.seed ?? network?.seed ?? 0 }

  /// Nothing happens before this year.
  var firstYear: Int {
    [deals?.years.lowerBound, network.map { _ in 2012 }].compactMap(\.self).min() ?? 2012
  }

  struct Command {
    /// In seconds since 1970 in UTC.
    let at: Int
    let begins: Bool
    let incoming: IncomingCommand
  }
}

extension Invention: Sequence {
  /// Of what happens at once, the network's comes first.
  func makeIterator() -> AnyIterator<Command> {
    var deals = self.deals?.makeIterator()
    var (nextDeal, others) = (deals?.next(), ArraySlice(networkCommands))
    return AnyIterator {
      if let other = others.first, nextDeal.map({ other.at <= $0.at }) ?? true {
        return others.removeFirst()
      }
      defer { nextDeal = deals?.next() }
      return nextDeal.map {
        Command(
          at: $0.at, begins: $0.kind == .proposeDeal, incoming: IncomingCommand($0.bytes))
      }
    }
  }

  private var networkCommands: [Command] {
    let invented = (network?.commands ?? []).map {
      Command(at: $0.at, begins: false, incoming: IncomingCommand($0.bytes))
    }
    let named = files.flatMap { file in file.lines.map { Self.command($0, of: file) } }
    return (invented + named).enumerated().sorted { one, other in
      (one.element.at, one.offset) < (other.element.at, other.offset)
    }.map(\.element)
  }

  /// What is no command comes first, and the ledger says what is wrong with it.
  private static func command(_ line: CommandFile.Line, of file: CommandFile) -> Command {
    let bytes = Array(file.bytes[line.place])
    let instant = (try? CommandRequest(bytes))?.at.instant
    return Command(
      at: instant.map { Int($0.microseconds / 1_000_000) } ?? .min, begins: false,
      incoming: IncomingCommand(bytes, origin: file.origin(of: line)))
  }
}
