/// Foreign text in quotes on one line: cut short, controls replaced.
package func quoted(_ text: String) -> String { "'\(shown(text, atMost: 80))'" }

/// Foreign text on one line, controls replaced.
package func shown(_ text: String, atMost limit: Int = 4096) -> String {
  var scalars = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if scalars.count == limit {
      scalars.append("…")
      break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
      scalars.append("\u{FFFD}")
    default: scalars.append(scalar)
    }
  }
  return String(scalars)
}
