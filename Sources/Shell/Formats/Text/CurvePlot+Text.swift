import Senses
import UnicodeText

extension CurvePlot {
  /// - Parameters:
  ///   - width: Columns of the window.
  ///   - height: Lines of the plot itself.
  public func picture(width: Int, height: Int = 11) -> Picture {
    let (low, high) = range
    let cell = max(1, min(8, (width - Self.margin) / max(1, curve.layers.count)))
    func line(of value: Double) -> Int {
      Ramp.step((high - value) / (high - low), of: height)
    }
    var lines = (0..<height).map { number -> [Run] in
      let value = high - (Double(number) + 0.5) / Double(height) * (high - low)
      let axis = number % 2 == 0 ? fitted(twoDecimals(value), 5, alignedRight: true) : "     "
      return [Run(axis + " │")]
        + curve.layers.map { layer in
          if line(of: layer.similarity) == number {
            let name = layer.number == curve.parting ? "◆" : "●"
            return Run(centred(name, cell), level: max(0, min(1, layer.similarity)))
          }
          guard let band = layer.band else { return Run(centred(" ", cell)) }
          if line(of: band.sameWord) == number { return Run(centred("─", cell)) }
          let random =
            line(of: band.random + band.randomSpread)...line(of: band.random - band.randomSpread)
          return Run(
            random.contains(number) ? String(repeating: "░", count: cell) : centred(" ", cell))
        }
    }
    let names = curve.layers.map { centred(String($0.number), cell) }.joined()
    lines.append([
      Run("      └" + String(repeating: "─", count: cell * curve.layers.count))
    ])
    lines.append([Run("layer  " + names)])
    lines += wrapped(key, width: width, gap: 3)
    return Picture(lines: lines, plain: plain)
  }

  private static let margin = 7

  private var key: [Run] {
    let parting = curve.parting == nil ? [] : ["◆ where they part"]
    let bands = curve.layers.contains { $0.band != nil }
    return
      (["● the two uses"] + parting
      + (bands ? ["─ uses of one word", "░ random pairs"] : [])).map { Run($0) }
  }

  private var plain: [String] {
    curve.layers.map { layer in
      var line = "layer \(layer.number): similarity \(twoDecimals(layer.similarity))"
      if let band = layer.band {
        line +=
          ", random pairs \(twoDecimals(band.random)) plus or minus "
          + "\(twoDecimals(band.randomSpread)), uses of one word \(twoDecimals(band.sameWord))"
      }
      return line + (layer.number == curve.parting ? "; here they part" : "")
    }
  }
}

/// Text in the middle of some columns.
func centred(_ text: String, _ columns: Int) -> String {
  let room = columns - text.displayWidth
  guard room > 0 else { return fitted(text, columns) }
  return String(repeating: " ", count: room / 2) + text
    + String(repeating: " ", count: room - room / 2)
}
