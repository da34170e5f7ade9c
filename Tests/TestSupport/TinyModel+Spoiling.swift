import Checkpoints
import Foundation

extension TinyModel {
  /// Puts a number into the first channel of a row of a tensor of its file.
  public static func write(
    _ value: Float, toRow row: Int, of tensor: String, in folder: String
  ) throws {
    let path = "\(folder)/weights/model.safetensors"
    var bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
    let entry = try SafeTensors(contentsOf: path).entry(tensor)!
    let place = entry.bytes.lowerBound + 4 * row * entry.shape[1]
    withUnsafeBytes(of: value.bitPattern.littleEndian) {
      bytes.replaceSubrange(place..<place + 4, with: $0)
    }
    try Data(bytes).write(to: URL(filePath: path))
  }

  /// Puts a number into the first channel of a word's row.
  public static func write(_ value: Float, to word: String, in folder: String) throws {
    try write(
      value, toRow: words.firstIndex(of: word)!, of: "embeddings.word_embeddings.weight",
      in: folder)
  }
}
