import Foundation
import Testing

@testable import Reports

@Suite("Shades")
struct ShadeRampTests {
  /// The relative luminance of WCAG 2.
  private func luminance(_ colour: String) -> Double {
    let value = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [value >> 16, value >> 8 & 0xFF, value & 0xFF].map { part -> Double in
      let share = Double(part) / 255
      return share <= 0.03928 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private func contrast(_ left: String, _ right: String) -> Double {
    let pair = [luminance(left), luminance(right)].sorted()
    return (pair[1] + 0.05) / (pair[0] + 0.05)
  }

  @Test("What is written on a shade has a contrast of 4.5 to 1 with it")
  func ink() {
    for ramp in ShadeRamp.all + ShadeRamp.greys {
      #expect(contrast(ramp.light.shade, ramp.light.ink) >= 4.5)
      #expect(contrast(ramp.dark.shade, ramp.dark.ink) >= 4.5)
    }
  }

  @Test("Each shade is darker than the one before it, on a dark ground brighter, so that grey tells them apart")
  func order() {
    let neighbours = [ShadeRamp.all, ShadeRamp.greys].flatMap { zip($0, $0.dropFirst()) }
    for (shade, next) in neighbours {
      #expect(contrast(shade.light.shade, next.light.shade) >= 1.2)
      #expect(luminance(shade.light.shade) > luminance(next.light.shade))
      #expect(luminance(shade.dark.shade) < luminance(next.dark.shade))
    }
  }

  @Test("A share of the ramp has its shade, and what lies beyond an end that of the end")
  func steps() {
    #expect([-3, 0, 0.5, 1, 7, .nan].map(ShadeRamp.step) == [0, 0, 4, 8, 8, 0])
  }

  @Test("Ordered series go from pale to strong, each in its own shade up to seven", arguments: 2...7)
  func series(count: Int) {
    let palette = SeriesPalette(isOrdered: true, count: count)
    let classes = (0..<count).map { palette.fill($0) }
    #expect(Set(classes).count == count && classes == classes.sorted())
    #expect(classes.first == "r1" && classes.last == "r7")
  }

  @Test("Series outside of the order are greys, each its own, and leave the shades to the others")
  func aside() {
    let palette = SeriesPalette(isOrdered: true, count: 6, aside: 2)
    #expect((0..<6).map { palette.fill($0) } == ["r1", "r3", "r5", "r7", "a0", "a1"])
    #expect(palette.ink(5) == "u1" && palette.stroke(4) == "e0" && palette.bar(4) == "solid a0")
  }

  @Test("What is written on a bar can be read, light and dark", arguments: GroupStyle.all)
  func bars(style: GroupStyle) {
    func blend(_ colour: String, _ ground: String) -> String {
      let (top, below) = (Int(colour.dropFirst(), radix: 16) ?? 0, Int(ground.dropFirst(), radix: 16) ?? 0)
      let parts = [16, 8, 0].map { shift -> Int in
        let (ink, paper) = (Double(top >> shift & 0xFF), Double(below >> shift & 0xFF))
        return Int((ink * 0.42 + paper * 0.58).rounded())
      }
      return "#" + parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    #expect(contrast(blend(style.light, "#FFFFFF"), "#1C1E21") >= 4.5)
    #expect(contrast(blend(style.dark, "#14171A"), "#E8E6E3") >= 4)
  }
}
