// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who only uses Polyseme resolves what its measurements need.
let package = Package(
  name: "polyseme-benchmarks",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "roofline", targets: ["roofline"]),
    .executable(name: "token-runner", targets: ["token-runner"]),
    .executable(name: "encoder-runner", targets: ["encoder-runner"]),
    .executable(name: "index-runner", targets: ["index-runner"]),
  ],
  dependencies: [
    .package(name: "polyseme", path: ".."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    // What the processor can do at best.
    .target(name: "CMachine"),
    // The shapes that are measured, each checked against the reference before it is timed.
    .target(
      name: "Workloads",
      dependencies: [
        .product(name: "UnicodeText", package: "polyseme"),
        .product(name: "Tokenization", package: "polyseme"),
        .product(name: "Tensors", package: "polyseme"),
        .product(name: "Transformer", package: "polyseme"),
      ]),
    // Every workload as a share of the machine's peak.
    .executableTarget(name: "roofline", dependencies: ["CMachine", "Workloads"]),
    // Every workload under ordo-one/benchmark: percentiles, allocations, baselines to compare with.
    .executableTarget(
      name: "Blocks",
      dependencies: ["Workloads", .product(name: "Benchmark", package: "benchmark")],
      path: "Benchmarks/Blocks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    // Our tokenizers beside Hugging Face's, for peers/compare.py.
    .executableTarget(
      name: "token-runner",
      dependencies: [
        .product(name: "UnicodeText", package: "polyseme"),
        .product(name: "Tokenization", package: "polyseme"),
      ]),
    // Our encoder beside the peers, for peers/compare.py.
    .executableTarget(
      name: "encoder-runner",
      dependencies: [
        .product(name: "UnicodeText", package: "polyseme"),
        .product(name: "Tokenization", package: "polyseme"),
        .product(name: "Tensors", package: "polyseme"),
        .product(name: "Transformer", package: "polyseme"),
        .product(name: "Models", package: "polyseme"),
      ]),
    // An index of uses as it is asked, for peers/uses.py.
    .executableTarget(
      name: "index-runner",
      dependencies: [
        .product(name: "ContextualEmbeddings", package: "polyseme"),
        .product(name: "Senses", package: "polyseme"),
        .product(name: "UseIndex", package: "polyseme"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
