import Corpora
import JSON

extension Metadata {
  /// An object; of several values of a name the narrowest.
  var json: JSONValue {
    var object = JSONObject()
    for entry in entries { object[entry.name] = .string(entry.value) }
    return .object(object)
  }
}
