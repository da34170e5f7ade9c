import Corpora

/// What DURel takes to have people judge pairs of uses: the uses in `uses.csv`, the pairs in `instances.csv`; separated by
/// tabs, never quoted, places in characters (https://github.com/Garrafao/WUGs/tree/main/durel_system/upload_formats).
package struct DURelFiles {
  /// A use and the group it is in.
  package struct Item {
    let use: FoundUse
    /// As DURel is told.
    let group: String
    /// As people call it.
    let groupName: String
    let date: String?

    package init(use: FoundUse, group: String, groupName: String, date: String?) {
      (self.use, self.group, self.groupName, self.date) = (use, group, groupName, date)
    }
  }

  /// With the names of the columns in the first.
  package let uses: [String]
  package let instances: [String]

  /// - Parameter pairs: Places in `items`.
  package init(word: String, _ items: [Item], pairs: [(Int, Int)]) {
    // A lemma of theirs has no spaces.
    let lemma = Self.field(word).split(separator: " ").joined(separator: "_")
    var seen: [String: Int] = [:]
    let identifiers = items.map { item in
      let file = item.use.file.split(separator: "/").last ?? "text"
      let name = Self.field(
        item.use.metadata["identifier"]
          ?? "\(file)-\(item.use.line)-\(item.use.place.lowerBound)")
      seen[name, default: 0] += 1
      return seen[name]! == 1 ? name : "\(name)-\(seen[name]!)"
    }
    uses =
      [
        "lemma\tpos\tdate\tgrouping\tidentifier\tdescription\tcontext\tindexes_target_token\tindexes_target_sentence"
      ]
      + zip(items, identifiers).map { item, identifier in
        let text = item.use.sentence.string
        let place = item.use.characters
        return [
          lemma, " ", Self.field(item.date ?? " "), Self.field(item.group), identifier,
          Self.field(item.groupName), Self.field(text), "\(place.lowerBound):\(place.upperBound)",
          "0:\(text.unicodeScalars.count)",
        ].joined(separator: "\t")
      }
    instances =
      ["identifier1\tidentifier2\tlemma"]
      + pairs.map { "\(identifiers[$0.0])\t\(identifiers[$0.1])\t\(lemma)" }
  }

  /// A text that parts neither fields nor lines, as long as it was: a space stands for each such sign.
  private static func field(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x00...0x1F, 0x7F, 0x85, 0x2028, 0x2029: scalars.append(" ")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
