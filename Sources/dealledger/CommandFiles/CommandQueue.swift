import CanonicalJSON
import Deals
import Foundation
import Ledger

/// The commands of one or more files, in the order in which they are to be taken.
struct CommandQueue {
  /// A command by its file and its line there.
  struct Place {
    let file: Int
    let line: CommandFile.Line
  }

  let files: [CommandFile]
  let places: [Place]

  /// - Parameter byTime: Whether the files are merged by the commands' `at`.
  init(_ files: [CommandFile], byTime: Bool) {
    self.files = files
    let order = files.indices.flatMap { file in
      files[file].lines.map { Place(file: file, line: $0) }
    }
    places = byTime && files.count > 1 ? Self.merged(order, files) : order
  }

  func name(of place: Place) -> String { files[place.file].name }

  func command(at place: Place) -> IncomingCommand {
    let file = files[place.file]
    return IncomingCommand(
      Array(file.bytes[place.line.place]), origin: file.origin(of: place.line))
  }

  /// Merges by time, and keeps the order within each file and of files at the same time.
  ///
  /// A line without a time of its own, and one that goes back, comes right after the line before
  /// it in its file.
  private static func merged(_ order: [Place], _ files: [CommandFile]) -> [Place] {
    var (file, latest) = (-1, Int64.min)
    let timed = order.map { place in
      if place.file != file { (file, latest) = (place.file, Int64.min) }
      latest = max(latest, time(of: files[file].bytes[place.line.place]) ?? latest)
      return (time: latest, place: place)
    }
    return timed.enumerated().sorted { one, other in
      (one.element.time, one.offset) < (other.element.time, other.offset)
    }.map(\.element.place)
  }

  private static func time(of line: ArraySlice<UInt8>) -> Int64? {
    guard let canonical = try? Canonicalizer.canonicalize(Array(line)),
      let place = Canonicalizer.member("at", of: canonical), place.count > 2
    else { return nil }
    let text = String(decoding: canonical[place].dropFirst().dropLast(), as: UTF8.self)
    return LegalTime(text: text)?.instant.microseconds
  }
}
