import Testing

@testable import Senses

@Suite struct SenseKeyCodeTests {
  @Test(arguments: [
    ("oewn-bank__1.17.01..", "bank%1:17:01::"),
    ("oewn-fine__5.00.00.good.00", "fine%5:00:00:good:00"),
    // Until 2024, and since 2025.
    ("oewn--ap-hood__1.14.01..", "'hood%1:14:01::"),
    ("oewn--apos-hood__1.14.01..", "'hood%1:14:01::"),
    ("oewn-mother-in-law__1.18.00..", "mother-in-law%1:18:00::"),
    ("oewn-mother--in--law__1.18.00..", "mother-in-law%1:18:00::"),
    ("oewn-aaron-apos-s_rod__1.20.00..", "aaron's_rod%1:20:00::"),
    ("oewn-and-sol-or__4.02.00..", "and/or%4:02:00::"),
    ("oewn-a__5.00.00.well--known.00", "a%5:00:00:well-known:00"),
    ("oewn-a__5.00.00.u.s..01", "a%5:00:00:u.s.:01"),
    ("oewn-x-u00B7-y__1.10.00..", "x·y%1:10:00::"),
  ])
  func aKeyIsReadFromAnID(id: String, key: String) {
    #expect(SenseKeyCode.key(of: id, lexicon: "oewn") == key)
  }

  @Test(arguments: [
    "oewn-bank", "oewn-bank__", "oewn-bank__1.17.01", "oewn-bank__x.17.01..", "own-bank__1.17.01..",
    "oewn-bank__1.1.01..", "", "oewn-bank-n-01-2", "oewn-bank__1.17.01.a.",
  ])
  func otherIDsHoldNone(id: String) { #expect(SenseKeyCode.key(of: id, lexicon: "oewn") == nil) }
}
