import ArgumentParser
import JSON

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

  static let fields: [Field<[Setting.Value]>] = [
    Field(
      "settings", "of each setting its value", kind: .object(Setting.allCases.map(\.description))
    ) {
      .object($0.reduce(into: [:]) { $0[$1.setting.rawValue] = $1.value })
    }
  ]
  static let rows = RowFields<[Setting.Value]>(
    [Field("setting", "its name", \.setting.rawValue), Field("value", "its value", \.value)], \.self
  )

  func find(in session: inout Session) throws -> [Setting.Value] {
    if let setting, let value { try setting.change(to: value, in: &session) }
    return (setting.map { [$0] } ?? Setting.allCases).map {
      Setting.Value(setting: $0, value: $0.value(in: session))
    }
  }

  func blocks(_ found: [Setting.Value], in session: Session) -> [Block] {
    [
      .table(
        Table(
          [.init(""), .init("", right: true), .init("", shrinks: true)],
          text: found.map {
            [$0.setting.rawValue, $0.value.field, setting == nil ? $0.setting.help : ""]
          }))
    ]
  }
}
