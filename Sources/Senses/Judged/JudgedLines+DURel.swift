extension JudgedPair {
  /// The same, judged 1 or 0: DURel's grades of 3 (closely related) and 4 (identical) say that both have one sense, those of
  /// 1 and 2 that they have two. Where the median lies between, it is two, as graphs of uses are parted at 2.5 (Schlechtweg
  /// et al. 2021, "DWUG: A large resource of diachronic word usage graphs").
  package var partedAsDURelDoes: JudgedPair {
    JudgedPair(a: a, b: b, gold: gold > 2.5 ? 1 : 0, named: named)
  }
}

extension JudgedLines {
  /// Pairs of uses as DURel keeps them: `uses.csv` says where each use stands, `judgments.csv` how people grade two of
  /// them, both separated by tabs and never quoted
  /// (https://github.com/Garrafao/WUGs/tree/main/durel_system/upload_formats).
  ///
  /// A grade of 0 says that a person could not decide, and is left out. The grade of a pair is the median of those of two
  /// people or more; what one person alone has judged is left out where others have pairs of several.
  ///
  /// - Parameter judgments: Of any uses; those of others are an error.
  /// - Throws: `JudgedSetError`.
  package func durel(_ judgments: JudgedLines) throws -> [JudgedPair] {
    let uses = try durelUses()
    var grades: [Pair: [String: Double]] = [:]
    var order: [Pair] = []
    try judgments.forEachRow(
      of: ["identifier1", "identifier2", "annotator", "judgment"]
    ) { line, fields in
      guard let grade = Double(fields[3]), grade.isFinite else {
        throw JudgedSetError(
          "\(judgments.path): line \(line): “\(fields[3])” is no grade; 0 says that someone could not decide"
        )
      }
      for identifier in fields[0...1] where uses[identifier] == nil {
        throw JudgedSetError(
          "\(judgments.path): line \(line): “\(identifier)” is no use of \(path)")
      }
      guard grade != 0, fields[0] != fields[1] else { return }
      let pair = Pair(fields[0], fields[1])
      if grades[pair] == nil { order.append(pair) }
      grades[pair, default: [:]][fields[2]] = grade
    }
    let several = order.filter { grades[$0]!.count > 1 }
    let pairs = several.isEmpty ? order : several
    guard !pairs.isEmpty else {
      throw JudgedSetError(
        "\(judgments.path): holds no grade but 0, which says that nobody could decide")
    }
    return pairs.map { pair in
      let (a, b) = (uses[pair.first]!, uses[pair.second]!)
      return JudgedPair(
        a: a.use, b: b.use, gold: grades[pair]!.values.sorted().quantile(0.5),
        named: [a, b])
    }
  }

  /// Two identifiers, in either order.
  private struct Pair: Hashable {
    let first, second: String

    init(_ a: String, _ b: String) { (first, second) = a < b ? (a, b) : (b, a) }
  }

  /// The uses by their identifiers.
  private func durelUses() throws -> [String: NamedWord] {
    var uses: [String: NamedWord] = [:]
    try forEachRow(of: ["identifier", "lemma", "context", "indexes_target_token"]) { line, fields in
      let ends = (fields[3].split(separator: ",").first ?? "").split(separator: ":").map { Int($0) }
      guard ends.count == 2, let start = ends[0], let end = ends[1], start < end else {
        throw JudgedSetError(
          "\(path): line \(line): “\(fields[3])” says not where the word stands, as 17:25 does")
      }
      let item = "line \(line)"
      let use = try naming(item) { try MarkedText(text: fields[2], scalars: start..<end) }
      let word = NamedWord(item: item, lemma: fields[1], use: use)
      guard uses.updateValue(word, forKey: fields[0]) == nil else {
        throw JudgedSetError("\(path): line \(line): “\(fields[0])” names a second use")
      }
    }
    return uses
  }

  /// Hands out some columns of each row below the names of all.
  private func forEachRow(
    of columns: [String], _ body: (_ line: Int, _ fields: [String]) throws -> Void
  ) throws {
    let names = (lines.first ?? "").fields("\t")
    let places = try columns.map { column in
      guard let place = names.firstIndex(of: column[...]) else {
        throw JudgedSetError(
          "\(path): has no column \(column); there is \(names.joined(separator: ", "))")
      }
      return place
    }
    for (number, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let own = line.fields("\t")
      guard own.count == names.count else {
        throw JudgedSetError(
          "\(path): line \(number + 1): has \(counted(own.count, "column")), not \(names.count) as the first"
        )
      }
      try body(number + 1, places.map { String(own[$0]) })
    }
  }
}
