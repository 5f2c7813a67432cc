import DealRecords
public import Deals
import Keyring

/// Which classes of values stand in the clear in a file of read models, and what opens them.
struct Exposure: Sendable {
  let classes: Set<DisclosureClass>
  private let vault: Vault?

  /// - Parameter vault: Nil where no keys are at hand.
  init(_ classes: Set<DisclosureClass>, _ vault: Vault?) {
    (self.classes, self.vault) = (classes.union([.public]), vault)
  }

  /// Nothing but what stands in the lines, for which no keys are needed.
  var isPublic: Bool { classes == [.public] }

  /// Whether everything that it shows can be opened.
  var isAtHand: Bool { isPublic || vault != nil }

  /// Throws where there is something to open, and nothing to open it with.
  ///
  /// A person who was erased meanwhile, by whatever process, is not shown after this.
  func require() throws(ProjectionFault) {
    guard isAtHand else { throw .noKeys(showing: classes) }
    guard let vault, classes.contains(.personal) else { return }
    do throws(KeyringFault) {
      try vault.keyring.refresh()
    } catch {
      throw .keys(error)
    }
  }

  /// The part of it that a projection is given to read.
  func narrowed(to projection: any Projection.Type) -> Exposure {
    Exposure(classes.filter { $0.rank <= projection.highestClass.rank }, vault)
  }

  var opener: Opener {
    isPublic ? .closed : Opener(vault, for: .showing, showing: classes)
  }
}

extension DisclosureClass {
  /// Its place in the order in which classes widen.
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}

extension Set<DisclosureClass> {
  /// `public, statistical`: in the order in which they widen.
  public var inWords: String {
    DisclosureClass.allCases.filter(contains).map(\.rawValue).joined(separator: ", ")
  }

  /// Nil for what `inWords` does not give.
  init?(inWords text: String) {
    let names = text.split(separator: ",").map { String($0.drop { $0 == " " }) }
    let classes = names.compactMap(DisclosureClass.init(rawValue:))
    guard classes.count == names.count, classes.contains(.public) else { return nil }
    self.init(classes)
  }
}
