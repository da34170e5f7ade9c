import Testing

@testable import Senses
@testable import Shell

@Suite struct NumbersTests {
  @Test func decimalsAreRounded() {
    #expect(decimals(1.9996, 3) == "2.000")
    #expect(decimals(-0.0004, 3) == "0.000")
    #expect(decimals(-12.25, 1) == "-12.3")
    #expect(decimals(7.6, 0) == "8")
    #expect(decimals(.infinity, 2) == "–")
    #expect(decimals(1e20, 2) == "1e+20" && decimals(-1e300, 0) == "-1e+300")
    #expect(twoDecimals(1e17) == "1e+17" && decimals(999_999_999_999, 3) == "999999999999.000")
  }

  @Test func changesHaveASign() {
    #expect(change(0.0426) == "+0.043")
    #expect(change(-0.5) == "-0.500")
    #expect(change(-0.0001) == "+0.000")
  }

  @Test func countsAgreeWithTheirWord() {
    #expect(counted(1, "use") == "1 use")
    #expect(counted(2, "sense of it", "senses of it") == "2 senses of it")
  }
}
