import Checkpoints
import Tensors

/// The tensors of an encoder, by the names that its architecture has for them, wherever they are in a checkpoint.
struct EncoderTensors: Sendable {
  let checkpoint: Checkpoint
  /// What stands before every name: nothing, or `bert.`, `0.auto_model.`, `_orig_mod.` and the like where the encoder was
  /// part of something larger.
  let prefix: String
  private let architecture: any Architecture.Type

  /// Finds the encoder by its rows of words.
  ///
  /// - Throws: `ModelFilesError.twoEncoders`.
  init(
    _ checkpoint: Checkpoint, of architecture: any Architecture.Type
  ) throws(ModelFilesError) {
    let rows = architecture.wordRows
    let found = checkpoint.names.filter { $0 == rows || $0.hasSuffix("." + rows) }
    if found.count > 1 {
      throw .twoEncoders(path: checkpoint.path(of: found[1]), found[0], found[1])
    }
    prefix = String((found.first ?? rows).dropLast(rows.count))
    self.checkpoint = checkpoint
    self.architecture = architecture
  }

  /// The name in the checkpoint.
  func found(_ name: String) -> String {
    guard checkpoint.entry(prefix + name) == nil, let other = Self.otherName(of: name),
      checkpoint.entry(prefix + other) != nil
    else { return prefix + name }
    return prefix + other
  }

  /// TensorFlow's first BERT called the parts of a layer norm gamma and beta, and some files still do.
  private static func otherName(of tensor: String) -> String? {
    guard tensor.contains("LayerNorm.") else { return nil }
    return tensor.hasSuffix(".weight")
      ? tensor.dropLast("weight".count) + "gamma" : tensor.dropLast("bias".count) + "beta"
  }

  /// Whether a tensor that is not read may change what the encoder does.
  func mayMatter(_ name: String) -> Bool {
    guard name.hasPrefix(prefix) else { return false }
    let own = name.dropFirst(prefix.count)
    return !architecture.beside.contains { own.hasPrefix($0) }
  }

  /// Whether tensors are there, in a form that can be read.
  func check(_ tensors: [TensorShape]) throws(ModelFilesError) {
    for tensor in tensors {
      let name = found(tensor.name)
      var path: String { checkpoint.path(of: name) }
      guard let entry = checkpoint.entry(name) else {
        throw .missingTensor(
          path: path, name: name, expected: tensor.shape, nearest: checkpoint.name(nearestTo: name))
      }
      guard entry.shape == tensor.shape else {
        throw .shape(path: path, name: name, expected: tensor.shape, found: entry.shape)
      }
      guard checkpoint.tensor(name) != nil else {
        throw .format(path: path, name: name, found: entry.format.rawValue)
      }
    }
  }

  /// - Precondition: The tensor is there.
  subscript(name: String) -> StoredTensor { checkpoint.tensor(found(name))! }
}

extension Checkpoint {
  /// The name that has most in common with one that is not there, at its start and its end together.
  fileprivate func name(nearestTo missing: String) -> String? {
    let missing = Array(missing.utf8)
    func common(_ name: String) -> Int {
      let name = Array(name.utf8)
      return zip(missing, name).prefix { $0 == $1 }.count
        + zip(missing.reversed(), name.reversed()).prefix { $0 == $1 }.count
    }
    return names.map { ($0, common($0)) }.max { $0.1 < $1.1 }?.0
  }
}
