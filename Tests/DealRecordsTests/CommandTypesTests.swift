import DealRecords
import Deals
import Testing

@Suite struct `A command of every kind` {
  @Test(arguments: [1, UInt64.random(in: 2 ... .max)])
  func `is read as it was written`(_ seed: UInt64) throws {
    for name in CommandRequest.allNames {
      for round in 0..<8 as Range<UInt64> {
        let command = try RandomCommand(name, seed: seed &+ round)
        let request = try CommandRequest(command.bytes)
        #expect(request.asked == command.asked, "\(name), seed \(seed &+ round)")
        #expect(request.wire == command.wire, "\(name), seed \(seed &+ round)")
        #expect(request.command == name)
        #expect(request.received == command.bytes)
        #expect(request.data == command.data, "\(name), seed \(seed &+ round)")
      }
    }
  }

  @Test(arguments: [1, UInt64.random(in: 2 ... .max)])
  func `says the same in any order of keys, with any white space and any escapes`(
    _ seed: UInt64
  ) throws {
    for name in CommandRequest.allNames {
      var scrambler = Scrambler(random: Random(seed: seed))
      for round in 0..<5 as Range<UInt64> {
        let command = try RandomCommand(name, seed: seed &+ round)
        let bytes = try scrambler.scramble(command.bytes)
        guard bytes.count <= CommandRequest.longest else { continue }
        let request = try CommandRequest(bytes)
        #expect(request.asked == command.asked, "\(name), seed \(seed), round \(round)")
        #expect(request.wire == command.wire, "\(name), seed \(seed), round \(round)")
        #expect(request.data == command.data, "\(name), seed \(seed), round \(round)")
        #expect(request.received == bytes)
      }
    }
  }

  @Test func `is refused with a field that it does not declare, and with one that the ledger adds`()
    throws
  {
    for name in CommandRequest.allNames {
      let command = try RandomCommand(name, .all, seed: 7)
      for field in command.declaration where !RecordForm.command.holds(field.origin) {
        guard
          !command.declaration.contains(where: { $0.name == field.name && $0.origin != .decision })
        else { continue }
        expect(
          try command.replacing(data: command.members.with(field.name, "1")), .unknown, field.name)
      }
      expect(try command.replacing(data: command.members.with("zzz", "1")), .unknown, "zzz")
    }
  }

  @Test func `is refused without a field that it needs`() throws {
    for name in CommandRequest.allNames {
      let command = try RandomCommand(name, .all, seed: 7)
      for field in command.fields where !field.isOptional {
        expect(
          try command.replacing(data: command.members.without(field.name)), .missing, field.name)
      }
    }
  }

  @Test func `is refused with a value of another type`() throws {
    for name in CommandRequest.allNames {
      let command = try RandomCommand(name, .all, seed: 7)
      for field in command.fields {
        for wrong in wrongValues(for: field.shape) {
          let bytes = try command.replacing(data: command.members.with(field.name, wrong))
          let fault = fault(bytes)
          guard case .field(let found) = fault, case .wrongType = found.reason else {
            Issue.record("\(name): \(field.name) takes \(wrong): \(fault.debugDescription)")
            continue
          }
          #expect(fault?.pointer == "/data/\(field.name)")
        }
      }
    }
  }

  private func expect(_ bytes: [UInt8], _ reason: FieldFault.Reason, _ field: String) {
    let fault = fault(bytes)
    guard case .field(let found) = fault else {
      Issue.record("\(field): \(fault.debugDescription)")
      return
    }
    #expect(found.reason == reason, "\(field)")
    #expect(found.pointer == "/data/\(field)")
  }

  private func fault(_ bytes: [UInt8]) -> RequestFault? {
    do throws(RequestFault) {
      _ = try CommandRequest(bytes)
      return nil
    } catch {
      return error
    }
  }
}

/// A command with random values.
private struct RandomCommand {
  let wire: WireCommand
  let asked: CommandRequest.Asked
  /// The command's own fields as canonical JSON.
  let data: [UInt8]
  let declaration: [FieldDeclaration]

  init(_ name: String, _ presence: RandomRecord.Presence = .some, seed: UInt64) throws {
    var filler = RandomRecord(.command, presence: presence, seed: seed)
    var wire = try filler.fill(WireCommand())
    wire.command = try #require(Text(text: name))
    if let kind = CommandKind(rawValue: name) {
      let deal = wire.deal ?? Identifier(text: "D01") ?? .blank
      wire.deal = deal
      let command = try filler.fill(DealCommand(blank: kind))
      asked = .deal(DealRequest(deal: deal, actor: wire.actor, at: wire.at, command: command))
      (data, declaration) = (encode(command, as: .command), command.declaration)
    } else if let kind = NetworkCommandKind(rawValue: name) {
      wire.deal = nil
      let command = try filler.fill(NetworkCommand(blank: kind))
      asked = .network(NetworkRequest(actor: wire.actor, at: wire.at, command: command))
      (data, declaration) = (encode(command, as: .command), command.declaration)
    } else {
      wire.deal = nil
      let kind = try #require(PartyCommandKind(rawValue: name))
      let command = try filler.fill(PartyCommand(blank: kind))
      asked = .party(PartyRequest(actor: wire.actor, at: wire.at, command: command))
      (data, declaration) = (encode(command, as: .command), command.declaration)
    }
    wire.data = try #require(FreeObject(canonicalText: String(decoding: data, as: UTF8.self)))
    self.wire = wire
  }

  var bytes: [UInt8] { encode(wire, as: .command) }
  var fields: [FieldDeclaration] { declaration.filter { RecordForm.command.holds($0.origin) } }
  var members: Members { get throws { try Members(data) } }

  func replacing(data: [UInt8]) throws -> [UInt8] {
    try Members(bytes).with("data", String(decoding: data, as: UTF8.self))
  }
}

extension CommandRequest {
  /// The command's own fields, written anew.
  fileprivate var data: [UInt8] {
    switch asked {
    case .deal(let request): encode(request.command, as: .command)
    case .party(let request): encode(request.command, as: .command)
    case .network(let request): encode(request.command, as: .command)
    }
  }
}
