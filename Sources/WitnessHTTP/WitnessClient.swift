internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// Calls witnesses over HTTP and HTTPS.
public struct WitnessClient: Sendable {
  /// What came back.
  public struct Reply: Sendable {
    public let status: Int
    public let body: [UInt8]
  }

  /// Why nothing came back.
  public struct Silence: Error, CustomStringConvertible {
    public let description: String
  }

  /// The longest body that is read.
  static let mostBytes = 1 << 18

  /// How long a call may take, in seconds.
  private let patience: Int64

  public init(patience: Int64 = 5) { self.patience = patience }

  /// Sends `body` to the call `add-checkpoint` below a submission prefix.
  public func addCheckpoint(_ body: [UInt8], to prefix: String) async throws(Silence) -> Reply {
    do {
      return try await call(prefix.hasSuffix("/") ? prefix : prefix + "/", body)
    } catch {
      throw Silence(description: Self.words(for: error))
    }
  }

  private func call(_ prefix: String, _ body: [UInt8]) async throws -> Reply {
    var settings = HTTPClient.Configuration(redirectConfiguration: .disallow)
    settings.timeout.connect = .seconds(patience)
    settings.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    return try await Self.ending(client) {
      try await within(seconds: patience) {
        try await Self.post(body, to: prefix + "add-checkpoint", client, .seconds(patience))
      }
    }
  }

  private static func post(
    _ body: [UInt8], to url: String, _ client: HTTPClient, _ patience: TimeAmount
  ) async throws -> Reply {
    var request = HTTPClientRequest(url: url)
    request.method = .POST
    request.body = .bytes(ByteBuffer(bytes: body))
    let response = try await client.execute(request, timeout: patience)
    let answer = try await response.body.collect(upTo: mostBytes)
    return Reply(status: Int(response.status.code), body: Array(answer.readableBytesView))
  }

  /// Shuts the client down, however the call ended.
  private static func ending<Result>(
    _ client: HTTPClient, after call: () async throws -> Result
  ) async throws -> Result {
    do {
      let result = try await call()
      try? await client.shutdown()
      return result
    } catch {
      try? await client.shutdown()
      throw error
    }
  }

  private static func words(for error: any Error) -> String {
    if error is TimedOut { return "it did not answer in time" }
    if error is NIOTooManyBytesError { return "its answer is too long" }
    guard let known = error as? HTTPClientError else { return WitnessHTTP.words(for: error) }
    switch known {
    case .connectTimeout, .deadlineExceeded, .readTimeout: return "it did not answer in time"
    case .emptyHost, .emptyScheme, .invalidURL:
      return "its address is no URL with http or https"
    default: return known.description
    }
  }
}
