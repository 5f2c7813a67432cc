import Glibc
import Witnesses

extension Failure {
  init(_ fault: WitnessFault) {
    switch fault {
    case .noWitness(let path):
      self.init(
        .noInput, "\(fault)",
        next: "make one with `dealledger witness init \(path) --name NAME`, or check the path")
    case .occupied:
      self.init(.cannotCreate, "\(fault)", next: "choose a folder that is not yet there")
    case .inUse:
      self.init(.tryAgain, "\(fault)", next: "end that process first: a witness has one memory")
    case .file(let path, let code):
      let (status, next) = Self.meaning(of: String(cString: strerror(code)), at: path)
      self.init(status, "\(fault)", next: next)
    case .damaged:
      self.init(
        .badData, "\(fault)",
        next: "put the file back from a copy; without what it has seen a witness must not cosign")
    case .exposedKey(let path):
      self.init(
        .configuration, "\(fault)", next: "run `chmod 600 \(path)`, and ask who may have read it")
    case .badName: self.init(.usage, "\(fault)", next: "choose another --name")
    case .badOrigin: self.init(.usage, "\(fault)", next: "give the first line of a checkpoint")
    }
  }
}
