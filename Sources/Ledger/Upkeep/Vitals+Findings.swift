import DealRecords
import Deals

extension Vitals {
  /// Every check, in the order in which a person reads them.
  public var findings: [Finding] {
    [
      formatFinding, logFinding, log.freePages, readers.finding, room.map, room.disk,
      models.finding(events: log.events), models.parked, clock.finding, permissions,
      keys.finding(events: log.events), checkpoint.finding(of: log.events, clock),
      checkpoint.cosigners, leftoversFinding,
    ]
  }

  private var formatFinding: Finding {
    Finding(.format, "format \(format.log), rules of version \(format.rules)")
  }

  private var logFinding: Finding {
    let each = log.events > 0 ? Int(clamping: UInt64(max(0, room.used)) / log.events) : 0
    return Finding(
      .log,
      "\(Int(clamping: log.events).counted("event")) in \(log.fileBytes.inBytes), \(each.inBytes) an event"
    )
  }

  private var permissions: Finding {
    guard let first = exposures.first(where: \.isOfKeys) ?? exposures.first else {
      return Finding(.permissions, "nobody but the owner may read or write")
    }
    let more = exposures.count > 1 ? ", and \(exposures.count - 1) more" : ""
    return Finding(
      .permissions, first.isOfKeys ? .fault : .warning, "\(first.path): \(first.problem)\(more)",
      advice: first.advice)
  }

  private var leftoversFinding: Finding {
    guard !leftovers.isEmpty else { return Finding(.leftovers, "nothing was left half-made") }
    return Finding(
      .leftovers, .warning,
      "something that was broken off left \(leftovers.joined(separator: ", "))",
      advice: "remove it, unless a command that makes it is running now")
  }
}

extension Vitals.Log {
  /// What is worth a compacting copy: this many bytes, and this part of the file.
  static let muchFree = 64 << 20, muchFreePercent = 25

  var freePages: Finding {
    let message = "\(freeBytes.inBytes) of the log's file hold nothing; a backup leaves them out"
    guard freeBytes >= Self.muchFree, freeBytes * 100 >= fileBytes * Self.muchFreePercent else {
      return Finding(.freePages, message)
    }
    return Finding(
      .freePages, .warning, message,
      advice: "look for readers that stay long; to make the file smaller, put a backup into its"
        + " place while nobody writes")
  }
}

extension Vitals.Readers {
  /// A snapshot that is this many commits old keeps the file growing.
  static let longBehind = 10_000
  /// From where on slots are called short, in percent.
  static let slotsShort = 80

  var finding: Finding {
    let message =
      "\(live.counted("snapshot")) held, \(dead) by dead processes, the oldest"
      + " \(mostBehind.counted("commit")) behind"
    if dead > 0 {
      return Finding(
        .readers, .warning, message,
        advice: "the next process that writes frees them; until then the log's file only grows")
    }
    if mostBehind >= Self.longBehind {
      return Finding(
        .readers, .warning, message,
        advice: "end the process that reads since so long: the log's file only grows meanwhile")
    }
    guard most * 100 < limit * Self.slotsShort else {
      return Finding(
        .readers, .warning, "\(most) have read at a time, and \(limit) may",
        advice: "let fewer processes read at a time: more are refused")
    }
    return Finding(.readers, message)
  }
}

extension Vitals.Models {
  /// How many events the next question may have to wait for.
  static let mostLag: UInt64 = 100

  func finding(events: UInt64) -> Finding {
    switch self {
    case .missing: return Finding(.models, "none yet: the first question makes them")
    case .unreadable(let why):
      return Finding(
        .models, .warning, "they cannot be read: \(why)",
        advice: "run `dealledger rebuild`: the log has all that was in them")
    case .read(let models):
      let what = "\(models.projections.joined(separator: ", ")) in \(models.bytes.inBytes)"
      guard models.position <= events else {
        return Finding(
          .models, .warning, "\(what): read up to \(models.position), beyond the log's \(events)",
          advice: "run `dealledger rebuild`: they are of another log, or of a later state of it")
      }
      let lag = events - models.position
      let message = "\(what): read up to \(models.position) of \(events), \(lag) behind"
      guard lag > Self.mostLag else { return Finding(.models, message) }
      return Finding(
        .models, .warning, message,
        advice: "run `dealledger list`, which brings them up, and see whether it warns")
    }
  }

