// swift-tools-version: 6.2
import PackageDescription

// Small programs that use the library as another package would. Each checks what it prints, so that CI can run it.
let package = Package(
  name: "polyseme-examples",
  platforms: [.macOS(.v15)],
  dependencies: [
    // In a package of yours: as Documentation/library.md shows.
    .package(name: "polyseme", path: "..")
  ],
  targets: ["two-uses", "many-sentences", "nearest-words"].map { name in
    .executableTarget(
      name: name,
      dependencies: [.product(name: "ContextualEmbeddings", package: "polyseme")])
  },
  swiftLanguageModes: [.v6]
)
