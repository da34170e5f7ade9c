import JSON
import Platform
import Tensors

/// The right to write files.
public typealias FileWriting = Platform.FileWriting

extension SafeTensors {
  /// Writes tensors as they are stored, in this order.
  ///
  /// - Parameters:
  ///   - tensors: Each name once.
  ///   - metadata: Text about the file. Hugging Face's tools look for `format`.
  public static func write(
    _ tensors: [(name: String, tensor: StoredTensor)],
    metadata: [String: String] = ["format": "pt"],
    to path: String, by writing: FileWriting
  ) throws(FileError) {
    try writing.write(to: path) { file throws(FileError) in
      try file.write(header(tensors, metadata: metadata))
      for (_, tensor) in tensors { try file.write(bytesOf: tensor) }
    }
  }

  /// The length of the header and the header, filled up with spaces so that the numbers start at a
  /// multiple of eight.
  static func header(
    _ tensors: [(name: String, tensor: StoredTensor)], metadata: [String: String]
  ) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    if !metadata.isEmpty {
      writer.name("__metadata__")
      writer.beginObject()
      for (name, text) in metadata.sorted(by: { $0.key < $1.key }) {
        writer.name(name)
        writer.value(text)
      }
      writer.endObject()
    }
    var offset = 0
    for (name, tensor) in tensors {
      let end = offset + tensor.count * tensor.format.width
      writer.name(name)
      writer.beginObject()
      writer.name("dtype")
      writer.value(tensor.format.rawValue)
      writer.name("shape")
      writer.value(.array(tensor.shape.map { .int($0) }))
      writer.name("data_offsets")
      writer.value([.int(offset), .int(end)])
      writer.endObject()
      offset = end
    }
    writer.endObject()
    var header = writer.bytes
    header += repeatElement(0x20, count: (8 - header.count % 8) % 8)
    return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header
  }
}

extension NewFile {
  fileprivate func write(bytesOf tensor: StoredTensor) throws(FileError) {
    let result = tensor.withBytes { bytes in
      Result { () throws(FileError) in try write(bytes) }
    }
    try result.get()
  }
}
