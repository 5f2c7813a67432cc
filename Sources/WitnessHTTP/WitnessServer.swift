import Dispatch
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
public import Witnesses

/// A witness on the network: the one call of C2SP tlog-witness, as HTTP.
public struct WitnessServer: Sendable {
  /// The largest body that is read: a note may bear a hundred signatures, and some are 5 kB long.
  static let mostBytes = 1 << 18
  /// How long a connection may be silent, and how long a request may take to arrive, in seconds.
  static let patience: Int64 = 15
  /// How many connections are open at a time; others wait to be accepted.
  static let mostConnections = 256

  private let witness: Witness
  private let report: @Sendable (String) -> Void
  // Making a checkpoint durable blocks, which no thread of the server's should.
  private let queue = DispatchQueue(label: "witness")

  /// - Parameter report: Is told what went wrong here and is not the asking log's affair.
  public init(_ witness: Witness, reportingTo report: @escaping @Sendable (String) -> Void) {
    (self.witness, self.report) = (witness, report)
  }

  /// Why nobody can be answered: the address cannot be listened on.
  public struct Deafness: Error, CustomStringConvertible {
    public let description: String
  }

  /// Serves until the process is asked to end, and ends when all that was begun is answered.
  ///
  /// - Parameters:
  ///   - port: 0 for any that is free.
  ///   - running: Is told the port, once requests are taken.
  public func run(
    host: String, port: Int, running: @escaping @Sendable (_ port: Int) -> Void
  ) async throws(Deafness) {
    var quiet = Logger(label: "witness")
    quiet.logLevel = .critical
    let application = Application(
      router: router,
      server: .http1(configuration: .init(idleTimeout: .seconds(Self.patience))),
      configuration: ApplicationConfiguration(
        address: .hostname(host, port: port),
        availableConnectionsDelegate: MaximumAvailableConnections(
          Self.mostConnections, logger: quiet)),
      onServerRunning: { running($0.localAddress?.port ?? port) },
      logger: quiet)
    do {
      try await application.runService()
    } catch {
      throw Deafness(description: words(for: error))
    }
  }

  private var router: Router<BasicRequestContext> {
    let router = Router()
    router.post("add-checkpoint") { request, _ in
      do {
        let body = try await within(seconds: Self.patience) {
          try await request.body.collect(upTo: Self.mostBytes)
        }
        return await answer(Array(body.readableBytesView))
      } catch is TimedOut {
        return Response(.requestTimeout, "the request did not arrive in time\n")
      } catch {
        return Response(.contentTooLarge, "the request has more than \(Self.mostBytes) bytes\n")
      }
    }
    return router
  }

  private func answer(_ body: [UInt8]) async -> Response {
    await withCheckedContinuation { continuation in
      queue.async {
        do throws(WitnessFault) {
          continuation.resume(returning: Response(try witness.answer(body.span.bytes)))
        } catch {
          report("\(error)")
          continuation.resume(
            returning: Response(.internalServerError, "the witness cannot answer now\n"))
        }
      }
    }
  }
}

extension Response {
  fileprivate init(
    _ status: HTTPResponse.Status, _ text: String, as type: String = "text/plain; charset=utf-8"
  ) {
    self.init(
      status: status, headers: [.contentType: type],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// What an answer looks like from outside; a new one does not compile until it has a status.
  fileprivate init(_ answer: CosigningAnswer) {
    switch answer {
    case .cosigned(let signature): self.init(.ok, "\(signature)\n")
    case .refused(.malformed(let problem)): self.init(.badRequest, "\(problem)\n")
    case .refused(.unsigned):
      self.init(.forbidden, "no key that is trusted for this origin has signed the checkpoint\n")
    case .refused(.unknownOrigin): self.init(.notFound, "no log with this origin is known here\n")
    case .refused(.conflict(let size)):
      self.init(.conflict, "\(size)\n", as: "text/x.tlog.size")
    case .refused(.unproven(let fault)):
      self.init(.unprocessableContent, "the consistency proof does not hold: \(fault)\n")
    case .refused(.cosign): preconditionFailure("what may be cosigned is")
    }
  }
}
