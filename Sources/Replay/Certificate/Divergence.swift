/// A place where what is stored disagrees with itself, or with what was given from outside.
public struct Divergence: Error, Hashable, Sendable {
  public let level: ReplayLevel
  public let code: DivergenceCode
  public let place: Place
  public let message: String

  public init(_ level: ReplayLevel, _ code: DivergenceCode, at place: Place, _ message: String) {
    (self.level, self.code, self.place, self.message) = (level, code, place, message)
  }
}
