extension PartyCommand: Declared {}
extension PartyEvent: Declared {}
