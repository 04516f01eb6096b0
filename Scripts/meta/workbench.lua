---@meta workbench

--- Subjects and what is recorded of them; never changed, only made anew.
---@class workbench.Cohort
---@field name string The name.
---@field count integer The number of subjects.
---@field columns string[] The names of the subjects' variables.
---@field endpoints string[] The names of the endpoints that the dictionary declares.
---@field populations string[] The names of the populations that the dictionary declares, such as safety.
---@field tables string[] The names of the linked tables, such as adverse_events.
---@field trial string? The variable that names the trial, in a pooled cohort.
local Cohort = {}

--- The subjects for whom a condition holds; those for whom it is unknown are left out and counted.
---@param condition string|(fun(subject: table): boolean?) An expression, or a function of one subject.
---@return workbench.Cohort
function Cohort:where(condition) end

--- The cohort with one more variable; it is known as late as what it was made from.
---@param name string The new variable's name.
---@param from string|(fun(subject: table): any) An expression, or a function of one subject.
---@param options? { label: string?, known_at: string? } The words under which it is shown.
---@return workbench.Cohort
function Cohort:derive(name, from, options) end

--- The cohort with variables that are computed from each subject's rows of a linked table; without rows counts are 0, any is false, and others are missing. They are known after the origin, but for the day of the first row, which is known on that day.
---@param table string The linked table, such as adverse_events.
---@param definitions table<string, string> Expressions over the subject's rows by the names of the new variables, such as worst_crs = "max(grade) where term == 'CRS'".
---@param options? { labels: table<string, string>?, known_at: string? } The words under which they are shown, and when they become known, where that is later than it can be told.
---@return workbench.Cohort
function Cohort:per_subject(table, definitions, options) end

--- The cohort with more columns in a linked table; the order of their names is that of computing.
---@param table string The linked table.
---@param definitions table<string, string> Expressions by the names of the new columns, such as since_first = "onset_day - first(onset_day)".
---@param options? { labels: table<string, string>? } The words under which they are shown.
---@return workbench.Cohort
function Cohort:derive_rows(table, definitions, options) end

--- The cohort with those rows of a linked table for which a condition holds; no subject is left out.
---@param table string The linked table.
---@param condition string A condition on its rows, such as "grade >= 3" or "row_number() == 1".
---@return workbench.Cohort
function Cohort:where_rows(table, condition) end

--- The subjects of a population; those of whom it is unknown whether they belong to it are left out and counted.
---@param name string Its name in the dictionary, such as safety.
---@return workbench.Cohort
function Cohort:population(name) end

--- Whether a linked table has a variable for something, by its role in the dictionary or a usual name.
---@param table string A linked table.
---@param role string What a variable is for, such as grade, serious or treatment_emergent.
---@return boolean
function Cohort:has_role(table, role) end

--- Whether there is a variable of that name.
---@param column string A name.
---@return boolean
function Cohort:has(column) end

--- Whether there is a linked table of that name.
---@param table string A name.
---@return boolean
function Cohort:has_table(table) end

--- A variable's values; workbench.missing marks the missing ones.
---@param column string A name.
---@return any[]
function Cohort:values(column) end

--- What the dictionary says of an endpoint.
---@param name string A name.
---@return { name: string, label: string, unit: string, unit_days: number, origin: string, time: string, reason: string? }
function Cohort:endpoint(name) end

--- The cohort with one more endpoint.
---@param definition { name: string, time: string, event: string?, censor: string?, label: string?, unit: "days"|"weeks"|"months"|"years"|nil, origin: string?, origin_day: string?, entry: string?, outcome: string? } The columns, and what is said of them; an event column, a condition, or ADaM's censor.
---@return workbench.Cohort
function Cohort:declare_endpoint(definition) end

--- The cohort with one more response vocabulary, and columns written in it.
---@param definition { name: string, label: string?, levels: string[]?, response: string[]?, complete: string[]?, progression: string[]?, not_evaluable: string[]?, labels: table<string, string>?, spellings: table<string, string[]>?, columns: string[]? } The categories of response, best to worst, and what each counts as; columns that are written in it. With a name and columns alone, a vocabulary that there is already.
---@return workbench.Cohort
function Cohort:declare_vocabulary(definition) end

--- A report, filled piece by piece and returned at the end of the script.
---@class workbench.Report
---@field title string The title.
local Report = {}

--- Adds a result.
---@param result workbench.Result The result.
function Report:add(result) end

--- Adds a paragraph.
---@param text string The text.
function Report:note(text) end

--- Adds a heading.
---@param text string The text.
function Report:heading(text) end

--- What an analysis found.
---@class workbench.Result
---@field title string The title.
---@field analysis string The full name of the analysis.
---@field rows table[] All statistics, a table each.
---@field cautions string[] What a reader must know before they trust it.
---@field terms table<string, table<string, any>> Statistics by variable, model term or test.
---@field groups table<string, table<string, any>> Statistics by group.
local Result = {}

--- One statistic; nil where it could not be computed.
---@param statistic string The name of the statistic.
---@param of? { group: string?, variable: string?, time: number? } Which row of it.
---@return any
function Result:value(statistic, of) end

--- The cohort, reports, the script's parameters and its defaults.
---@class workbench
---@field parameters table<string, any> The script's parameters, as its header declares them.
---@field missing any Marks a missing value where nil would end a list.
---@field version string The version of the workbench.
local workbench = {}

--- The cohort that the script runs on.
---@return workbench.Cohort
function workbench.cohort() end

--- A new, empty report.
---@param title string The report's title.
---@return workbench.Report
function workbench.report(title) end

--- Switches together all defaults that R and SAS set differently.
---@param name "R"|"SAS" Whose conventions.
function workbench.profile(name) end

--- Sets defaults for every analysis that has a parameter of the name.
---@param values table<string, any> Values by the name of a parameter.
function workbench.defaults(values) end

return workbench
