import Cohorts
import OrderedCollections

extension DemonstrationCohort {
  /// What every variable means, in which unit, and when it becomes known.
  static let dictionary = DataDictionary(
    subjectID: "subject_id", trial: "trial", columns: subjectDescriptions,
    linked: [
      adverseEventsName: eventDescriptions, assessmentsName: assessmentDescriptions,
      releaseName: releaseDescriptions, neurotoxicityName: neurotoxicityDescriptions,
    ],
    endpoints: [
      "pfs": EndpointDefinition(
        name: "pfs", label: "Progression-free survival", time: "pfs_days", event: .indicator(column: "pfs_event"),
        unit: .days, origin: origin),
      "os": EndpointDefinition(
        name: "os", label: "Overall survival", time: "os_days", event: .indicator(column: "os_event"), unit: .days,
        origin: origin),
    ])

  private static let origin = "CAR-T infusion"

  private static let subjectDescriptions: OrderedDictionary<String, ColumnDescription> = [
    "subject_id": baseline("Subject (invented)"),
    "trial": baseline("Trial"),
    "diagnosis": baseline("Diagnosis"),
    "age": baseline("Age", unit: "years"),
    "sex": baseline("Sex"),
    "prior_transplants": baseline("Prior transplants, relapsed after the last"),
    "relapse_after_transplant_day": baseline("Time from last prior transplant to relapse", unit: "days"),
    "involvement": baseline("Disease involvement"),
    "marrow_blasts": baseline("Marrow blasts", unit: "%"),
    "dose_level": baseline("Dose level (cells/kg)"),
    "dose": baseline("Dose", unit: "cells/kg"),
    "infusion_date": baseline("Date of CAR-T infusion"),
    "response": response("Best response", on: "response_day"),
    "responder": known("Responder (CR, CRi or PR)", on: "response_day"),
    "response_day": day("Day of best response (invented)", "response_day"),
    "transplanted": known("Transplant after CAR-T", on: "transplant_day"),
    "transplant_day": day("Day of transplant after CAR-T", "transplant_day"),
    "pfs_days": day("Time to progression, death or last contact", "pfs_days"),
    "pfs_event": known("Progression or death (invented)", on: "pfs_days"),
    "os_days": day("Time to death or last contact", "os_days"),
    "os_event": known("Death (invented)", on: "os_days"),
    "relapse_day": day("Day of relapse or progression (invented)", "relapse_day"),
    "death_day": day("Day of death (invented)", "death_day"),
  ]

  private static let eventDescriptions: OrderedDictionary<String, ColumnDescription> = [
    "subject_id": baseline("Subject (invented)"),
    "soc": known("System organ class", on: "onset_day"),
    "term": known("Adverse event", on: "onset_day"),
    "grade": known("Worst grade of the episode", on: "end_day"),
    "scale": baseline("Grading scale"),
    "onset_day": day("Day of onset (invented)", "onset_day"),
    "end_day": day("Day of end (invented)", "end_day"),
    "serious": known("Serious (invented)", on: "end_day"),
    "related": known("Related to CAR-T (invented)", on: "end_day"),
  ]

  private static let assessmentDescriptions: OrderedDictionary<String, ColumnDescription> = [
    "subject_id": baseline("Subject (invented)"),
    "day": day("Day of assessment (invented)", "day"),
    "response": response("Response (invented)", on: "day"),
  ]

  private static let releaseDescriptions: OrderedDictionary<String, ColumnDescription> = [
    "subject_id": baseline("Subject (invented)"),
    "day": day("Day of findings (invented)", "day"),
    "temperature": known("Highest temperature in °C (invented)", on: "day"),
    "hypotension": known("Hypotension (invented)", on: "day"),
    "hypoxia": known("Hypoxia (invented)", on: "day"),
    "treated": known("Antipyretic or anticytokine therapy given (invented)", on: "day"),
  ]

  private static let neurotoxicityDescriptions: OrderedDictionary<String, ColumnDescription> = [
    "subject_id": baseline("Subject (invented)"),
    "day": day("Day of findings (invented)", "day"),
    "ice_score": known("ICE score (invented)", on: "day"),
    "capd_score": known("CAPD score (invented)", on: "day"),
    "consciousness": known("Depressed level of consciousness (invented)", on: "day"),
    "seizure": known("Seizure (invented)", on: "day"),
  ]

  /// A category of leukaemia's response.
  private static func response(_ label: String, on day: String) -> ColumnDescription {
    ColumnDescription(label: label, knownAt: .onDay([day]), vocabulary: "leukaemia")
  }

  private static func baseline(_ label: String, unit: String? = nil) -> ColumnDescription {
    ColumnDescription(label: label, unit: unit, knownAt: .baseline)
  }

  private static func known(_ label: String, on day: String) -> ColumnDescription {
    ColumnDescription(label: label, knownAt: .onDay([day]))
  }

  /// A day counted from the infusion, which is known when it comes.
  private static func day(_ label: String, _ name: String) -> ColumnDescription {
    ColumnDescription(label: label, unit: "days", knownAt: .onDay([name]))
  }
}
