import LMDB

extension Tables {
  /// What the command of a row was answered: it is read off its lines.
  func receipt(
    for row: CommandRow, in transaction: borrowing some Reading & ~Copyable
  ) throws(LogFault) -> Receipt {
    var places: [Receipt.Place] = []
    for number in row.positions {
      let position = GlobalPosition(number)
      guard let line = try line(at: position, in: transaction) else {
        throw .damaged("position \(position) has no line")
      }
      do throws(LineFault) {
        let envelope = try LineView(line).envelope()
        guard envelope.position == position, envelope.commandDigest == row.digest else {
          throw LineFault.malformedAttribute("commanddigest")
        }
        places.append(
          Receipt.Place(
            position: position, stream: envelope.stream, revision: envelope.revision,
            type: envelope.type))
      } catch {
        throw .damaged("position \(position): \(error)")
      }
    }
    return Receipt(events: places, digest: row.digest)
  }
}
