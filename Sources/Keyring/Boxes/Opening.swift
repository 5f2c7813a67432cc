/// What came of opening a box.
public enum Opening: Hashable, Sendable {
  case opened([UInt8])
  /// The value is kept and shown to nobody. It is there only where it was asked for, for checking.
  case restricted([UInt8]?)
  /// One of the box's keys was destroyed: nobody can open it again.
  case erased(ErasureRecord)
  /// No file tells of this key: the ring is an older copy, or the box is not of this ledger.
  case unknownKey(KeyID)
  /// The box or its place is not what was sealed.
  case altered
}