  var parked: Finding {
    guard case .read(let models) = self, let first = models.parked.first else {
      return Finding(.parked, "no stream is passed over")
    }
    let more = models.parked.count > 1 ? "; and \(models.parked.count - 1) more" : ""
    return Finding(
      .parked, .fault, first + more,
      advice: "lists and reports leave them out: run `dealledger verify`, and use the version of"
        + " dealledger that wrote the event; then run `dealledger rebuild`")
  }
}

extension Vitals.Clock {
  var finding: Finding {
    guard mode == .live else {
      return Finding(.clock, "history ledger: record times follow the commands, not the clock")
    }
    guard last > now else { return Finding(.clock, "the last event was recorded at \(last.text)") }
    let isStuck = last > now.advanced(bySeconds: ClockWatch.mostBehind)
    return Finding(
      .clock, isStuck ? .fault : .warning,
      "the last event was recorded at \(last.text), and the clock says \(now.text)",
      advice: isStuck
        ? "set the machine's clock right: nothing is recorded until then"
        : "set the machine's clock right: until then all events bear the time of the last")
  }
}

extension Vitals.Keys {
  func finding(events: UInt64) -> Finding {
    if let problem {
      return Finding(
        .keys, isDamaged ? .fault : .warning, problem,
        advice: "without them everything public is read and nothing is recorded: name their folder"
          + " with --keys PATH, or put the key backup in its place")
    }
    if let logKeyProblem {
      return Finding(
        .keys, .warning, logKeyProblem, advice: "put log.key back from the key backup")
    }
    guard leftovers.isEmpty, strangers.isEmpty else {
      return Finding(
        .keys, .warning, "beside the keys lies \((leftovers + strangers).joined(separator: ", "))",
        advice: "see `dealledger key check`")
    }
    return backups(events: events)
  }

  private func backups(events: UInt64) -> Finding {
    let message = "\(count.counted("key")) in \(bytes.inBytes)"
    guard events > 1 else { return Finding(.keys, message) }
    guard let inLastBackup else {
      return Finding(
        .keys, .warning, "\(message), and no copy of them was ever made",
        advice: "run `dealledger key backup PATH`: whoever loses the keys loses what is sealed")
    }
    let since = count - inLastBackup
    guard since > 0 else { return Finding(.keys, "\(message), all in the last copy") }
    return Finding(
      .keys, .warning, "\(message), and \(since) were made since the last copy of them",
      advice: "run `dealledger key backup PATH`, and destroy older copies")
  }
}

extension Vitals.Checkpoint {
  /// In seconds; what nobody signed for so long could be changed unseen for so long.
  static let longestUnsigned: Int64 = 86_400

  var cosigners: Finding {
    guard !witnesses.isEmpty else { return Finding(.witnesses, "nobody is named to cosign") }
    guard size != nil, !notCosignedBy.isEmpty else {
      return Finding(.witnesses, "to cosign: \(witnesses.joined(separator: ", "))")
    }
    return Finding(
      .witnesses, .warning,
      "the last checkpoint is not cosigned by \(notCosignedBy.joined(separator: ", "))",
      advice: "run `dealledger checkpoint create`, which asks them again and tells why they did not"
    )
  }

  func finding(of events: UInt64, _ clock: Vitals.Clock) -> Finding {
    let advice = "run `dealledger checkpoint create`, and keep the note where nobody can change it"
    guard let size else {
      guard events > 1 else { return Finding(.checkpoint, "none yet, and nothing to sign") }
      return Finding(.checkpoint, .warning, "none yet for \(events) events", advice: advice)
    }
    guard let firstUnsigned, size < events else {
      return Finding(.checkpoint, "the last one signs all \(size) events")
    }
    let behind =
      "the last one signs \(size) of \(events) events; the first after it was recorded at"
      + " \(firstUnsigned.text)"
    guard clock.mode == .live,
      firstUnsigned < clock.now.advanced(bySeconds: -Self.longestUnsigned)
    else { return Finding(.checkpoint, behind) }
    return Finding(.checkpoint, .warning, behind, advice: advice)
  }
}
