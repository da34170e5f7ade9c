import Senses
import UnicodeText

extension ResolvedUse {
  /// The use in its sentence, after its name where that says more than the brackets do.
  var excerpt: Excerpt {
    Excerpt(
      name: sentence == nil ? nil : label, use: occurrence.marked, emphasis: .strong,
      plain: sentence == nil ? "" : label + ": ")
  }

  /// The sentence in one line of the window, the use in brackets.
  var lineBlock: Block { .excerpt(excerpt) }
}
