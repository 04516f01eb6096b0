import Cohorts
import OrderedCollections
import TOML

/// What is declared of a cohort, as the text of a `cohort.toml`: that which a person wrote, or which was inferred.
struct DeclarationText {
  /// Why something is declared so, by where it stands: `columns.AGE`; `nil` where nothing was inferred.
  private let remarks: [String: String]?
  private let proposals: DraftProposals?
  private var toml = TOMLText()

  /// The text.
  var text: String { toml.text }

  /// Writes a declaration.
  ///
  /// - Parameters:
  ///   - declared: The declaration.
  ///   - remarks: Where it was inferred: why, and what is to be decided; then what nobody has said is proposed in comments.
  ///   - proposals: What is proposed of the subjects' columns.
  init(_ declared: CohortFolder, remarks: [String: String]? = nil, proposals: DraftProposals? = nil) {
    self.remarks = remarks
    self.proposals = proposals
    if remarks != nil {
      toml.comment("Inferred from the files. Look through it: what is to be decided by a person says so.")
    }
    toml.add("name", declared.name)
    toml.add("notice", declared.notice)
    toml.comment(remarks?["subject_id"])
    toml.add("subject_id", declared.subjectID.name)
    toml.comment(remarks?["trial"])
    toml.add("trial", declared.trial?.name)
    if let trial = proposals?.trial { propose(trial) }
    if let missing = declared.missing { toml.add("missing", missing.texts) }
    toml.open(["tables"])
    for table in [declared.subjects] + declared.linked {
      toml.comment(remarks?["tables.\(table.name)"])
      toml.add(table.name, table.path)
    }
    for column in declared.columns { add(column, under: ["columns"], proposing: proposals?.columns[column.name] ?? []) }
    for part in declared.parts { add(part) }
    for (table, columns) in declared.linkedColumns {
      for column in columns { add(column, under: ["linked", table]) }
    }
    for vocabulary in declared.vocabularies.values { add(vocabulary) }
    for population in declared.populations { add(population) }
    for endpoint in declared.endpoints { add(endpoint) }
    for endpoint in proposals?.endpoints ?? [] { propose(endpoint) }
    if let dated = proposals?.dated, let doubt = dated.doubt {
      for endpoint in dated.endpoints { propose(endpoint, of: dated, doubt) }
    }
  }

  // MARK: - Columns

  private mutating func propose(_ line: DraftProposals.Line) { toml.propose(line.key, line.value, line.question) }

  private mutating func add(
    _ entry: CohortFolder.ColumnEntry, under path: [String], proposing lines: [DraftProposals.Line] = []
  ) {
    toml.open(path + [entry.name])
    toml.comment(remarks?[(path + [entry.name]).joined(separator: ".")])
    let description = entry.description
    toml.add("label", description.label)
    toml.add("unit", description.unit)
    toml.add("type", entry.request.type?.rawValue)
    toml.add("blank", entry.request.blankIsNo ? "no" : nil)
    if !entry.request.missing.isEmpty { toml.add("missing", entry.request.missing) }
    if let levels = entry.request.levels { toml.add("levels", levels) }
    if remarks != nil, let levels = entry.unorderedLevels, levels.count > 1,
      !lines.contains(where: { $0.key == "vocabulary" })
    {
      toml.propose("levels", levels, "is one higher than another? then the lowest first")
    }
    toml.add("role", description.role?.rawValue)
    toml.add("format", description.format)
    toml.add("table", entry.table?.name)
    toml.add("derive", entry.derive?.source)
    switch description.knownAt {
    case nil: break
    case .baseline: toml.add("known_at", "baseline")
    case .afterOrigin: toml.add("known_at", "after_origin")
    case .onDay(let days): toml.add("known_at", days)
    }
    for line in lines { propose(line) }
    if remarks != nil, let texts = entry.unanswered, !texts.isEmpty {
      toml.propose("missing", texts, "are these no values? then subjects with them count as missing")
    }
    toml.add("vocabulary", description.vocabulary)
    if entry.derive == nil { toml.add("derivation", description.derivation) }
    guard !description.levelLabels.isEmpty else { return }
    toml.open(path + [entry.name, "level_labels"])
    for (level, label) in description.levelLabels.sorted(by: { NaturalOrder.precedes($0.key, $1.key) }) {
      toml.add(level, label)
    }
  }

