// swift-tools-version: 6.2
import PackageDescription

// Benchmarks, kept out of the package that they measure.
let package = Package(
  name: "dealledger-tools",
  dependencies: [
    .package(name: "dealledger", path: ".."),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // What the same rows cost in C.
    .target(
      name: "CLoop", path: "Sources/cloop",
      cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])],
      linkerSettings: [.linkedLibrary("lmdb")]),
    .executableTarget(
      name: "bench",
      dependencies: [
        "CLoop",
        // Copies rows of read models.
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "LedgerRooms", package: "dealledger"),
        // Measured as a process of its own.
        .product(name: "dealledger", package: "dealledger"),
        .product(name: "dealledger-replay", package: "dealledger"),
      ],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ]),
  ]
)
