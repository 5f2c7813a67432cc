extension AppendTransaction {
  /// Keeps an attempt that was refused, since auditors ask about attempts.
  mutating func keepRefusal(
    of submission: Submission, code: String, message: String
  ) throws(LogFault) {
    let refusal = RefusedAttempt(
      actor: submission.actor, code: code, commandID: submission.id.id, message: message,
      occurred: submission.occurred, request: String(decoding: submission.request, as: UTF8.self),
      sender: submission.id.sender, time: submission.time.text)
    let number = try tables.refusalCount(in: transaction)
    try put(refusal.encoded, for: Keys.bigEndian(number), in: tables.refusals)
  }
}
