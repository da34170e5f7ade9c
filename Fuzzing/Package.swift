// swift-tools-version: 6.2
import PackageDescription

// Feeds the readers of foreign bytes with damaged ones. A package of its own: nobody who uses Polyseme needs it.
let package = Package(
  name: "polyseme-fuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "polyseme", path: "..")],
  targets: [
    .target(
      name: "FuzzTargets",
      dependencies: [
        .product(name: "UnicodeText", package: "polyseme"),
        .product(name: "Tokenization", package: "polyseme"),
        .product(name: "Tensors", package: "polyseme"),
        .product(name: "Transformer", package: "polyseme"),
        .product(name: "JSON", package: "polyseme"),
        .product(name: "Checkpoints", package: "polyseme"),
        .product(name: "Models", package: "polyseme"),
        .product(name: "ContextualEmbeddings", package: "polyseme"),
        .product(name: "Corpora", package: "polyseme"),
        .product(name: "Senses", package: "polyseme"),
        .product(name: "Shell", package: "polyseme"),
      ]),
    .executableTarget(name: "fuzz", dependencies: ["FuzzTargets"]),
    .testTarget(name: "FuzzTargetsTests", dependencies: ["FuzzTargets"]),
  ],
  swiftLanguageModes: [.v6]
)

// libFuzzer links only with its own flags, so it is not part of a plain build; see Sources/guided/main.swift.
if Context.environment["GUIDED"] != nil {
  package.targets.append(
    .executableTarget(
      name: "guided", dependencies: ["FuzzTargets"],
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]))
}
