public import Transparency

/// How witnesses are reached; the ledger itself knows no network.
public struct WitnessCalls: Sendable {
  /// What a witness answered.
  public struct Reply: Sendable {
    /// As in HTTP.
    public let status: Int
    public let body: [UInt8]

    public init(status: Int, body: [UInt8]) { (self.status, self.body) = (status, body) }
  }

  /// Why nothing came back, or nothing that could be used; it ends no sentence.
  public struct Failure: Error, Hashable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
  }

  /// Sends the body of a request to the witness at an address; it has to end within seconds.
  let send: @Sendable (_ url: String, _ body: [UInt8]) async -> Result<Reply, Failure>
  /// Is told who did not cosign, and why.
  let report: @Sendable (CosignatureVerifierKey, Failure) -> Void

  public init(
    send: @escaping @Sendable (_ url: String, _ body: [UInt8]) async -> Result<Reply, Failure>,
    report: @escaping @Sendable (CosignatureVerifierKey, Failure) -> Void
  ) {
    (self.send, self.report) = (send, report)
  }
}
