import DealRecords
public import Disclosures
import EventLog
import Transparency

/// What came of an order to disclose fields.
public enum DisclosingOutcome: Sendable {
  case made(MadeDisclosure)
  /// The record was refused, and so nothing was made.
  case refused(CommandOutcome)
}

/// A file that shows fields of a line with proof, and what was done for it.
public struct MadeDisclosure: Sendable {
  public let file: DisclosureFile
  /// What the file proves, as whoever checks it will see it.
  public let line: DisclosedLine
  /// The record of the disclosure, new or repeated; nil where nothing needs one.
  public let record: CommandOutcome?
  /// Whether the checkpoint was signed for this file: none covered the line before.
  public let isNewlySigned: Bool
}

extension Ledger {
  /// Records that fields of a line are shown, and makes the file that shows them.
  ///
  /// The record is durable before there is anything to show. Where it is refused nothing is made,
  /// and nothing is signed.
  ///
  /// - Parameter order: Nil where nothing needs a record: `ChosenFields.recordedIn` tells.
  public func disclose(
    _ chosen: ChosenFields, by order: DisclosureOrder?
  ) async throws(DisclosingFault) -> DisclosingOutcome {
    let key = try disclosing { () throws(LedgerFault) in try signingKey() }
    let record = try await record(chosen, by: order)
    if let record, !record.isAccepted { return .refused(record) }
    do throws(LedgerFault) {
      let checkpoint = try await checkpoint(covering: chosen.line.position)
      let (file, line) = try file(showing: chosen, under: checkpoint.note, signedBy: key)
      return .made(
        MadeDisclosure(
          file: file, line: line, record: record, isNewlySigned: checkpoint.isNew))
    } catch {
      guard let receipt = record?.recorded else { throw .ledger(error) }
      throw .recordedOnly(receipt, error)
    }
  }

  private func record(
    _ chosen: ChosenFields, by order: DisclosureOrder?
  ) async throws(DisclosingFault) -> CommandOutcome? {
    guard chosen.recordedIn != nil else { return nil }
    guard let command = order?.command(for: chosen) else { throw .noRecipient }
    do throws(LedgerFault) {
      return try await handle(command)
    } catch {
      throw .ledger(error)
    }
  }
}

extension CommandOutcome {
  fileprivate var recorded: CommandReceipt? {
    switch self {
    case .accepted(let receipt), .repeated(let receipt): receipt
    case .refused, .invalid: nil
    }
  }
}
