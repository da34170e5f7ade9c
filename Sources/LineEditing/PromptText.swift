/// A prompt for readline, which must be told what in it takes no room on the screen: the terminal's
/// control sequences (ECMA-48, `ESC [ … letter`) are put between the bytes 1 and 2.
func promptForReadline(_ prompt: String) -> String {
  var result = ""
  var rest = prompt.unicodeScalars[...]
  while let scalar = rest.popFirst() {
    guard scalar == "\u{1B}", rest.first == "[" else {
      result.unicodeScalars.append(scalar)
      continue
    }
    let end = rest.dropFirst().firstIndex { ("@"..."~").contains($0) }
    let sequence = end.map { rest[...$0] } ?? rest
    rest = rest[sequence.endIndex...]
    result += "\u{1}\u{1B}" + String(sequence) + "\u{2}"
  }
  return result
}
