/// A deal as it is first put forward.
public struct Proposal: Record {
  public var field: TechnologyField?
  public var fundingAgency = Sealed<Text?>.blank
  public var fundingSources = Sealed<[Text]?>.blank
  public var industry: Industry?
  public var ipKinds = Sealed<[Text]?>.blank
  public var listing: Text?
  public var mandate = Sealed<Text?>.blank
  public var parties = [Party].blank
  public var programme = Sealed<Text?>.blank
  public var programmeLevel = Sealed<ProgrammeLevel?>.blank
  public var source: DealSource?
  public var title = LocalizedText.blank
  public var trl = Sealed<ReadinessLevel?>.blank
  public var type = [AgreementType].blank
  public var unchecked: [UncheckedGuard]?
  public var validUntil: Day?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("field", &field)
    try visit.field("fundingAgency", &fundingAgency, .statistical, since: 2)
    try visit.field("fundingSources", &fundingSources, .statistical)
    try visit.field("industry", &industry, since: 2)
    try visit.field("ipKinds", &ipKinds, .statistical)
    try visit.field("listing", &listing)
    try visit.field("mandate", &mandate, .parties)
    try visit.field("parties", &parties)
    try visit.field("programme", &programme, .statistical)
    try visit.field("programmeLevel", &programmeLevel, .statistical, since: 2)
    try visit.field("source", &source, since: 2)
    try visit.field("title", &title)
    try visit.field("trl", &trl, .statistical)
    try visit.field("type", &type)
    try visit.decided("unchecked", &unchecked)
    try visit.field("validUntil", &validUntil)
  }
}

/// Where the technology belongs, in each scheme by its own code.
public struct TechnologyField: Record {
  public var gbt4754: Text?
  public var ipc: Text?
  public var national: Text?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("gbt4754", &gbt4754)
    try visit.field("ipc", &ipc)
    try visit.field("national", &national)
  }
}

/// The industry that is to use the technology.
public struct Industry: Record {
  public var code = ListedCode.blank
  public var scheme = IndustryScheme.blank

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("code", &code)
    try visit.field("scheme", &scheme)
  }
}

/// A party's answer to a proposal.
public struct Interest: Record {
  public var note = Sealed<Text?>.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("note", &note, .parties)
    try visit.decided("unchecked", &unchecked)
  }
}

/// Why a party steps back.
public struct StatedReason: Record {
  public var reason = Sealed<Text>.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("reason", &reason, .parties)
    try visit.decided("unchecked", &unchecked)
  }
}

/// A deadline that passed.
public struct Lapse: Record {
  public var deadline = Deadline.blank
  public var deadlineOn = Day.blank
  public var unchecked: [UncheckedGuard]?

  public init() {}

  @inlinable public mutating func fields<V: FieldVisitor & ~Copyable & ~Escapable>(
    _ visit: inout V
  ) throws(FieldFault) {
    try visit.field("deadline", &deadline)
    try visit.field("deadlineOn", &deadlineOn)
    try visit.decided("unchecked", &unchecked)
  }
}
