import Corpora
import Testing

@testable import Senses

@Suite struct GroupingTests {
  private func group(_ text: String, _ value: String?) throws -> String? {
    try Grouping(text).group(ofValue: value)?.name
  }

  @Test(
    arguments: [
      ("1834", "before 1850"), ("1850", "1850 to 1950"), ("1949-12-31", "1850 to 1950"),
      ("1950", "from 1950"), (" 2001 ", "from 1950"), ("-44", "before 1850"),
      ("9.5", "before 1850"),
      ("1950-01-01T10:00:00", "from 1950"),
    ]) func cutsPartNumbersAndDates(value: String, name: String) throws
  {
    #expect(try group("year:1850,1950", value) == name)
  }

  @Test func datesMayBeMorePrecise() throws {
    #expect(try group("year:1850-06", "1850-05-31") == "before 1850-06")
    #expect(try group("year:1850-06", "1850-06-01") == "from 1850-06")
    #expect(try group("year:1850-06", "1850") == "before 1850-06")
    #expect(try group("year:-100,100", "-99") == "-100 to 100")
  }

  @Test func whatCannotBePartedIsInNoGroup() throws {
    for value in ["", "c. 1850", "unknown", "1850-a", nil] {
      #expect(try group("year:1850", value) == nil)
    }
    #expect(try group("year", "c. 1850") == "c. 1850" && group("year", " ") == nil)
  }

  @Test func groupsComeInTheirOrder() throws {
    func names(_ text: String, _ values: [String]) throws -> [String] {
      let grouping = try Grouping(text)
      return Set(values.compactMap { grouping.group(ofValue: $0) }).sorted()
        .map(\.name)
    }
    #expect(
      try names("year:10,100", ["700", "5", "50", "4"]) == ["before 10", "10 to 100", "from 100"])
    #expect(
      try names("year", ["100", "20", "news", "3", "fiction"]) == [
        "3", "20", "100", "fiction", "news",
      ])
  }

  @Test func fieldsMayHaveColons() throws {
    #expect(try Grouping("xml:id").field == "xml:id")
    #expect(try Grouping("xml:id:7").field == "xml:id")
    #expect(try Grouping("doc.year:1850").field == "doc.year")
  }

  @Test(
    arguments: [
      ("", GroupingError.noField), (":1850", .noField), ("year:1850,x", .noCut("x")),
      ("year:1850,", .noCut("")), ("year:1950,1850", .noOrder("1950", "1850")),
      ("year:7,7", .noOrder("7", "7")),
    ]) func whatIsNoGroupingIsSaid(text: String, error: GroupingError)
  {
    #expect(throws: error) { try Grouping(text) }
  }
}
