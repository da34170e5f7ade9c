import CZstd

/// One frame of Zstandard (RFC 8878) that is packed and unpacked whole and says how large it is.
package enum ZstdFrame {
  package static func packed(_ bytes: [UInt8]) -> [UInt8] {
    let most = ZSTD_compressBound(bytes.count)
    return [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      count = ZSTD_compress(buffer.baseAddress, most, bytes, bytes.count, 9)
      precondition(ZSTD_isError(count) == 0, "there is room for any packed bytes")
    }
  }

  /// - Parameter limit: The most bytes that it may unpack to.
  /// - Returns: `nil` where it is damaged, cut short, followed by more than another frame, or too large.
  package static func unpacked(_ bytes: [UInt8], atMost limit: Int) -> [UInt8]? {
    bytes.withUnsafeBytes { unpacked($0, atMost: limit) }
  }

  package static func unpacked(_ bytes: UnsafeRawBufferPointer, atMost limit: Int) -> [UInt8]? {
    // Larger than any where it is not known.
    let size = ZSTD_getFrameContentSize(bytes.baseAddress, bytes.count)
    guard size <= UInt64(limit) else { return nil }
    var isWhole = false
    let unpacked = [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      let found = ZSTD_decompress(buffer.baseAddress, buffer.count, bytes.baseAddress, bytes.count)
      isWhole = ZSTD_isError(found) == 0 && found == Int(size)
      count = isWhole ? found : 0
    }
    return isWhole ? unpacked : nil
  }
}
