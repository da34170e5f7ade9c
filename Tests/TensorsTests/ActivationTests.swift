import Tensors
import TestSupport
import Testing

struct ActivationTests {
  /// x·Φ(x) from a table of the normal distribution: Φ(1) = 0.8413447, Φ(2) = 0.9772499.
  @Test func gelu() {
    let x: [Float] = [0, 1, -1, 2, -2, 10, -10]
    expectClose(
      x.map { Activation.gelu($0) },
      [0, 0.8413447, -0.1586553, 1.9544997, -0.0455003, 10, 0], within: 1e-6)
  }

  /// 0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))): for x = 1 it is tanh(0.7978846 · 1.044715) =
  /// tanh(0.8335620) = 0.6823840, so 0.8411920.
  @Test func geluByTanh() {
    let x: [Float] = [0, 1, -1, 10, -10]
    expectClose(
      x.map { Activation.geluTanh($0) }, [0, 0.841192, -0.158808, 10, 0], within: 1e-6)
  }

  @Test func relu() {
    let x = Matrix(rows: 1, columns: 3, values: [-2, 0, 3])
    #expect(Activation.relu(x).values == [0, 0, 3])
  }

  /// x·σ(x) with σ(1) = 0.7310586 and σ(2) = 0.8807971.
  @Test func silu() {
    let x: [Float] = [0, 1, -1, 2, -2, 100, -100]
    expectClose(
      x.map { Activation.silu($0) },
      [0, 0.7310586, -0.2689414, 1.7615942, -0.2384058, 100, 0], within: 1e-6)
  }

  /// x·σ(1.702x) with σ(1.702) = 0.8457958.
  @Test func geluBySigmoid() {
    let x: [Float] = [0, 1, -1, 100, -100]
    expectClose(
      x.map { Activation.geluSigmoid($0) }, [0, 0.8457958, -0.1542042, 100, 0], within: 1e-6)
  }

  @Test func namesAreThoseOfConfigurations() {
    #expect(
      Activation.allCases.map(\.rawValue) == ["gelu", "gelu_new", "quick_gelu", "silu", "relu"])
    for activation in Activation.allCases {
      #expect(Activation(named: activation.rawValue) == activation)
    }
    #expect(Activation(named: "gelu_python") == .gelu)
    for name in ["gelu_fast", "gelu_pytorch_tanh"] {
      #expect(Activation(named: name) == .geluTanh)
    }
    #expect(Activation(named: "swish") == .silu)
    #expect(Activation(named: "tanh") == nil)
  }
}
