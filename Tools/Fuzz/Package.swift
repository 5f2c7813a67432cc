// swift-tools-version: 6.2
import PackageDescription

// The fuzzer: a package of its own, since all of it is compiled to be watched (see Tools/fuzz).
let package = Package(
  name: "dealledger-fuzz",
  dependencies: [.package(name: "dealledger", path: "../..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [.product(name: "Properties", package: "dealledger")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ])
  ]
)
