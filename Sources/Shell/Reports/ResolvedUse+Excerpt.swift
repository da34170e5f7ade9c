import Senses
import UnicodeText

extension ResolvedUse {
  /// The use in its sentence, after its name where that says more than the brackets do.
  var excerpt: Excerpt {
    let name = place ?? (sentence == nil ? nil : label)
    return Excerpt(
      name: name, use: occurrence.marked, emphasis: .strong, plain: name.map { $0 + ": " } ?? "")
  }

  /// The sentence in one line of the window, the use in brackets.
  var lineBlock: Block { .excerpt(excerpt) }
}
