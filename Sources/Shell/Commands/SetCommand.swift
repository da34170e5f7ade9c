import ArgumentParser
import ModelFiles

struct SetCommand: SessionCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Shows the settings, or changes one.",
    discussion: Setting.allCases.map { "\($0.rawValue): \($0.help)" }.joined(separator: "\n"))
  static let topic = Topic.session
  static let isForPromptOnly = true
  static let example = ["/set layer 4"]

  @Argument(help: "Its name; without it, all are shown.")
  var setting: Setting?
  @Argument(help: "What it becomes.")
  var value: String?

  func answer(in session: inout Session) throws -> Answer {
    if let setting, let value { try setting.change(to: value, in: &session) }
    let shown = setting.map { [$0] } ?? Setting.allCases
    let values = shown.map { ($0, $0.value(in: session)) }
    return Answer(
      [
        .table(
          Table(
            [.init(""), .init("", right: true), .init("", shrinks: true)],
            text: values.map { [$0.rawValue, $1.field, setting == nil ? $0.help : ""] }))
      ],
      fields: [
        "settings": .object(values.reduce(into: [:]) { $0[$1.0.rawValue] = $1.1 })
      ], rows: values.map { [.string($0.rawValue), $1] })
  }
}

/// What can be set.
enum Setting: String, CaseIterable, ExpressibleByArgument {
  case output, layer, keep, width, colour, plain, seed

  var help: String {
    switch self {
    case .output: "how answers are written: text, jsonl or tsv"
    case .layer: "the layer that vectors are taken from"
    case .keep: "the most sentences kept; the oldest make room"
    case .width: "columns of the window"
    case .colour: "whether values are also coloured: on or off"
    case .plain: "plain sentences for pictures and tables: on or off"
    case .seed: "decides what chance decides, where a command is not told"
    }
  }

  func value(in session: Session) -> JSONValue {
    switch self {
    case .output: .string(session.settings.output.rawValue)
    case .layer: .int(session.model.layer)
    case .keep: .int(session.sentences.limit)
    case .width: .int(session.settings.width)
    case .colour: .string(session.settings.colour ? "on" : "off")
    case .plain: .string(session.settings.plain ? "on" : "off")
    case .seed: .int(session.settings.seed)
    }
  }

  func change(to value: String, in session: inout Session) throws {
    switch self {
    case .output:
      guard let format = OutputFormat(rawValue: value) else { throw wrong(value) }
      session.settings.output = format
    case .layer:
      let layers = session.model.layers
      guard let layer = Int(value), layers.contains(layer) else {
        throw ShellError(
          "no-such-layer",
          "there is no layer \(value); layers are \(layers.lowerBound) to \(layers.upperBound)")
      }
      if layer != session.model.layer {
        session.read(by: try session.reader(layer: layer, precision: session.model.precision))
      }
    case .keep:
      guard let count = Int(value), count > 0 else { throw wrong(value) }
      session.sentences.limit = count
      session.settings.keep = count
    case .width:
      guard let columns = Int(value), 20...10_000 ~= columns else { throw wrong(value) }
      session.settings.width = columns
    case .colour: session.settings.colour = try flag(value)
    case .plain: session.settings.plain = try flag(value)
    case .seed:
      guard let seed = UInt64(value) else { throw wrong(value) }
      session.settings.seed = seed
    }
  }

  private func flag(_ value: String) throws -> Bool {
    switch value {
    case "on": true
    case "off": false
    default: throw wrong(value)
    }
  }

  private func wrong(_ value: String) -> ShellError {
    ShellError("bad-setting", "\(rawValue) cannot be “\(value)”: \(help)", .usage)
  }
}
