/// How the curve of one group is drawn: a colour and a kind of line, each of which tells it from the others.
///
/// The colours are those of Okabe and Ito, which hold apart for eyes that see fewer colours, darkened where white paper needs
/// it and lightened where a dark screen does: each has a contrast of at least 4 to 1 with its ground.
///
/// Okabe & Ito (2008), *Color Universal Design*, https://jfly.uni-koeln.de/color/.
struct GroupStyle: Sendable, Hashable {
  /// The colour on white.
  let light: String
  /// The colour on a dark ground.
  let dark: String
  /// The lengths of dashes and gaps; `nil` for a solid line.
  let dashes: String?

  /// The style of a group, in order; the ninth is that of the first again.
  static func of(_ place: Int) -> GroupStyle { all[colour(place)] }

  /// All styles, in the order in which groups take them.
  static let all = [
    GroupStyle(light: "#0072B2", dark: "#56B4E9", dashes: nil),
    GroupStyle(light: "#C75000", dark: "#FF8F4A", dashes: "8 3.5"),
    GroupStyle(light: "#00805E", dark: "#2FC79C", dashes: "2 2.5"),
    GroupStyle(light: "#A8487F", dark: "#E08FBF", dashes: "9 3 2 3"),
    GroupStyle(light: "#3B3B3B", dark: "#D8D8D8", dashes: "14 4"),
    GroupStyle(light: "#946200", dark: "#E69F00", dashes: "4 2"),
    GroupStyle(light: "#2D86B8", dark: "#A3D8F7", dashes: "9 2.5 2 2.5 2 2.5"),
    GroupStyle(light: "#7A7300", dark: "#F0E442", dashes: "14 3 4 3"),
  ]
}

/// The colours of a figure and its rules, as literal colours for a picture that stands alone, or as the variables of a page.
struct FigureColours: Sendable {
  let ink: String
  let muted: String
  let grid: String
  let surface: String
  let groups: [String]
  /// The shades of the ramp, each with the ink of what is written on it.
  let shades: [(shade: String, ink: String)]
  /// The greys of what stands outside of an order, likewise.
  let greys: [(shade: String, ink: String)]

  /// For a picture on white.
  static let standalone = FigureColours(
    ink: "#1C1E21", muted: "#5A6068", grid: "#E4E6E8", surface: "#FFFFFF", groups: GroupStyle.all.map(\.light),
    shades: ShadeRamp.all.map(\.light), greys: ShadeRamp.greys.map(\.light))

  /// For a page that has the variables.
  static let page = FigureColours(
    ink: "var(--ink)", muted: "var(--muted)", grid: "var(--grid)", surface: "var(--surface)",
    groups: GroupStyle.all.indices.map { "var(--g\($0))" },
    shades: ShadeRamp.all.indices.map { ("var(--r\($0))", "var(--i\($0))") },
    greys: ShadeRamp.greys.indices.map { ("var(--a\($0))", "var(--u\($0))") })

  /// The rules for the classes that figures use.
  var rules: String {
    var rules = """
      .fig text{font-family:-apple-system,BlinkMacSystemFont,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif;\
      fill:\(ink);font-variant-numeric:tabular-nums}
      .fig .soft{fill:\(muted)}
      .fig .strong{font-weight:600}
      .fig .axis{stroke:\(ink);stroke-width:1;fill:none}
      .fig .grid{stroke:\(grid);stroke-width:1}
      .fig .half{stroke:\(muted);stroke-width:1;stroke-dasharray:3 3;fill:none}
      .fig .from{stroke:\(muted);stroke-width:1.5;fill:none}
      .fig .curve{fill:none;stroke-width:2;stroke-linejoin:round}
      .fig .mark{fill:none;stroke-width:1.2}
      .fig .band{fill-opacity:.13;stroke:none}
      .fig .outer{fill-opacity:.07}
      .fig .pale{stroke-opacity:.45}
      .fig .plain{stroke:\(muted)}
      .fig .neutral{fill:\(muted)}
      .fig .limits{stroke:\(ink);stroke-width:1.3;fill:none;stroke-linejoin:round}
      .fig .solid{stroke:none}
      .fig .wash{fill-opacity:.55}
      .fig .tint{fill-opacity:.42}
      .fig .rest{fill-opacity:.3}
      .fig .ground{fill:\(surface);stroke:none}
      .fig .sign{fill-opacity:.85;stroke:none}
      .fig .dots{stroke-width:4;stroke-linecap:round;stroke-opacity:.6;fill:none}
      .fig .faint{fill-opacity:.06}
      .fig .said{paint-order:stroke;stroke:\(surface);stroke-width:4px;stroke-linejoin:round}
      .fig .clear{stroke-width:9px}
      .fig .frame{fill:none;stroke:\(ink);stroke-width:1.1}
      .fig .tip{fill:\(ink);stroke:none}
      .fig .event{fill:\(ink);stroke:\(surface);stroke-width:2px;paint-order:stroke;stroke-linejoin:round}
      .fig .hatch{stroke:\(muted);stroke-width:.8;fill:none;stroke-opacity:.6}
      .fig .edge{stroke:\(surface);stroke-width:1}

      """
    for (place, colour) in groups.enumerated() {
      rules += ".fig .g\(place){stroke:\(colour)}.fig .b\(place){fill:\(colour)}\n"
    }
    for (place, colour) in shades.enumerated() {
      rules += ".fig .q\(place){stroke:\(colour.shade)}.fig .r\(place){fill:\(colour.shade)}"
      rules += ".fig .i\(place){fill:\(colour.ink)}\n"
    }
    for (place, colour) in greys.enumerated() {
      rules += ".fig .e\(place){stroke:\(colour.shade)}.fig .a\(place){fill:\(colour.shade)}"
      rules += ".fig .u\(place){fill:\(colour.ink)}\n"
    }
    return rules
  }
}
