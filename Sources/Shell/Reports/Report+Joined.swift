import JSON

/// What one of several models answers.
struct ModelAnswer {
  let model: String
  let result: Result<Report, ShellError>

  init(model: String, _ result: Result<Report, ShellError>) {
    (self.model, self.result) = (model, result)
  }

  var report: Report? { try? result.get() }
}

extension Report {
  /// The answers of several models as one: what they all say stands once, numbers stand side by side, and anything else
  /// below the name of its model.
  ///
  /// - Throws: `ShellError`, where none of them has an answer.
  init(joining answers: [ModelAnswer]) throws(ShellError) {
    let reports = answers.compactMap(\.report)
    var failures: [(model: String, error: ShellError)] = []
    for answer in answers {
      if case .failure(let error) = answer.result { failures.append((answer.model, error)) }
    }
    guard let first = reports.first else { throw Self.error(of: failures) }

    let named = answers.compactMap { answer in answer.report.map { (answer.model, $0) } }
    self.init(
      Self.blocks(named, areAll: failures.isEmpty),
      fields: [
        "models": .array(
          answers.map { answer in
            var members: JSONObject = ["model": .string(answer.model)]
            let own =
              switch answer.result {
              case .success(let report): report.fields
              case .failure(let error): error.fields
              }
            for member in own.members { members[member.name] = member.value }
            return .object(members)
          })
      ],
      rows: Rows(
        columns: ["model"] + first.rows.columns,
        named.flatMap { model, report in report.rows.values.map { [.string(model)] + $0 } }))

    let shared = first.warnings.filter { warning in
      reports.allSatisfy { $0.warnings.contains(warning) }
    }
    warnings = shared
    for (model, report) in named {
      warnings += report.warnings.filter { !shared.contains($0) }.map { "\(model): \($0)" }
    }
    warnings += failures.map { "\($0.model): \($0.error.message)" }
    for name in ["html", "svg"] {
      if let file = first.fields[name]?.string {
        warnings.append("\(file) holds the answer of \(named[0].0)")
      }
    }
    ends = reports.contains { $0.ends }
    status =
      failures.first?.error.status ?? reports.first { $0.status != .success }?.status ?? .success
  }

  private static func error(of failures: [(model: String, error: ShellError)]) -> ShellError {
    let first = failures[0].error
    guard failures.contains(where: { $0.error != first }) else { return first }
    return ShellError(
      first.code, failures.map { "\($0.model): \($0.error.message)" }.joined(separator: "; "),
      first.status)
  }

  /// - Parameter areAll: Whether no model failed, so that what the answers share is said by all.
  private static func blocks(
    _ answers: [(model: String, report: Report)], areAll: Bool
  ) -> [Block] {
    let reports = answers.map(\.report)
    let told = reports.map { $0.blocks.flatMap { $0.lines(TextStyle(width: 200)) } }
    if areAll, told.allSatisfy({ $0 == told[0] }) { return reports[0].blocks }
    if reports.allSatisfy(\.isComparable), let table = SideBySide(answers)?.table {
      return [.table(table)]
    }
    return Array(
      answers.map { answer in
        [.text("\(answer.model):".onOneLine, .strong)] + answer.report.blocks
      }.joined(separator: [.gap]))
  }
}

/// The rows of several models, matched by what they are of.
struct SideBySide {
  let table: Table

  /// - Returns: `nil` where no number of the one stands beside one of another.
  init?(_ answers: [(model: String, report: Report)]) {
    let rows = answers.map(\.report.rows)
    let names = rows[0].columns
    guard answers.count > 1, !names.isEmpty, rows.allSatisfy({ $0.columns == names }) else {
      return nil
    }
    // The shortest beginning of a row that tells it from the others says what the row is of. Words that stand twice in a
    // sentence are told apart by numbers alone: the first is matched with the first then.
    let shortest = (0...names.count).first { width in
      rows.allSatisfy { Set($0.values.map { $0.prefix(width) }).count == $0.values.count }
    }
    let widths = (shortest.map { [$0] } ?? []) + (1..<max(2, names.count)).reversed()
    let matched = widths.lazy.map { Match(rows.map(\.values), width: $0, columns: names.count) }
      .first { $0.hasNumbersBeside }
    guard let matched else { return nil }
    table = Table(
      names.prefix(matched.width).map { .init(Self.words($0), shrinks: true) }
        + [.init("", shrinks: true)]
        + answers.map { .init($0.model.onOneLine, right: true, shrinks: true) },
      text: matched.keys.flatMap { key in
        matched.measures.enumerated().map { place, column in
          let values = matched.found.map { $0[key].map { Self.shown($0[column]) } ?? "–" }
          let own = key.dropLast().map { place == 0 ? Self.shown($0) : "" }
          return own + [Self.words(names[column])] + values
        }
      })
  }

  /// Rows with the same beginning, which of several alike in their order.
  private struct Match {
    let width: Int
    /// The beginnings and their number among those alike, in the order of the first model.
    private(set) var keys: [[JSONValue]] = []
    /// By model.
    private(set) var found: [[[JSONValue]: [JSONValue]]]
    /// Columns that are told.
    let measures: [Int]

    init(_ rows: [[[JSONValue]]], width: Int, columns: Int) {
      self.width = width
      var found = rows.map { _ in [[JSONValue]: [JSONValue]]() }
      var keys: [[JSONValue]] = []
      var seen: Set<[JSONValue]> = []
      for (model, rows) in rows.enumerated() {
        var counts: [[JSONValue]: Int] = [:]
        for row in rows {
          let start = Array(row.prefix(width))
          let key = start + [.int(counts[start, default: 0])]
          counts[start, default: 0] += 1
          found[model][key] = row
          if seen.insert(key).inserted { keys.append(key) }
        }
      }
      measures = (width..<columns).filter { column in
        let values = keys.map { key in found.compactMap { $0[key]?[column] } }
        // What is nothing throughout, as an error that is not there, says nothing.
        return values.contains { Set($0).count > 1 }
          || values.joined().contains { $0.number.map { $0.double != 0 } ?? false }
      }
      (self.found, self.keys) = (found, keys)
    }

    var hasNumbersBeside: Bool {
      keys.contains { key in
        measures.contains { column in found.count { $0[key]?[column].number != nil } > 1 }
      }
    }
  }

  private static func words(_ name: String) -> String { name.replacing("_", with: " ") }

  private static func shown(_ value: JSONValue) -> String {
    if value.isNull { return "–" }
    guard let number = value.number, number.int == nil else {
      return value.bool.map(\.shown) ?? value.shown
    }
    return decimals(number.double, 3)
  }
}
