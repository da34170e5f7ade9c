import Testing

@testable import Shell

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("simm", "sim"), ("smi", "sim"), ("SIM", "sim"), ("neigh", "neighbours"), ("quti", "quit"),
    ("layer", "layers"), ("frobnicate", nil), ("", nil),
  ]) func theNameThatWasMeantIsFound(typed: String, meant: String?) {
    #expect(nearestName(to: typed, in: Commands.names) == meant)
  }
}
