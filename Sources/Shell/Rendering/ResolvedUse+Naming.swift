import Senses
import UnicodeText

extension ResolvedUse {
  /// The use in its sentence, after its name where that says more than the brackets do.
  ///
  /// - Parameter width: Columns at most.
  func line(width: Int) -> String {
    guard sentence != nil else { return occurrence.excerpt(width: width) }
    let start = fitted(label, min(label.displayWidth, width / 3)) + "  "
    return start + occurrence.excerpt(width: width - start.displayWidth)
  }

  /// The sentence in one line of the window, the use in brackets.
  var lineBlock: Block {
    .picture { width in
      Picture(
        lines: [[Picture.Run(line(width: width), .strong)]],
        plain: [(sentence == nil ? "" : label + ": ") + occurrence.excerpt(width: 200)])
    }
  }
}
