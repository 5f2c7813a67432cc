// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]
/// For the rooms that lend spans: bytes of the store, or of a line being read.
let lending: [SwiftSetting] = settings + [.enableExperimentalFeature("Lifetimes")]
/// For the room that talks to C.
let guarded: [SwiftSetting] = lending + [.strictMemorySafety()]

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let sqlite: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
/// What GRDB itself calls, for rows by the million.
let sqliteCalls: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore: Target.Dependency = .product(
  name: "HummingbirdCore", package: "hummingbird")
let httpClient: Target.Dependency = .product(
  name: "AsyncHTTPClient", package: "async-http-client")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let nio: [Target.Dependency] = [
  .product(name: "NIOCore", package: "swift-nio"),
  .product(name: "NIOHTTP1", package: "swift-nio"),
]
let arguments: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
  name: "dealledger",
  products: [
    .executable(name: "dealledger", targets: ["dealledger"]),
    .executable(name: "dealledger-replay", targets: ["dealledger-replay"]),
    // For the benchmarks in Tools, which are a package of their own.
    .library(
      name: "LedgerRooms",
      targets: [
        "Bundles", "CanonicalJSON", "DealRecords", "Deals", "EventLog", "Keyring", "LMDB", "Ledger",
        "Projections", "Reports", "Synthetic", "Transparency",
      ]),
    // For the fuzzer in Tools/Fuzz, which is compiled otherwise.
    .library(name: "Properties", targets: ["Properties"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
    .target(name: "LMDB", dependencies: ["CLMDB"], swiftSettings: guarded),
    .target(name: "CanonicalJSON", swiftSettings: lending),
    .target(name: "Deals", swiftSettings: settings),
    .target(name: "Synthetic", dependencies: ["CanonicalJSON", "Deals"], swiftSettings: settings),
    .target(name: "Transparency", dependencies: [crypto], swiftSettings: settings),
    .target(name: "Keyring", dependencies: [crypto], swiftSettings: lending),
    .target(
      name: "Disclosures", dependencies: ["CanonicalJSON", "Transparency"],
      swiftSettings: settings),
    .target(
      name: "EventLog", dependencies: ["LMDB", "Transparency", "CanonicalJSON"],
      swiftSettings: lending),
    .target(
      name: "Bundles", dependencies: ["CanonicalJSON", "EventLog", "Transparency", crypto],
      swiftSettings: lending),
    .target(
      name: "DealRecords",
      dependencies: [
        "Deals", "EventLog", "CanonicalJSON", "Disclosures", "Keyring", "Transparency",
      ],
      swiftSettings: lending),
    .target(
      name: "Projections",
      dependencies: [
        "CanonicalJSON", "DealRecords", "Deals", "EventLog", "Keyring", "Transparency", sqlite,
        sqliteCalls, crypto,
      ],
      swiftSettings: settings),
    .target(
      name: "Reports", dependencies: ["CanonicalJSON", "Deals", "EventLog", "Projections"],
      resources: [.embedInCode("Definitions/reports.json")], swiftSettings: settings),
    .target(
      name: "Replay",
      dependencies: [
        "Bundles", "CanonicalJSON", "Deals", "DealRecords", "EventLog", "Keyring", "Projections",
        "Transparency",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "dealledger-replay",
      dependencies: ["EventLog", "Replay", "Transparency", arguments], swiftSettings: settings),
    .target(
      name: "Ledger",
      dependencies: [
        "Deals", "DealRecords", "Disclosures", "EventLog", "Keyring", "Projections", "Transparency",
        "CanonicalJSON", "Replay", crypto,
      ],
      swiftSettings: settings),
    .target(name: "Witnesses", dependencies: ["Transparency"], swiftSettings: settings),
    .target(
      name: "WitnessHTTP",
      dependencies: ["Witnesses", hummingbird, hummingbirdCore, httpClient, logging] + nio,
      swiftSettings: settings),
    .executableTarget(
      name: "dealledger",
      dependencies: [
        "Bundles", "CanonicalJSON", "DealRecords", "Deals", "Disclosures", "EventLog", "Keyring",
        "Ledger", "Projections", "Replay", "Reports", "Synthetic", "Transparency", "WitnessHTTP",
        "Witnesses", arguments,
      ],
      swiftSettings: settings),

    .target(
      name: "Properties",
      dependencies: [
        "Bundles", "CanonicalJSON", "DealRecords", "Deals", "Disclosures", "EventLog", "LMDB",
        "Transparency",
      ], path: "Tests/Properties", swiftSettings: lending),
    // Grows a ledger's log for the checks from outside.
    .executableTarget(
      name: "grow", dependencies: ["EventLog", "Ledger", "Transparency"], path: "Tests/Grow",
      swiftSettings: settings),
    .testTarget(
      name: "PropertiesTests", dependencies: ["Properties"], swiftSettings: settings),
    .testTarget(name: "LMDBTests", dependencies: ["LMDB"], swiftSettings: lending),
    .testTarget(
      name: "CanonicalJSONTests", dependencies: ["CanonicalJSON"], swiftSettings: lending),
    .testTarget(name: "DealsTests", dependencies: ["Deals"], swiftSettings: settings),
    .testTarget(name: "TransparencyTests", dependencies: ["Transparency"], swiftSettings: settings),
    .testTarget(
      name: "WitnessesTests", dependencies: ["Transparency", "Witnesses"], swiftSettings: settings),
    .testTarget(
      name: "SyntheticTests",
      dependencies: [
        "Synthetic", "Deals", "DealRecords", "EventLog", "Ledger", "Replay", crypto,
      ], swiftSettings: settings),
    .testTarget(name: "KeyringTests", dependencies: ["Keyring", crypto], swiftSettings: lending),
    .testTarget(
      name: "DisclosuresTests",
      dependencies: ["Disclosures", "CanonicalJSON", "Transparency", crypto],
      swiftSettings: settings),
    .testTarget(
      name: "EventLogTests",
      dependencies: ["EventLog", "LMDB", "Transparency", "CanonicalJSON"], swiftSettings: lending),
    .testTarget(
      name: "BundlesTests",
      dependencies: ["Bundles", "EventLog", "LMDB", "Transparency"], swiftSettings: lending),
    .testTarget(
      name: "DealRecordsTests",
      dependencies: [
        "DealRecords", "Deals", "Disclosures", "EventLog", "CanonicalJSON", "Keyring",
        "Transparency",
      ], swiftSettings: lending),
    .testTarget(
      name: "ProjectionsTests",
      dependencies: [
        "Projections", "Deals", "DealRecords", "EventLog", "Keyring", "Transparency",
        "CanonicalJSON", sqlite,
      ], swiftSettings: settings),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Reports", "Deals", "DealRecords", "EventLog", "Keyring", "Ledger", "Projections",
        "Synthetic",
      ], swiftSettings: settings),
    .testTarget(
      name: "ReplayTests",
      dependencies: [
        "Bundles", "CanonicalJSON", "DealRecords", "Deals", "EventLog", "Keyring", "LMDB", "Ledger",
        "Projections", "Replay",
        "Transparency", "dealledger-replay", arguments, sqlite,
      ], swiftSettings: settings),
    .testTarget(
      name: "LedgerTests",
      dependencies: [
        "Ledger", "Deals", "DealRecords", "Disclosures", "EventLog", "Keyring", "LMDB", "Replay",
        "Transparency", "Witnesses", crypto,
      ], swiftSettings: settings),
    .testTarget(
      name: "CommandLineTests", dependencies: ["dealledger", "Transparency", arguments, crypto],
      swiftSettings: settings),
  ]
)
