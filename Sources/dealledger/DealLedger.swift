import ArgumentParser
import Foundation

/// The command line: what is asked goes to the rooms below, and what they answer is shown.
@main
struct DealLedger: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dealledger",
    abstract: "Keep technology-transfer deals in a ledger that can be verified.",
    discussion: """
      Begin with `dealledger demo`, which makes a ledger, runs deals through it and verifies it.

      Exit codes: 0 ok; 1 a check found a fault, or a command was refused; 2 cannot tell (verify); \
      64 usage; 65 bad data; 66 no input; 69 unavailable; 70 internal; 73 cannot create; 74 input \
      or output; 75 try again; 77 denied; 78 configuration.
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(
        name: "The ledger",
        subcommands: [
          Init.self, Submit.self, Log.self, Event.self, Export.self, Checkpoints.self,
          Proof.self, VerifyProof.self, Verify.self, Rebuild.self, Demo.self, Disclose.self,
          VerifyDisclosure.self, VerifyFile.self,
        ]),
      CommandGroup(
        name: "Upkeep", subcommands: [BackUp.self, Restore.self, Doctor.self]),
      CommandGroup(name: "Witnesses", subcommands: [WitnessCommands.self]),
      CommandGroup(
        name: "Keys and persons",
        subcommands: [KeyCommands.self, Erase.self, ErasureCommands.self]),
      CommandGroup(
        name: "Reading deals",
        subcommands: [List.self, Search.self, Show.self, History.self, OnDay.self, Report.self]),
      CommandGroup(name: "Acting on a deal", subcommands: Verbs.all),
    ])

  static func main() async {
    signal(SIGPIPE, SIG_IGN)  // a reader that goes away is told by the write that fails
    do {
      var command = try await asyncParseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      end(with: error)
    }
  }

  private static func end(with error: any Error) -> Never {
    switch error {
    case is DataStream.Closed: Foundation.exit(ExitStatus.ok.rawValue)
    case let conclusion as Conclusion: Foundation.exit(conclusion.status.rawValue)
    default: break
    }
    // Errors of the parser of arguments know their own text and status.
    if Failure(error) == nil, exitCode(for: error) != .failure { exit(withError: error) }
    let failure =
      Failure(error)
      ?? Failure(.internal, "\(error)", next: "report this with the call that led to it")
    Talk.ofLastResort.report(failure)
    Foundation.exit(failure.status.rawValue)
  }
}
