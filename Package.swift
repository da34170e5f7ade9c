// swift-tools-version: 6.2
import PackageDescription

// Homebrew's readline keeps to a folder of its own: SwiftPM finds its readline.pc there by the provider. On Linux all
// libraries are where the compiler looks, and SwiftPM would warn where there is no pkg-config.
#if os(macOS)
  let (readline, utf8proc): (String?, String?) = ("readline", "libutf8proc")
  let (lzma, zstd): (String?, String?) = ("liblzma", "libzstd")
#else
  let (readline, utf8proc): (String?, String?) = (nil, nil)
  let (lzma, zstd): (String?, String?) = (nil, nil)
#endif

// One target is one room, and a room may only know the rooms above it in this list.
let package = Package(
  name: "polyseme",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "ContextualEmbeddings", targets: ["ContextualEmbeddings"]),
    .library(name: "Corpora", targets: ["Corpora"]),
    .library(name: "Senses", targets: ["Senses"]),
    .library(name: "Tokenization", targets: ["Tokenization"]),
    .library(name: "UnicodeText", targets: ["UnicodeText"]),
    .library(name: "Tensors", targets: ["Tensors"]),
    .library(name: "Transformer", targets: ["Transformer"]),
    .library(name: "Checkpoints", targets: ["Checkpoints"]),
    .library(name: "JSON", targets: ["JSON"]),
    .library(name: "Models", targets: ["Models"]),
    .library(name: "UseIndex", targets: ["UseIndex"]),
    .library(name: "Shell", targets: ["Shell"]),
    .executable(name: "polyseme", targets: ["polyseme"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CUTF8Proc", pkgConfig: utf8proc,
      providers: [.apt(["libutf8proc-dev"]), .brew(["utf8proc"])]),
    .systemLibrary(
      name: "CReadline", pkgConfig: readline,
      providers: [.apt(["libreadline-dev"]), .brew(["readline"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CLZMA", pkgConfig: lzma, providers: [.apt(["liblzma-dev"]), .brew(["xz"])]),
    .systemLibrary(
      name: "CZstd", pkgConfig: zstd, providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(name: "CExpat", providers: [.apt(["libexpat1-dev"])]),
    .target(name: "CKernels"),
    .target(name: "CMapping"),
    .target(name: "CMemory"),
    .target(name: "Platform", dependencies: ["CMapping"]),
    .target(name: "UnicodeText", dependencies: ["CUTF8Proc"]),
    .target(name: "Tokenization", dependencies: ["Platform", "UnicodeText"]),
    .target(name: "Tensors", dependencies: ["Platform", "CKernels"]),
    .target(name: "Transformer", dependencies: ["Platform", "Tensors"]),
    .target(name: "JSON", dependencies: ["Platform", "UnicodeText"]),
    .target(name: "Checkpoints", dependencies: ["Platform", "JSON", "UnicodeText", "Tensors"]),
    .target(
      name: "Models",
      dependencies: [
        "Platform", "JSON", "Checkpoints", "UnicodeText", "Tensors", "Tokenization", "Transformer",
      ]),
    .target(
      name: "ContextualEmbeddings",
      dependencies: [
        "Platform", "UnicodeText", "Tokenization", "Tensors", "Transformer", "Models",
      ]),
    .target(
      name: "Corpora",
      dependencies: ["Platform", "JSON", "UnicodeText", "CZlib", "CLZMA", "CZstd", "CExpat"]),
    .target(
      name: "Senses",
      dependencies: [
        "Platform", "JSON", "UnicodeText", "Tokenization", "Checkpoints", "Corpora",
        "ContextualEmbeddings",
      ]),
    .target(
      name: "UseIndex",
      dependencies: [
        "Platform", "JSON", "UnicodeText", "Tokenization", "Tensors", "Corpora", "Senses",
        "ContextualEmbeddings",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .target(
      name: "Shell",
      dependencies: [
        "UseIndex", "Corpora", "Senses", "ContextualEmbeddings", "Transformer", "Tensors",
        "Tokenization",
        "UnicodeText", "JSON", "Platform",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "LineEditing", dependencies: ["Platform", "CReadline"]),
    .executableTarget(
      name: "polyseme",
      dependencies: [
        "CMemory", "Platform", "Shell", "LineEditing", "Senses", "Corpora", "ContextualEmbeddings",
      ]),

    .target(
      name: "TestSupport",
      dependencies: ["Tensors", "JSON", "Checkpoints", "ContextualEmbeddings"],
      path: "Tests/TestSupport"),
    .testTarget(name: "PlatformTests", dependencies: ["Platform", "TestSupport"]),
    .testTarget(name: "JSONTests", dependencies: ["JSON", "TestSupport"]),
    .testTarget(
      name: "UnicodeTextTests", dependencies: ["UnicodeText", "TestSupport"],
      resources: [.copy("Unicode-17.0.0")]),
    .testTarget(name: "TokenizationTests", dependencies: ["JSON", "Tokenization", "TestSupport"]),
    .testTarget(
      name: "TensorsTests", dependencies: ["Platform", "Tensors", "CKernels", "TestSupport"]),
    .testTarget(
      name: "TransformerTests",
      dependencies: ["Transformer", "Checkpoints", "Models", "TestSupport"]),
    .testTarget(name: "CheckpointsTests", dependencies: ["Checkpoints", "TestSupport"]),
    .testTarget(
      name: "ModelsTests",
      dependencies: ["Platform", "JSON", "Checkpoints", "Models", "TestSupport"]),
    .testTarget(
      name: "ContextualEmbeddingsTests", dependencies: ["ContextualEmbeddings", "TestSupport"]),
    .testTarget(
      name: "CorporaTests", dependencies: ["Corpora", "Platform", "JSON", "TestSupport"]),
    .testTarget(
      name: "UseIndexTests",
      dependencies: [
        "UseIndex", "Senses", "Corpora", "ContextualEmbeddings", "Platform", "TestSupport",
        "polyseme",
      ]),
    .testTarget(name: "SensesTests", dependencies: ["Senses", "TestSupport"]),
    .testTarget(
      name: "ShellTests", dependencies: ["Shell", "TestSupport"], exclude: ["Transcripts"]),
    // What the tests of LineEditing type to, in a terminal.
    .executableTarget(
      name: "line-editing-probe", dependencies: ["LineEditing", "Platform"],
      path: "Tests/LineEditingProbe"),
    .testTarget(
      name: "LineEditingTests",
      dependencies: ["LineEditing", "Platform", "TestSupport", "line-editing-probe"]),
    .testTarget(
      name: "PolysemeTests", dependencies: ["TestSupport", "JSON", "Tensors", "polyseme"]),
  ],
  swiftLanguageModes: [.v6]
)

// Where POLYSEME_TESTS names some tests, only these are built: .ci/run passes those of the arithmetic in release mode.
if let named = Context.environment["POLYSEME_TESTS"]?.split(separator: " ").map(String.init) {
  package.targets.removeAll { $0.type == .test && !named.contains($0.name) }
}

// For Scripts/sanitize: the kernels optimized, since tests would take hours, and as they ship under the address sanitizer, with which
// their unrolled loops would take the compiler minutes. Scripts/check-kernels has them under it.
if let sanitizer = Context.environment["POLYSEME_SANITIZED"] {
  for target in package.targets where target.name == "CKernels" {
    target.cSettings = [
      .unsafeFlags(["-O2"] + (sanitizer == "address" ? ["-fno-sanitize=all"] : []))
    ]
  }
}
