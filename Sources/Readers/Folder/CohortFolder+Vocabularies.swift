import Cohorts
import OrderedCollections
import TOML

extension CohortFolder {
  /// The response vocabularies that a `cohort.toml` declares, by name.
  static func vocabularies(
    _ section: TOMLSection?, _ faults: inout FaultList
  ) -> OrderedDictionary<String, ResponseVocabulary> {
    guard let section else { return [:] }
    var vocabularies: OrderedDictionary<String, ResponseVocabulary> = [:]
    for name in section.keys {
      guard let declared = section.section(name, as: "[vocabularies.\(name)]", &faults),
        let place = section.keyPlace(name)
      else { continue }
      vocabularies[name] = vocabulary(name, declared, at: place, &faults)
    }
    return vocabularies
  }

  private static func vocabulary(
    _ name: String, _ section: TOMLSection, at place: Place, _ faults: inout FaultList
  ) -> ResponseVocabulary? {
    section.allow(
      ["label", "levels", "response", "complete", "progression", "not_evaluable", "labels", "spellings"], &faults)
    for key in ["levels", "response"] where !section.keys.contains(key) {
      faults.add(DataFault(.missingKey(key, table: section.name), at: place))
    }
    var lists: [String: [(text: String, place: Place)]] = [:]
    for key in ["levels", "response", "complete", "progression", "not_evaluable"] {
      lists[key] = section.texts(key, &faults)
    }
    func list(_ key: String) -> [String] { lists[key]?.map(\.text) ?? [] }
    let label = section.text("label", &faults)?.text
    let labels = section.section("labels", as: "[vocabularies.\(name).labels]", &faults)
    let spellings = section.section("spellings", as: "[vocabularies.\(name).spellings]", &faults)
    guard lists["levels"] != nil, lists["response"] != nil else { return nil }
    do {
      return try ResponseVocabulary(
        name: name, label: label, levels: list("levels"), response: list("response"), complete: list("complete"),
        notEvaluable: list("not_evaluable"), progression: list("progression"),
        labels: labels.map { labels in
          labels.texts { labels.text($0, &faults)?.text }
        } ?? [:],
        spellings: spellings.map { spellings in
          spellings.texts { spellings.texts($0, &faults)?.map(\.text) }
        } ?? [:])
    } catch {
      let (key, level) = error.place
      let inList = lists[key]?.last { $0.text == level }?.place
      let inTable = level.flatMap { (key == "labels" ? labels : key == "spellings" ? spellings : nil)?.keyPlace($0) }
      faults.add(DataFault(.cannotCompute(error.description), at: inList ?? inTable ?? section.place(key) ?? place))
      return nil
    }
  }

  /// Faults for columns that are declared to be written in a vocabulary that there is not; `declared` are the names under
  /// `[vocabularies]`, those of faulty declarations among them.
  func checkVocabularies(declared: [String], _ faults: inout FaultList) {
    let known = declared + ResponseVocabulary.builtIn.map(\.name).filter { !declared.contains($0) }
    for entry in columns + linkedColumns.values.flatMap(\.self) {
      guard let (name, place) = entry.vocabulary, !known.contains(name) else { continue }
      let kind = DataFault.Kind.unknownChoice(
        key: "vocabulary", found: name, choices: known, nearest: Nearest.name(to: name, among: known))
      faults.add(DataFault(kind, at: place))
    }
  }
}

extension TOMLSection {
  /// What `read` makes of each key, without those of which it makes nothing.
  fileprivate func texts<Content>(_ read: (String) -> Content?) -> [String: Content] {
    var contents: [String: Content] = [:]
    for key in keys { contents[key] = read(key) }
    return contents
  }
}

/// Checks that columns hold nothing but the levels of the vocabulary that they are declared to be written in.
struct VocabularyCheck {
  private let declared: CohortFolder

  init(_ declared: CohortFolder) { self.declared = declared }

  /// Throws ``DataFaults`` with a fault for each column that does, at the place of its vocabulary.
  func run(on cohort: Cohort) throws(DataFaults) {
    var faults = FaultList()
    check(declared.columns, inTable: nil, of: cohort, &faults)
    for (table, entries) in declared.linkedColumns { check(entries, inTable: table, of: cohort, &faults) }
    try faults.throwIfAny()
  }

  private func check(
    _ entries: [CohortFolder.ColumnEntry], inTable table: String?, of cohort: Cohort, _ faults: inout FaultList
  ) {
    for entry in entries {
      guard let (name, place) = entry.vocabulary else { continue }
      do {
        _ = try cohort.declaring(entry.name, inTable: table, vocabulary: name)
      } catch { faults.add(DataFault(.cannotCompute(error.description), at: place)) }
    }
  }
}
