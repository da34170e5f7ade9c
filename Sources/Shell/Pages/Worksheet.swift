/// An answer whose numbers can be hidden, so that a class fills them in before it looks.
struct Worksheet {
  let title: String
  let lead: String
  let answer: Answer
  /// The names of the columns to work out.
  let worked: Set<String>

  var html: String {
    let body = answer.blocks.map { block in
      if case .table(let table) = block {
        return table.html { worked.contains(table.columns[$0].name) }
      }
      return block.html
    }
    return HTMLPage(
      title: title, lead: lead,
      body: """
        <p><button id="answers" type="button" aria-pressed="false">Hide what is to be worked out</button></p>
        <div id="sheet">
        \(body.joined(separator: "\n"))
        </div>
        """, script: Self.script
    ).text
  }

  private static let script = """
    const answers = document.getElementById("answers");
    answers.addEventListener("click", () => {
      const hidden = document.getElementById("sheet").classList.toggle("hidden");
      answers.setAttribute("aria-pressed", hidden);
    });
    """
}
