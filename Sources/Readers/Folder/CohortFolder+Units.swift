import Cohorts
import TOML

/// The units of columns: those of time are known, and any other is text that is shown.
extension CohortFolder {
  /// Takes the unit of a column; one that was meant for a unit of time and is none is a fault.
  static func readUnit(_ section: TOMLSection, into entry: inout ColumnEntry, _ faults: inout FaultList) {
    guard let (unit, place) = section.text("unit", &faults) else { return }
    entry.description.unit = unit
    entry.unitPlace = place
    guard let meant = TimeUnit(mistaken: unit) else { return }
    faults.add(DataFault(.unit("\"\(meant.rawValue)\" (\(units))", found: unit), at: place))
  }

  /// Faults for columns of days and of the times of endpoints whose unit is none of time, or is not the endpoint's.
  func checkUnits(_ faults: inout FaultList) {
    let days = Set(columns.flatMap(\.dayColumns).map(\.name) + endpoints.compactMap(\.definition.originDay))
    for entry in columns {
      guard let unit = entry.description.unit, let place = entry.unitPlace, TimeUnit(mistaken: unit) == nil else {
        continue
      }
      if let endpoint = endpoints.first(where: { $0.times.contains(entry.name) })?.definition {
        guard TimeUnit(named: unit) != endpoint.unit else { continue }
        let wanted = "\"\(endpoint.unit.rawValue)\", the unit of endpoint \"\(endpoint.name)\""
        faults.add(DataFault(.unit(wanted, found: unit), at: place))
      } else if days.contains(entry.name), TimeUnit(named: unit) == nil {
        faults.add(DataFault(.unit("a unit of time (\(Self.units))", found: unit), at: place))
      }
    }
  }

  private static let units = TimeUnit.allCases.map(\.rawValue).joined(separator: ", ")
}

extension CohortFolder.ColumnEntry {
  /// What is wrong with the unit that is declared for a derived column, where what it is derived from gives a time in another.
  func unitFault(of computed: String?) -> DataFault? {
    guard let unit = description.unit, let place = unitPlace, TimeUnit(mistaken: unit) == nil,
      let given = computed.flatMap(TimeUnit.init(named:)), given != TimeUnit(named: unit)
    else { return nil }
    let way = TimeUnit(named: unit).map { "; derive it with in_\($0.rawValue)(…) to have \($0.rawValue)" } ?? ""
    return DataFault(.unit("\"\(given.rawValue)\", in which its expression gives it\(way)", found: unit), at: place)
  }
}

extension CohortFolder.EndpointEntry {
  /// The columns of the subjects that hold its times.
  fileprivate var times: [String] {
    guard long == nil else { return [] }
    return [definition.time, definition.entry].compactMap(\.self)
  }
}

extension DataFault.Kind {
  /// A unit that cannot be.
  fileprivate static func unit(_ expected: String, found: String) -> Self {
    .wrongValue(key: "unit", expected: expected, found: "\"\(found)\"")
  }
}
