import DealRecords
import EventLog
import Projections

/// Level 4: the read models, made aside from the log, row by row against those that are there.
struct ReadModelCheck {
  private let folder: LedgerFolder
  private let vault: Vault?
  private let progress: (ReplayProgress) -> Void

  /// - Parameter vault: Needed only for models that show more than public values.
  init(
    _ folder: LedgerFolder, _ vault: Vault?, _ progress: @escaping (ReplayProgress) -> Void
  ) {
    (self.folder, self.vault, self.progress) = (folder, vault, progress)
  }

  func run(_ draft: inout CertificateDraft) throws(InspectionFault) {
    guard draft.holds(.storage), draft.holds(.log) else {
      return draft.leaveOpen(.models, "the log that they are made from does not hold")
    }
    do throws(ProjectionFault) {
      draft.take(try check())
    } catch .log(let fault) {
      throw InspectionFault(fault)
    } catch {
      draft.leaveOpen(.models, "\(error)")
    }
  }

  private func check() throws(ProjectionFault) -> ModelCheck {
    let store: EventStore
    do throws(LogFault) {
      store = try EventStore(folder: folder.log, access: .readOnly)
    } catch {
      throw .log(error)
    }
    let models = ReadModels(folder: folder.models, access: .readOnly, vault: vault)
    return try models.compare(with: store) {
      progress(ReplayProgress(stage: .models, done: $0, total: $1))
    }
  }
}

extension CertificateDraft {
  fileprivate mutating func take(_ check: ModelCheck) {
    switch check {
    case .absent:
      skip(.models)
      note(.noModels)
    case .foreign(let mismatch): take(mismatch)
    case .compared(let comparison): take(comparison)
    }
  }

  /// Another version of the program makes other models; whatever else does not fit is a fault.
  private mutating func take(_ mismatch: ModelMismatch) {
    if case .otherProjections = mismatch {
      leaveOpen(.models, "\(mismatch)")
    } else {
      add(.models, .foreignModels, at: .models, "\(mismatch)")
    }
  }

  private mutating func take(_ comparison: ModelComparison) {
    counts.modelRows = UInt64(comparison.tables.reduce(0) { $0 + $1.expected })
    for difference in comparison.divergences {
      add(
        .models, .modelDiffers,
        at: .model(difference.table, row: difference.key, event: difference.event),
        "\(difference)")
    }
    addUnlisted(
      comparison.tables.reduce(0) { $0 + $1.differing } - comparison.divergences.count)
    for parked in comparison.parked { leaveOpen(.models, "\(parked)") }
    let reached = comparison.position.rawValue
    if reached < size { note(.modelsLag(size - reached)) }
  }
}
