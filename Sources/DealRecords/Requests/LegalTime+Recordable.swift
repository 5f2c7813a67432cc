import Deals

extension LegalTime {
  /// The record time of a history follows it, and a record time has four digits for the year.
  func requireRecordable() throws(FieldFault) {
    guard !instant.day.hasFourDigitYear else { return }
    throw FieldFault(.invalid("a time in the years 0000 to 9999 of UTC")).inside("at")
  }
}
