import Cohorts
import OrderedCollections

/// What a `cohort.toml` says: the tables of a cohort, and what is known of their columns.
///
/// ```toml
/// name = "Stanford heart transplant"       # shown on reports; the folder's name where left out
/// notice = "Synthetic data."               # optional: shown on every report
/// subject_id = "id"                        # the column of subject ids, in every table
/// trial = "trial"                          # optional: the column that names the trial
///
/// [tables]
/// subjects = "subjects.csv"                # one row a subject
/// adverse_events = "adverse_events.csv"    # any other: many rows a subject, tied to them by subject_id
///
/// [columns.age]                            # a column of the subjects; every key is optional
/// label = "Age"
/// unit = "years"                           # a time: days, weeks, months or years; any other, as "mg/dL", is only shown
/// type = "number"                          # number, integer, flag, category, text, date, date-time or time
/// known_at = "baseline"
/// format = "8.1"                           # how it was displayed where it comes from, as SAS writes a format
/// level_labels = { F = "Female" }          # what the levels of a category mean, where they are codes
///
/// [columns.mrd]
/// missing = ["not done", "unknown"]        # texts in the place of a value; above the tables: of all columns
///
/// [columns.response]
/// levels = ["CR", "PR", "SD", "PD"]        # makes it a category, in this order; other values are faults
/// known_at = "after_origin"
/// vocabulary = "leukaemia"                 # built in: leukaemia, lymphoma, myeloma, recist; or one of [vocabularies]
///
/// [columns.transplanted]
/// derive = "not is_missing(transplant_day)" # computed, in the expression language
/// known_at = "transplant_day"              # known on the day that this column holds; also a list of such columns
///
/// [columns.worst_crs]                      # or from the subject's rows of a linked table
/// table = "adverse_events"
/// derive = "max(grade) where term == 'CRS'"
///
/// [columns.bor]                            # the value of the one row that counts; two of a subject are a fault
/// table = "adrs"
/// derive = "only(AVALC) where PARAMCD == 'BOR'"
///
/// [linked.adverse_events.toxicity]         # a column of a linked table
/// label = "Grade"
/// role = "grade"                           # what it is for, where its name does not tell
///
/// [vocabularies.ours]                      # optional: categories of response, where none of the built-in ones fits
/// levels = ["CR", "PR", "SD", "PD", "NE"]  # best to worst
/// response = ["CR", "PR"]                  # those that count as response, and below those that count as complete
/// complete = ["CR"]
/// progression = ["PD"]
/// not_evaluable = ["NE"]
///
/// [parts.assessments]                      # optional: rows of a linked table as a table of their own
/// of = "adrs"
/// where = "PARAMCD == 'OVR'"
///
/// [populations.safety]                     # optional: cohort:population("safety")
/// label = "Safety population"
/// where = "SAFFL == 'Y'"
///
/// [endpoints.pfs]
/// label = "Progression-free survival"
/// time = "pfs_days"
/// event = "pfs_event"                      # a 0/1 column, or a condition such as "status == 2"
/// # censor = "CNSR"                        # instead of event: ADaM's flag, where 0 is the event
/// unit = "days"                            # days (where left out), weeks, months or years
/// origin = "CAR-T infusion"                # what the time is counted from, in words
/// origin_day = "infusion_day"              # optional: the column of the day on which the clock starts
/// entry = "entry_days"                     # optional: the column of delayed entry
/// outcome = "first_event"                  # optional: the column that names which event it was, for competing risks
/// reason = "end_reason"                    # optional: the column that says why the time ends
///
/// [endpoints.os]                           # from a linked table, at most one row a subject: makes os_time, os_cnsr, …
/// table = "adtte"
/// where = "PARAMCD == 'OS'"
/// time = "AVAL"                            # may be left out with both dates: end - origin + 1, in days
/// censor = "CNSR"                          # or event: a column of the table, or a condition
/// reason = ["EVNTDESC", "CNSDTDSC"]        # optional: of events, and of the censored where another column tells
/// origin_date = "STARTDT"                  # optional
/// end_date = "ADT"                         # optional
/// ```
///
/// An unknown key, type, unit, table or column is a fault, at its line, with the nearest right one.
struct CohortFolder {
  /// A table, and where it is named.
  struct NamedTable {
    var name: String
    var path: String
    var place: Place
  }

  /// What is said of one column.
  struct ColumnEntry {
    var name: String
    var place: Place
    var request = ColumnRequest()
    var description = ColumnDescription()
    /// Where its unit is named.
    var unitPlace: Place?
    /// The columns of days on which it becomes known, and where each is named.
    var dayColumns: [(name: String, place: Place)] = []
    /// The expression from which it is computed.
    var derive: (source: String, place: Place)?
    /// The linked table whose rows it is computed from, where it is one.
    var table: (name: String, place: Place)?
    /// The response vocabulary that its values are written in.
    var vocabulary: (name: String, place: Place)?
    /// The levels that occur in it, of which nobody has said the order.
    var unorderedLevels: [String]?
    /// The texts that occur in it and seem to stand for a missing value, of which nobody has said so.
    var unanswered: [String]?
    /// Where the texts are named that stand for a missing value.
    var missingPlace: Place?
  }

  /// What is said of an endpoint, and where its columns are named, by key.
  struct EndpointEntry {
    var definition: EndpointDefinition
    var places: [String: Place]
    /// The rows of a linked table that it is made from, where it is.
    var long: LongEndpoint?
    /// Whether the unit is said, and not taken as days.
    var saysUnit = true
  }

  /// The name of the dictionary's file.
  static let fileName = "cohort.toml"

  var name: String?
  var notice: String?
  var subjectID: (name: String, place: Place)
  var trial: (name: String, place: Place)?
  var subjects: NamedTable
  /// The texts that stand for a missing value in any column, and where they are named.
  var missing: (texts: [String], place: Place)?
  var linked: [NamedTable] = []
  var columns: [ColumnEntry] = []
  var linkedColumns: OrderedDictionary<String, [ColumnEntry]> = [:]
  var endpoints: [EndpointEntry] = []
  var vocabularies: OrderedDictionary<String, ResponseVocabulary> = [:]
  var parts: [TablePart] = []
  var populations: [PopulationEntry] = []
}
