import CKernels

/// The dot product of two rows of whole groups of eight numbers, in eight sums that are added up at the end: the same bits on every
/// processor.
///
/// In a build for debugging, too, it takes no longer than it must: whoever compares all rows with all others waits for nothing else.
public func dot(
  _ x: UnsafePointer<SIMD8<Float>>, _ y: UnsafePointer<SIMD8<Float>>, groups: Int
) -> Float {
  var sums = SIMD8<Float>()
  x.withMemoryRebound(to: Float.self, capacity: 8 * groups) { x in
    y.withMemoryRebound(to: Float.self, capacity: 8 * groups) { y in
      withUnsafeMutablePointer(to: &sums) { sums in
        sums.withMemoryRebound(to: Float.self, capacity: 8) {
          polyseme_dot_eights(x, y, groups, $0)
        }
      }
    }
  }
  return sums.sum()
}
