/// A group of subjects, or all of them together, as a column of cells.
struct GroupColumn: Sendable, Hashable {
  /// The group, or the name of all subjects together.
  let group: String
  /// The place of its cell among those of a line.
  let place: Int
  /// The number of its subjects.
  let size: Int
  /// The words that stand over it.
  let heading: String

  /// A group.
  init(_ groups: SubjectGroups, place: Int) {
    group = groups.names[place]
    self.place = place
    size = groups.sizes[place]
    heading = EventTableLayout.heading(groups.title(place), size)
  }

  /// All subjects together.
  init(ofAll groups: SubjectGroups) {
    group = groups.together
    place = groups.names.count
    size = groups.subjects
    heading = EventTableLayout.heading(groups.together, size)
  }
}
