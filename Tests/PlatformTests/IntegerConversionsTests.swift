import Platform
import Testing

struct IntegerConversionsTests {
  @Test func wholeParts() {
    #expect(Int(clamping: 2.9) == 2 && Int(clamping: -2.9) == -2 && Int(clamping: -0.5) == 0)
    #expect(UInt8(clamping: 255.9) == 255 && Int16(clamping: Float(-7.5)) == -7)
  }

  @Test func whatNoIntegerIs() {
    #expect(Int(clamping: 1e19) == .max && Int(clamping: -1e300) == .min)
    #expect(Int(clamping: Double.infinity) == .max && Int(clamping: -Float.infinity) == .min)
    #expect(UInt8(clamping: -1.0) == 0 && UInt8(clamping: 256.0) == 255)
    #expect(Int(clamping: Double.nan) == 0 && UInt16(clamping: Float.signalingNaN) == 0)
    // The nearest double to the largest integer is larger than it.
    #expect(Int(clamping: Double(Int.max)) == .max && Int(clamping: Double(Int.min)) == .min)
  }
}
