extension [UInt8] {
  /// An integer as this machine writes it, which is how LMDB does.
  ///
  /// Where the bytes end before it does, whatever led there is damaged.
  func integer<Number: FixedWidthInteger & BitwiseCopyable>(
    at offset: Int, as type: Number.Type
  ) throws(LMDBError) -> Number {
    guard offset + MemoryLayout<Number>.size <= count else { throw .corrupted }
    return unsafe span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: type)
  }
}
