extension BarChart {
  /// Tables side by side, each value also as a bar.
  var html: String {
    "<div class=\"sides\">\n\(sides.map(html).joined(separator: "\n"))\n</div>"
      + (sum.isEmpty ? "" : "\n<p>\(content(sum)).</p>")
  }

  private func html(of side: Side) -> String {
    let heads = ([heads.label, "", heads.value] + notes).map {
      "<th scope=\"col\">\(content($0))</th>"
    }
    let rows = side.bars.enumerated().map { index, bar in
      let notes = bar.notes.map { "<td>\(content(withTrueMinus($0)))</td>" }.joined()
      return """
        <tr data-place="\(index)" data-share="\(bar.value)"><th scope="row"\(direction(of: bar.label))>\(content(bar.label))</th>\
        <td class="track">\(signedBar(bar.value / max(1e-9, largest)))</td><td>\(decimal(bar.value))</td>\(notes)</tr>
        """
    }
    let left = meaning.left.isEmpty ? "" : " To the left: \(meaning.left)."
    return """
      <section><h2>\(content(side.name))</h2>
      \(side.excerpt.html)
      <div class="wide"><table class="shares"><caption>\(content("To the right: \(meaning.right)." + left))</caption>
      <thead><tr>\(heads.joined())</tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody></table></div></section>
      """
  }

  /// Sorts the bars of a page, and puts them back.
  static let button =
    "<p><button id=\"order\" type=\"button\" aria-pressed=\"false\">Largest first</button></p>"

  static let script = """
    const order = document.getElementById("order");
    order.addEventListener("click", () => {
      const sorted = order.getAttribute("aria-pressed") === "false";
      order.setAttribute("aria-pressed", sorted);
      for (const body of document.querySelectorAll(".shares tbody")) {
        const rows = [...body.rows];
        rows.sort(sorted
          ? (a, b) => Math.abs(b.dataset.share) - Math.abs(a.dataset.share)
          : (a, b) => a.dataset.place - b.dataset.place);
        body.append(...rows);
      }
    });
    """
}

/// A bar to either side of a middle line.
///
/// - Parameter value: From -1 to 1, where it fills its side.
func signedBar(_ value: Double) -> String {
  let width = decimals(100 * min(1, value.magnitude), 1)
  let bar = "<span class=\"bar\(value < 0 ? " less" : "")\" style=\"width:\(width)%\"></span>"
  return "<span class=\"half left\">\(value < 0 ? bar : "")</span>"
    + "<span class=\"half\">\(value < 0 ? "" : bar)</span>"
}

private func withTrueMinus(_ number: String) -> String {
  number.hasPrefix("-") ? "−" + number.dropFirst() : number
}