  private mutating func add(_ part: CohortFolder.TablePart) {
    toml.open(["parts", part.name])
    toml.comment(remarks?["parts.\(part.name)"])
    toml.add("of", part.rows.table.name)
    toml.add("where", part.rows.condition?.source)
  }

  // MARK: - Vocabularies, populations, endpoints

  private mutating func add(_ vocabulary: ResponseVocabulary) {
    func codes(_ isIn: (ResponseVocabulary.Level) -> Bool) -> [String] { vocabulary.levels.filter(isIn).map(\.code) }
    toml.open(["vocabularies", vocabulary.name])
    toml.add("label", vocabulary.label)
    toml.add("levels", vocabulary.codes)
    toml.add("response", codes(\.isResponse))
    toml.add("complete", codes(\.isComplete))
    toml.add("progression", codes(\.isProgression))
    toml.add("not_evaluable", codes { !$0.isEvaluable })
    toml.open(["vocabularies", vocabulary.name, "labels"])
    for level in vocabulary.levels { toml.add(level.code, level.label) }
    toml.open(["vocabularies", vocabulary.name, "spellings"])
    for level in vocabulary.levels where !level.spellings.isEmpty { toml.add(level.code, level.spellings) }
  }

  private mutating func add(_ population: CohortFolder.PopulationEntry) {
    toml.open(["populations", population.name])
    toml.comment(remarks?["populations.\(population.name)"])
    toml.add("label", population.label)
    toml.add("where", population.condition.source)
  }

  private mutating func add(_ entry: CohortFolder.EndpointEntry) {
    let endpoint = entry.definition
    toml.open(["endpoints", endpoint.name])
    toml.comment(remarks?["endpoints.\(endpoint.name)"])
    toml.add("label", endpoint.label)
    if let long = entry.long {
      add(long, of: endpoint)
    } else {
      toml.add("time", endpoint.time)
      switch endpoint.event {
      case .indicator(let column): toml.add("event", column)
      case .censoring(let column): toml.add("censor", column)
      case .condition(let source): toml.add("event", source)
      }
      toml.add("reason", endpoint.reason)
    }
    toml.add("unit", endpoint.unit.rawValue)
    if remarks != nil, endpoint.origin == EndpointDefinition.unsaidOrigin {
      toml.propose("origin", "randomisation", "what is the time counted from?")
    } else {
      toml.add("origin", endpoint.origin)
    }
    toml.add("origin_day", endpoint.originDay)
    toml.add("entry", endpoint.entry)
    toml.add("outcome", endpoint.outcome)
  }

  private mutating func propose(_ endpoint: DraftProposals.Endpoint) {
    toml.proposeTable(["endpoints", endpoint.name], "is it one? 1 must be the event, and 0 censored")
    toml.propose("time", endpoint.time)
    toml.propose("event", endpoint.event)
    toml.propose("unit", endpoint.unit.rawValue)
    toml.propose("origin", "randomisation", "what is the time counted from?")
  }

  private mutating func propose(_ endpoint: DateEndpoints.Derived, of dated: DateEndpoints, _ doubt: String) {
    let (time, event) = ("\(endpoint.name)_days", "\(endpoint.name)_event")
    toml.proposeTable(["columns", time], doubt)
    toml.propose("derive", endpoint.time)
    toml.propose("unit", TimeUnit.days.rawValue)
    toml.proposeTable(["columns", event], doubt)
    toml.propose("derive", endpoint.event)
    toml.proposeTable(["endpoints", endpoint.name], dated.remark(on: endpoint))
    toml.propose("label", endpoint.label)
    toml.propose("time", time)
    toml.propose("event", event)
    toml.propose("unit", TimeUnit.days.rawValue)
    toml.propose("origin", dated.originWords)
  }

  private mutating func add(_ long: CohortFolder.LongEndpoint, of endpoint: EndpointDefinition) {
    toml.add("table", long.rows.table.name)
    toml.add("where", long.rows.condition?.source)
    toml.add("time", long.time?.name)
    if case .censoring = endpoint.event {
      toml.add("censor", long.event.source)
    } else {
      toml.add("event", long.event.source)
    }
    if !long.reasons.isEmpty { toml.add("reason", long.reasons.map(\.name)) }
    toml.add("origin_date", long.originDate?.name)
    toml.add("end_date", long.endDate?.name)
  }
}

extension EndpointDefinition {
  /// The origin of an endpoint of which nobody has said one.
  fileprivate static let unsaidOrigin = EndpointDefinition(name: "", time: "", event: .indicator(column: "")).origin
}
