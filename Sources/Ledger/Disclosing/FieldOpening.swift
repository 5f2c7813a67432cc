import DealRecords
import Deals
import Disclosures
import EventLog
import Keyring

/// Opens the fields of a line one by one, as far as keys and reader allow.
struct FieldOpening {
  private let vault: Result<Vault, KeyringFault>
  private let shown: Set<DisclosureClass>

  /// - Parameter shown: The classes that the reader may see.
  init(by vault: Result<Vault, KeyringFault>, for shown: Set<DisclosureClass>) {
    (self.vault, self.shown) = (vault, shown)
  }

  /// What was opened of a line, whoever looks.
  func open(_ row: RawSpan?, of stream: StreamName, at position: GlobalPosition) -> OpenedLine {
    Opener(try? vault.get(), for: .showing).open(row, of: stream, at: position)
  }

  /// The fields that the event seals, with what was opened of them.
  ///
  /// - Parameter placed: All of the event's fields.
  func fields(_ placed: [PlacedField], of line: OpenedLine) -> [SealedField] {
    let open = Dictionary(
      uniqueKeysWithValues: line.values.disclosures.map { ($0.digest, $0.bytes) })
    return placed.compactMap { field in
      guard let digest = field.digest else { return nil }
      return SealedField(
        path: field.path, disclosure: field.disclosure,
        standing: standing(of: field, open[digest], line.closures))
    }
  }

  private func standing(
    of field: PlacedField, _ opened: [UInt8]?, _ closures: Set<Closure>
  ) -> SealedField.Standing {
    guard shown.contains(field.disclosure) else { return .closed(.notForReader) }
    if let opened { return .open(opened) }
    if case .failure(let fault) = vault { return .closed(.noKeys(fault)) }
    return .closed(.sealed(closures))
  }
}

extension DisclosableLine {
  /// Reads a stored line; what is not what was sealed for it is a fault, and is not shown.
  init(
    _ line: RawSpan, at position: GlobalPosition, sealed row: RawSpan?, _ opening: FieldOpening
  ) throws(LogFault) {
    do {
      let view = try LineView(line)
      let stream = try StreamName(view.subject)
      let opened = opening.open(row, of: stream, at: position)
      if opened.closures.contains(.altered) {
        throw FieldFault(.malformed("\(Closure.altered)")).inside("_sd")
      }
      let fact = try Fact(type: view.type, data: view.data, opened: opened.values)
      let version = EventType(view.type)?.version ?? 1
      let placed = fact?.placedFields(of: version)
      sealed = placed.map { opening.fields($0, of: opened) }
      shown = (placed ?? []).filter { $0.disclosure == .public }.map(\.path)
      (type, bytes, self.position) = (view.type, line.withUnsafeBytes { Array($0) }, position)
      deal = if case .deal(let deal) = Subject(stream) { deal } else { nil }
    } catch {
      throw .damaged("position \(position): \(error)")
    }
  }
}
