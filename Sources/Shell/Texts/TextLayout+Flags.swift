import ArgumentParser
import Corpora

extension TextLayout: EnumerableFlag {
  public static func help(for layout: TextLayout) -> ArgumentHelp? {
    switch layout {
    case .lines: "Read each line by itself."
    case .paragraphs: "Read the lines up to a blank one as one text."
    }
  }

  /// What is said of it in the help of every command that reads running text.
  static let rule = """
    A text whose lines are wrapped is read by paragraphs, which a blank line, a form feed or U+2029 ends. \
    It looks wrapped where half of its lines or more, of those with another right below, end inside a \
    sentence, and either most of these go on with a small letter or nearly all are as long as the next \
    word allows. --lines and --paragraphs say it outright. A hyphen at a line's end stays as typed.
    """
}
