import Ledger
import Transparency
import WitnessHTTP

extension Console {
  /// Asks witnesses over HTTP, and tells who did not cosign.
  var witnessCalls: WitnessCalls {
    let (client, talk) = (WitnessClient(), talk)
    return WitnessCalls(
      send: { url, body in
        do throws(WitnessClient.Silence) {
          let reply = try await client.addCheckpoint(body, to: url)
          return .success(WitnessCalls.Reply(status: reply.status, body: reply.body))
        } catch {
          return .failure(WitnessCalls.Failure(error.description))
        }
      },
      report: { witness, failure in
        talk.warn("not cosigned by \(witness.name): \(failure)".printable)
      })
  }
}
