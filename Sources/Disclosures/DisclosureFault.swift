/// Why a disclosure is not one.
public enum DisclosureFault: Error, Hashable, Sendable {
  case malformed(String)
}
