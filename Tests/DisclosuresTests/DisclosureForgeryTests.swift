import Disclosures
import Testing

extension `A verifier refuses` {
  @Test(arguments: [
    ("a value", SealedField("price", #"{"currency":"THB","value":"1.00"}"#, salt: "price")),
    ("a salt", SealedField("price", #"{"currency":"THB","value":"1250000.50"}"#, salt: "other")),
    ("a name", SealedField("cost", #"{"currency":"THB","value":"1250000.50"}"#, salt: "price")),
    ("one of another line", TestLog.ownNote(3)),
    ("one of no line", SealedField("bribe", "true", salt: "bribe")),
  ])
  func `a disclosure that was forged or changed, and names it`(what: String, forged: SealedField) {
    let added = fault(adding: forged)
    let instead = fault(honest.with { $0.parts[1] = forged.encoded })
    guard case .foreignDisclosure(let name) = added, case .foreignDisclosure(let first) = instead
    else {
      Issue.record("\(what): \(String(describing: added)), \(String(describing: instead))")
      return
    }
    #expect(name.number == 3 && first.number == 1)
    #expect(added?.description.contains(#"disclosure 3 (claims to be ""#) == true)
    #expect(added?.description.contains("1.00") == false)
  }

  @Test func `fields that were swapped between lines`() throws {
    let own = try log.unchecked(3, disclosing: [TestLog.ownNote(3)])
    _ = try verifier.verify(own.bytes)
    let swapped = own.with { $0.parts[1] = honest.parts[1] }
    guard case .foreignDisclosure(let name) = fault(swapped) else {
      Issue.record("\(String(describing: fault(swapped)))")
      return
    }
    #expect(name.field == "price")
  }

  @Test func `a disclosure that stands twice`() {
    guard case .repeatedDisclosure(let name, 2) = fault(adding: TestLog.contact) else {
      Issue.record("\(String(describing: fault(adding: TestLog.contact)))")
      return
    }
    #expect(name.number == 3 && name.field == "contact")
  }

  @Test(arguments: [
    ("padding", #"[1]"#, "="), ("a foreign character", "[12]", "*"), ("white space", "[12]", " "),
  ])
  func `a disclosure not in base64url`(what: String, json: String, tail: String) {
    let encoded = SealedField(Array(json.utf8)).encoded + tail
    guard case .notBase64URL(let name) = fault(honest.with { $0.parts.append(encoded) }) else {
      Issue.record("\(what)")
      return
    }
    #expect(name.number == 3 && name.field == nil)
  }

  @Test(arguments: [
    #"["s", "n",1]"#, "[1", "", #"["s","n",{"b":1,"a":1}]"#, #"["s","n",{"a":1,"a":1}]"#,
    #"["s","n",1.5]"#, #"["s","n",1] "#,
  ])
  func `a disclosure not in canonical form`(json: String) {
    guard
      case .disclosureNotCanonical(let name, _) = fault(
        honest.with { $0.sdJWT += SealedField(Array(json.utf8)).encoded + "~" })
    else {
      Issue.record("\(json)")
      return
    }
    #expect(name.number == 3)
  }

  @Test(arguments: [
    "[]", "{}", "null", #"["s"]"#, #"["s","n"]"#, #"["s","n",1,2]"#, #"[1,"n",1]"#, #"["s",1,1]"#,
  ])
  func `a disclosure that is no array of salt, name and value`(json: String) {
    guard case .notThreeElements = fault(adding: SealedField(Array(json.utf8))) else {
      Issue.record("\(json)")
      return
    }
  }

  @Test(arguments: [
    "", "c2hvcnQ", String(repeating: "A", count: 42), String(repeating: "A", count: 42) + "B",
    String(repeating: "A", count: 43) + "=", String(repeating: "A", count: 44),
  ])
  func `a salt of another form`(salt: String) {
    let field = SealedField(SealedField.array("\"\(salt)\"", "\"n\"", "1"))
    guard case .malformedSalt(let name) = fault(adding: field) else {
      Issue.record("\(salt)")
      return
    }
    #expect(name.field == "n")
  }

  @Test(arguments: ["_sd", "_sd_alg", "..."])
  func `a name that SD-JWT reserves`(name: String) {
    guard case .reservedField = fault(adding: SealedField(name, "[]", salt: "s")) else {
      Issue.record("\(name)")
      return
    }
    let inside = SealedField("n", #"[{"a":{"\#(name)":[]}}]"#, salt: "s")
    guard case .sealedWithin(_, name) = fault(adding: inside) else {
      Issue.record("\(name) inside a value")
      return
    }
  }

  @Test func `a name that the object has already`() throws {
    let (one, two) = (SealedField("a", "1", salt: "1"), SealedField("a", "2", salt: "2"))
    let taken = SealedField("b", "3", salt: "3")
    let data = #"{"_sd":[\#(one.digest),\#(two.digest),\#(taken.digest)],"b":0}"#
    let log = try TestLog([TestLog.line(0, data: data)])
    #expect(try verifier.verify(log.unchecked(0, disclosing: [one]).bytes).disclosed.count == 1)
    for fields in [[one, two], [taken]] {
      let refused = fault(try log.unchecked(0, disclosing: fields))
      guard case .takenName(let name, FieldPath(["data"])) = refused else {
        Issue.record("\(String(describing: refused))")
        return
      }
      #expect(name.number == fields.count)
    }
  }
}
