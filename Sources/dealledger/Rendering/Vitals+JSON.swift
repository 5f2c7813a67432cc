import Ledger

extension Vitals {
  /// The figures behind the findings, for programs that draw them; sizes in bytes.
  var json: JSON {
    var reading: Models.Reading?
    if case .read(let models) = models { reading = models }
    return [
      "events": .count(log.events), "logBytes": .integer(log.fileBytes),
      "freeBytes": .integer(log.freeBytes), "mapBytes": .integer(room.capacity),
      "mapUsedBytes": .integer(room.used), "diskFreeBytes": .number(room.diskFree),
      "snapshots": .integer(readers.live), "deadSnapshots": .integer(readers.dead),
      "commitsBehind": .integer(readers.mostBehind),
      "modelsBytes": .number(reading?.bytes), "modelsPosition": reading.map { .count($0.position) },
      "parkedStreams": .number(reading?.parked.count), "keysBytes": .integer(keys.bytes),
      "checkpointSize": checkpoint.size.map { .count($0) },
    ]
  }
}

extension JSON {
  fileprivate static func count(_ count: UInt64) -> JSON { .integer(Int(clamping: count)) }
}
