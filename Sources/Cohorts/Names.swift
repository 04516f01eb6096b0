// Suggestions of the nearest name belong to the cohort's errors, as they do to those of other rooms: whoever imports
// Cohorts has them.
@_exported public import Names
