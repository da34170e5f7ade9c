/// What the environment says under a name; nil where it has none.
package func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
