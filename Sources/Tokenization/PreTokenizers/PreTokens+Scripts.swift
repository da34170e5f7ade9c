extension PreTokens {
  /// Splits where the script changes; kana are Han. What has no script, as a space, goes with what is before it, and is
  /// dropped at the start.
  mutating func splitAtScripts() {
    var last: UInt32 = 0
    split { scalar, isFirst in
      if isFirst { last = 0 }
      let script = script(of: scalar.value)
      defer { if script != 0 { last = script } }
      return script != 0 && script != last
    } keepsStart: {
      script(of: $0.value) != 0
    }
  }
}

/// The number of a scalar's script; 0 where it has none.
private func script(of scalar: UInt32) -> UInt32 {
  // Pairs; the last that does not start behind the scalar.
  var (low, high) = (0, scriptTable.count / 2)
  while high - low > 1 {
    let middle = (low + high) / 2
    if scriptTable[2 * middle] <= scalar { low = middle } else { high = middle }
  }
  return scriptTable[2 * low + 1]
}
