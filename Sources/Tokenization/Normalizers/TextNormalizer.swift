import UnicodeText

/// What a tokenizer does to a text before it is cut: a normalizer of Hugging Face's tokenizers.
public indirect enum TextNormalizer: Sendable {
  /// A normal form of Unicode.
  case form(NormalForm)
  /// Each scalar in small letters by itself: a sigma at the end of a word is no final one.
  case lowercase
  /// No marks of any kind; those that are composed with a letter stay.
  case stripAccents
  /// No white space at the ends.
  case strip(left: Bool, right: Bool)
  case replace(TextMatcher, by: String)
  /// Something before every text that is not empty.
  case prepend(String)
  /// What SentencePiece's `nmt` does: no controls, and a space for other white space and for what has no width.
  case nmt
  /// A map of characters that SentencePiece made.
  case characterMap(CharacterMap)
  case bert(BERTNormalization)
  /// A printable character for each byte.
  case byteLevel
  /// One after another.
  case sequence([TextNormalizer])

  /// A text with a map of characters in it was composed when the map was made; decomposed, it would lose marks
  /// (https://github.com/huggingface/tokenizers/issues/2116).
  func normalize(_ text: inout NormalizedText) {
    if hasCharacterMap { text.normalize(to: .nfc) }
    apply(to: &text)
  }

  private var hasCharacterMap: Bool {
    switch self {
    case .characterMap: true
    case .sequence(let parts): parts.contains(where: \.hasCharacterMap)
    default: false
    }
  }

  private func apply(to text: inout NormalizedText) {
    switch self {
    case .form(let form): text.normalize(to: form)
    case .lowercase: text.lowercase()
    case .stripAccents: text.filter(.withoutAccents) { !$0.isMark }
    case .strip(let left, let right): text.strip(left: left, right: right)
    case .replace(let matcher, let content): text.replace(matcher, by: content)
    case .prepend(let content): text.prepend(content)
    case .nmt: text.normalizeAsNMT()
    case .characterMap(let map): text.apply(map)
    case .bert(let rules): text.normalize(by: rules)
    case .byteLevel: text.spellBytes()
    case .sequence(let parts): for part in parts { part.apply(to: &text) }
    }
  }

  /// A whole text as this leaves it.
  public func normalized(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var text = NormalizedText(bytes.span, within: bytes.indices)
    normalize(&text)
    return String(decoding: text.utf8, as: UTF8.self)
  }

  /// What this does to the letters of a word: without what only marks where words begin and what spells bytes.
  var ofLetters: TextNormalizer {
    switch self {
    case .prepend, .byteLevel: .sequence([])
    case .replace(.text(let text), _) where text == [0x20]: .sequence([])
    case .sequence(let parts): .sequence(parts.map(\.ofLetters))
    default: self
    }
  }
}
