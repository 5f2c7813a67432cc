/// LMDB's own transaction, which only this module can use.
@safe public struct TransactionHandle {
  let pointer: OpaquePointer
}
