/// The SHA-256 of some bytes in hexadecimal (FIPS 180-4).
package func sha256(_ message: [UInt8]) -> String { message.withUnsafeBytes { sha256($0) } }

/// The SHA-256 of some bytes in hexadecimal, which are not copied.
package func sha256(_ message: UnsafeRawBufferPointer) -> String {
  var digest = SHA256()
  digest.take(message)
  return digest.hexadecimal
}

/// The SHA-256 of bytes that come part by part.
package struct SHA256: Sendable {
  private var state = initialState
  /// The last bytes, which make no block yet.
  private var rest: [UInt8] = []
  private var count = 0

  package init() {}

  package mutating func take(_ bytes: UnsafeRawBufferPointer) {
    count += bytes.count
    var place = 0
    if !rest.isEmpty {
      place = min(64 - rest.count, bytes.count)
      rest += bytes[..<place]
      guard rest.count == 64 else { return }
      rest.withUnsafeBytes { digest($0, into: &state) }
      rest.removeAll(keepingCapacity: true)
    }
    let end = place + (bytes.count - place) / 64 * 64
    digest(UnsafeRawBufferPointer(rebasing: bytes[place..<end]), into: &state)
    rest += bytes[end...]
  }

  /// The digest of what has been taken.
  package var hexadecimal: String {
    var (state, last) = (state, rest)
    last.append(0x80)
    last += [UInt8](repeating: 0, count: (120 - last.count % 64) % 64)
    withUnsafeBytes(of: (UInt64(count) * 8).bigEndian) { last += $0 }
    last.withUnsafeBytes { digest($0, into: &state) }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }
}

/// - Precondition: A whole number of blocks of 64 bytes.
private func digest(_ blocks: UnsafeRawBufferPointer, into state: inout [UInt32]) {
  let constants = roundConstants
  var w = [UInt32](repeating: 0, count: 64)
  for block in stride(from: 0, to: blocks.count, by: 64) {
    for t in 0..<16 {
      w[t] = UInt32(
        bigEndian: blocks.loadUnaligned(fromByteOffset: block + 4 * t, as: UInt32.self))
    }
    for t in 16..<64 {
      let s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ w[t - 15] >> 3
      let s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ w[t - 2] >> 10
      w[t] = w[t - 16] &+ s0 &+ w[t - 7] &+ s1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for t in 0..<64 {
      let s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      let choice = e & f ^ ~e & g
      let first = h &+ s1 &+ choice &+ constants[t] &+ w[t]
      let s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      let majority = a & b ^ a & c ^ b & c
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ s0 &+ majority)
    }
    state[0] &+= a
    state[1] &+= b
    state[2] &+= c
    state[3] &+= d
    state[4] &+= e
    state[5] &+= f
    state[6] &+= g
    state[7] &+= h
  }
}

private func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
  word >> count | word << (32 - count)
}

/// The first 32 bits of the fractions of the square roots of the first 8 primes.
private let initialState: [UInt32] = [
  0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C,
  0x1F83D9AB, 0x5BE0CD19,
]

/// The first 32 bits of the fractions of the cube roots of the first 64 primes.
private let roundConstants: [UInt32] = [
  0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1,
  0x923F82A4, 0xAB1C5ED5, 0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3,
  0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174, 0xE49B69C1, 0xEFBE4786,
  0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
  0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147,
  0x06CA6351, 0x14292967, 0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13,
  0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85, 0xA2BFE8A1, 0xA81A664B,
  0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
  0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A,
  0x5B9CCA4F, 0x682E6FF3, 0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208,
  0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
]
