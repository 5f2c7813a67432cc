// swift-tools-version: 6.2
import PackageDescription

// Benchmarks, kept out of the package that they measure.
let package = Package(
  name: "dealledger-tools",
  dependencies: [.package(name: "dealledger", path: "..")],
  targets: [
    .executableTarget(
      name: "bench",
      dependencies: [.product(name: "LedgerRooms", package: "dealledger")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ])
  ]
)
