import Platform

/// One file that holds all it needs: no network, light and dark by the reader's own setting, every
/// control reached by the keyboard.
struct HTMLPage {
  let title: String
  /// What the page shows, in a sentence or two.
  let lead: String
  let body: String
  var script = ""

  var text: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(escaped(title))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <main>
    <h1>\(content(title))</h1>
    <p>\(content(lead))</p>
    \(body)
    </main>
    \(script.isEmpty ? "" : "<script>\n\(script)\n</script>\n")</body>
    </html>

    """
  }

  /// Blue for more and brown for less stay apart in every kind of colour vision; each value is also
  /// written as a number.
  private static let style = """
    :root { color-scheme: light dark; --ink: #1d1f24; --paper: #ffffff; --rule: #c9ccd3; --faint: #5c6270;
      --more: #2c6bb3; --less: #a5601d; --mark: #f3e9c6; --band: #e3e5ea; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6e7ea; --paper: #16181d; --rule: #40444e; --faint: #a3a8b4;
      --more: #74aef0; --less: #e0a263; --mark: #4b431f; --band: #2c3038; } }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
    main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
    h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    caption { text-align: left; color: var(--faint); padding-bottom: .3rem; }
    th, td { padding: .15rem .6rem .15rem 0; text-align: right; vertical-align: middle; }
    th:first-child, td:first-child { text-align: left; } thead th { border-bottom: 1px solid var(--rule); font-weight: 600; }
    .wide { overflow-x: auto; overflow-wrap: normal; }
    .sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 2rem; } .sides > * { min-width: 0; }
    .use { background: var(--mark); border-radius: .2rem; padding: 0 .15rem; font-weight: 600; color: inherit; }
    .bar { display: inline-block; height: .8rem; background: var(--more); border-radius: .1rem; vertical-align: middle; }
    .bar.less { background: var(--less); } .faint { color: var(--faint); }
    .track { min-width: 8rem; text-align: left; white-space: nowrap; } .half { display: inline-block; width: 4rem; } .half .bar { max-width: 100%; }
    td.words, th.words { text-align: left; } .left { text-align: right; }
    button, select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--rule); border-radius: .3rem;
      padding: .15rem .5rem; } button[aria-pressed="true"] { background: var(--mark); font-weight: 600; }
    :focus-visible { outline: 3px solid var(--more); outline-offset: 1px; }
    .cells td { min-width: 2rem; padding: .25rem 0; border: 1px solid var(--paper); text-align: center; color: #1d1f24; font-size: .8rem; }
    .cells td.dark { color: #ffffff; } .cells thead th, .cells thead td { border: 0; padding: .1rem; text-align: center; font-weight: 400; }
    .cells th[scope="row"] { font-weight: 400; white-space: nowrap; }
    .turned thead th { vertical-align: bottom; } .turned thead span { display: inline-block; writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
    .marks th { vertical-align: top; white-space: nowrap; } details { margin: .5rem 0; } summary { cursor: pointer; }
    .numbers td, .numbers th { white-space: nowrap; }
    pre { overflow-x: auto; font: 14px/1.25 ui-monospace, monospace; }
    @media (max-width: 30rem) { .shares .half { width: 2rem; } .shares .track { min-width: 4rem; } .shares th, .shares td { padding-right: .3rem; }
      .cells td { min-width: 1.45rem; font-size: .65rem; } .cells thead th { padding: 0; font-size: .8rem; } }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .hidden .answer { visibility: hidden; }
    figure { margin: 1rem 0; } .drawing { display: block; width: 100%; max-width: 35rem; }
    svg { max-width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; }
    """
}

/// Text as it stands in a quoted attribute, in a title, or between tags, in one direction. What is hidden in it has become
/// pictures; XML knows no controls, not even escaped.
func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.onOneLine.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// Text as it stands between tags. Words from right to left do not turn what is around them.
func content(_ text: String) -> String { isolated(text) { "<bdi>\($0)</bdi>" } }

/// Text as it stands in an element of a page or a picture.
///
/// - Parameter element: Takes escaped words from right to left, and gives the element that keeps them apart.
func isolated(_ text: String, in element: (String) -> String) -> String {
  DirectedText.stretches(of: text).map {
    $0.isRightToLeft ? element(escaped($0.text)) : escaped($0.text)
  }.joined()
}

/// The attribute of an element whose text may begin on the right.
func direction(of text: String) -> String {
  DirectedText.isPartlyRightToLeft(text) ? " dir=\"auto\"" : ""
}

/// A sentence with a use in it marked, in its own direction.
///
/// - Parameter bytes: Where the use stands in the text. Counts bytes of its UTF-8.
func marked(_ text: String, _ bytes: Range<Int>) -> String {
  let utf8 = Array(text.utf8)
  func part(_ range: Range<Int>) -> String {
    escaped(String(decoding: utf8[range], as: UTF8.self))
  }
  return "<bdi>" + part(0..<bytes.lowerBound) + "<mark class=\"use\">" + part(bytes) + "</mark>"
    + part(bytes.upperBound..<utf8.count) + "</bdi>"
}

/// A number for a page, with a true minus.
func decimal(_ value: Double, _ places: Int = 3) -> String {
  decimals(value, places).replacing("-", with: "−")
}
