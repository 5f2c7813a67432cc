extension AppendTransaction {
  /// Keeps an attempt that was refused, since auditors ask about attempts.
  mutating func keep(_ refusal: RefusedAttempt) throws(LogFault) {
    let number = try tables.refusalCount(in: transaction)
    try put(refusal.encoded, for: Keys.bigEndian(number), in: tables.refusals)
  }
}
