public import CanonicalJSON
public import Deals

/// The record as canonical JSON.
@inlinable public func encode<R: Declared>(_ record: R, as form: RecordForm) -> [UInt8] {
  var bytes: [UInt8] = []
  encode(record, as: form, into: &bytes)
  return bytes
}

/// Writes the record as canonical JSON behind what stands in `bytes`.
@inlinable public func encode<R: Declared>(
  _ record: R, as form: RecordForm, into bytes: inout [UInt8]
) {
  var taken: [UInt8] = []
  swap(&taken, &bytes)
  var writer = RecordWriter(CanonicalWriter(after: consume taken), as: form)
  writer.declared(record)
  bytes = writer.finish()
}

/// Reads a record from its canonical JSON and nothing else.
@inlinable public func decode<R: Record>(
  _ type: R.Type, from bytes: RawSpan, as form: RecordForm
) throws(FieldFault) -> R {
  var reader = RecordReader(CanonicalReader(bytes), as: form)
  let record = try R(from: &reader)
  try reader.expectEnd()
  return record
}

/// Reads a record from its canonical JSON and nothing else.
@inlinable public func decode<R: Record>(
  _ type: R.Type, from bytes: [UInt8], as form: RecordForm
) throws(FieldFault) -> R {
  try decode(type, from: bytes.span.bytes, as: form)
}

/// Reads the fields that `record` declares from canonical JSON and nothing else.
@inlinable public func decode<D: Declared>(
  into record: inout D, from bytes: RawSpan, as form: RecordForm
) throws(FieldFault) {
  var reader = RecordReader(CanonicalReader(bytes), as: form)
  try reader.declared(into: &record)
  try reader.expectEnd()
}

/// Reads the fields that `event` declares for a version of its type, with what was opened of those
/// that are sealed.
func decode<D: Declared>(
  event: inout D, of version: Int, from bytes: RawSpan, _ opened: OpenedValues
) throws(FieldFault) {
  var reader = RecordReader(CanonicalReader(bytes), as: .event, of: version, opened: opened)
  try reader.declared(into: &event)
  try reader.expectEnd()
  try reader.requireVersion()
  guard opened.belong(to: reader.digestCount) else {
    throw FieldFault(.invalid("one digest for each value that is sealed")).inside("_sd")
  }
}

/// The event's data as a line of a version of its type holds them, and the values that it holds the
/// digests of.
func seal<D: Declared>(
  _ event: D, of version: Int, with salts: Salts
) -> (data: [UInt8], values: SealedValues) {
  var writer = RecordWriter(CanonicalWriter(), of: version, sealing: salts)
  writer.declared(event)
  return writer.finishSealing()
}
