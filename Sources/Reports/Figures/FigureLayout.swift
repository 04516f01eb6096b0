internal import Analyses

/// Where everything in a figure stands: for a page, for a narrow screen, or for a file of its own.
struct FigureLayout {
  /// For what the figure is drawn.
  enum Form: Sendable, Hashable {
    /// A page or a wide screen.
    case wide
    /// A phone, at its own width, so that its text can be read.
    case narrow
    /// A picture that stands alone, with its title.
    case file
  }

  let form: Form
  let width: Double
  let size: Double
  let left: Double
  let right: Double
  /// Where the names in the table of numbers at risk begin, and how much room they have.
  let namesX: Double
  let namesRoom: Double
  /// The lines of the title, for a picture that stands alone.
  let title: [String]
  /// The places of the samples in the legend.
  let legend: [Place]
  /// The base of the first line above the plot, for statements that have no room in it.
  let aboveY: Double
  let top: Double
  let plotHeight: Double

  /// Where an entry of the legend stands: the left end of its sample, and the middle of its line.
  struct Place: Sendable, Hashable {
    var x: Double
    var y: Double
    var name: String
  }

  /// The length of a sample of a line.
  static let sample = 26.0

  /// The places for a figure.
  ///
  /// - Parameters:
  ///   - figure: The figure.
  ///   - form: For what it is drawn.
  ///   - above: The number of lines that stand between the legend and the plot.
  init(_ figure: CurvesPanel, form: Form, above: Int = 0) {
    self.form = form
    let isNarrow = form == .narrow
    width = isNarrow ? 380 : 720
    size = isNarrow ? 12 : 13
    let groups = figure.curves.map(\.group.neutralised)
    let longest = groups.map { TextMeasure.width($0, size: isNarrow ? 12 : 13) }.max() ?? 0
    right = width - (isNarrow ? 14 : 20)
    let greatest = figure.riskTable.atRisk.compactMap(\.first).max() ?? 0
    let count = TextMeasure.width(Rounding().written(greatest, as: .count), size: 13) / 2
    let names = min(longest, 150) + Self.sample + 8 + 10 + count
    left = isNarrow ? 40 : max(64, names + 2)
    namesX = isNarrow ? 2 : left - names
    namesRoom = isNarrow ? right - 50 : 150
    title = form == .file ? Self.lines(figure.title.neutralised, size: 16, room: 690) : []
    let begin = Double(title.count) * 22 + (form == .file ? 6 : 0)
    let origin = isNarrow ? 2 : left
    legend = Self.legend(groups, size: size, from: origin, to: right, begin: begin + (isNarrow ? 0 : 2))
    aboveY = (legend.last?.y ?? begin) + 26
    top = (legend.last?.y ?? begin) + (isNarrow ? 42 : 24) + Double(above) * 18
    plotHeight = isNarrow ? 250 : 320
  }

  var bottom: Double { top + plotHeight }
  func x(_ fraction: Double) -> Double { left + fraction * (right - left) }
  func y(_ height: Double) -> Double { bottom - min(max(height, 0), 1) * plotHeight }

  /// The line of the axis label, of the head of the numbers at risk, and of the numbers of each group.
  var axisLabelY: Double { bottom + 38 }
  var riskHeadY: Double { bottom + 66 }
  func riskY(_ group: Int) -> Double {
    form == .narrow ? riskHeadY + 38 + Double(group) * 38 : riskHeadY + 20 + Double(group) * 19
  }

  /// The height of the whole for so many groups in the table of numbers at risk.
  func height(groups: Int) -> Double { groups == 0 ? axisLabelY + 10 : riskY(groups - 1) + 9 }

  private static func legend(_ names: [String], size: Double, from left: Double, to right: Double, begin: Double)
    -> [Place]
  {
    var places: [Place] = []
    var x = left
    var y = begin + 10
    for name in names {
      let shown = TextMeasure.fitted(name, size: size, into: right - left - sample - 8)
      let length = sample + 8 + TextMeasure.width(shown, size: size)
      if x > left, x + length > right {
        x = left
        y += 20
      }
      places.append(Place(x: x, y: y, name: shown))
      x += length + 22
    }
    return places
  }

  private static func lines(_ text: String, size: Double, room: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, TextMeasure.width(last + " " + word, size: size) <= room {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
