---@meta workbench

---@alias workbench.Mark workbench.PointsMark|workbench.LineMark|workbench.StepMark|workbench.RibbonMark|workbench.IntervalMark|workbench.BarMark|workbench.TextMark|workbench.CellsMark|workbench.ReferenceMark

--- Marks over two axes, in one panel or several.
---@class workbench.Chart
---@field kind "chart"|nil The kind of figure; a chart without it.
---@field title string What the figure shows.
---@field notes string|string[]|nil Sentences under it.
---@field x string|workbench.Axis|nil The horizontal axis, or its label alone.
---@field y string|workbench.Axis|nil The vertical axis, or its label alone.
---@field series string|string[]|nil The names of the series, each with a colour; marks say which they are of.
---@field ordered boolean? Whether the series are ordered, so that their colours are shades of one.
---@field marks workbench.Mark[]? What is drawn, from the back to the front.
---@field panels workbench.ChartPanel[]? Panels side by side, in the place of marks.
---@field annotations workbench.Annotation[]? Short statements that stand in it.
---@field shades string|workbench.Axis|nil The scale of the shades of cells, with its label.

--- A panel of a chart; axes that it does not give are those of the chart.
---@class workbench.ChartPanel
---@field title string What tells it from the others.
---@field x string|workbench.Axis|nil Its horizontal axis.
---@field y string|workbench.Axis|nil Its vertical axis.
---@field marks workbench.Mark[] What is drawn.
---@field annotations workbench.Annotation[]? Short statements that stand in it.

--- Points.
---@class workbench.PointsMark
---@field mark "points" The kind of mark.
---@field series string|integer|nil The series that it is of: its name, or its place from 1.
---@field x any[]|workbench.Column The places on the horizontal axis: numbers, or names where the axis has categories.
---@field y any[]|workbench.Column The places on the vertical axis, one for each of x.

--- A line from place to place, with gaps where a value is missing.
---@class workbench.LineMark
---@field mark "line" The kind of mark.
---@field series string|integer|nil The series that it is of: its name, or its place from 1.
---@field x any[]|workbench.Column The places on the horizontal axis: numbers, or names where the axis has categories.
---@field y any[]|workbench.Column The places on the vertical axis, one for each of x.

--- A line that keeps its height up to the next place.
---@class workbench.StepMark
---@field mark "step" The kind of mark.
---@field series string|integer|nil The series that it is of: its name, or its place from 1.
---@field x any[]|workbench.Column The places on the horizontal axis: numbers, or names where the axis has categories.
---@field y any[]|workbench.Column The places on the vertical axis, one for each of x.

--- A band between two heights, such as a confidence band.
---@class workbench.RibbonMark
---@field mark "ribbon" The kind of mark.
---@field series string|integer|nil The series that it is of: its name, or its place from 1.
---@field x any[]|workbench.Column The places on the horizontal axis: numbers, or names where the axis has categories.
---@field lower any[]|workbench.Column The lower heights.
---@field upper any[]|workbench.Column The upper heights.
---@field steps boolean? Whether it goes in steps, as the band of a step curve does.

--- Bars of error: upright with x, level with y, and not both.
---@class workbench.IntervalMark
---@field mark "interval" The kind of mark.
---@field series string|integer|nil The series that it is of: its name, or its place from 1.
---@field x any[]|workbench.Column|nil The places on the horizontal axis: numbers, or names where the axis has categories.
---@field y any[]|workbench.Column|nil The places on the vertical axis, one for each of x.
---@field lower any[]|workbench.Column The lower ends.
---@field upper any[]|workbench.Column The upper ends.

--- Bars: upright with x, level with y, and not both.
---@class workbench.BarMark
---@field mark "bar" The kind of mark.
---@field series string|integer|nil The series that it is of: its name, or its place from 1.
---@field x any[]|workbench.Column|nil The places on the horizontal axis: numbers, or names where the axis has categories.
---@field y any[]|workbench.Column|nil The places on the vertical axis, one for each of x.
---@field from any[]|workbench.Column|nil Where they begin; 0 without it.
---@field to any[]|workbench.Column Where they end.
---@field labels any[]? A number or a text on each.
---@field format "count"|"duration"|"proportion"|"ratio"|"statistic"|"p_value"|"text"|nil How numbers of the labels are written.
---@field labels_at "middle"|"end"|nil Where the labels stand; at the end without it.

--- Numbers or texts at places.
---@class workbench.TextMark
---@field mark "text" The kind of mark.
---@field series string|integer|nil The series that it is of: its name, or its place from 1.
---@field x any[]|workbench.Column The places on the horizontal axis: numbers, or names where the axis has categories.
---@field y any[]|workbench.Column The places on the vertical axis, one for each of x.
---@field values any[] A number or a text for each place.
---@field format "count"|"duration"|"proportion"|"ratio"|"statistic"|"p_value"|"text"|nil How the numbers are written.

--- Cells of a grid, shaded by their numbers.
---@class workbench.CellsMark
---@field mark "cells" The kind of mark.
---@field series string|integer|nil The series that it is of: its name, or its place from 1.
---@field x any[]|workbench.Column The places on the horizontal axis: numbers, or names where the axis has categories.
---@field y any[]|workbench.Column The places on the vertical axis, one for each of x.
---@field values any[] A number or a text for each place.
---@field format "count"|"duration"|"proportion"|"ratio"|"statistic"|"p_value"|"text"|nil How the numbers are written.

--- One straight line: upright at x, or level at y.
---@class workbench.ReferenceMark
---@field mark "reference" The kind of mark.
---@field series string|integer|nil The series that it is of: its name, or its place from 1.
---@field x number? Where it stands upright.
---@field y number? The height at which it is level.
---@field label string? The words beside it.

--- An axis of a figure.
---@class workbench.Axis
---@field label string? The words beside it.
---@field unit string? The unit of its numbers.
---@field scale "linear"|"log"|nil Its scale; linear without it.
---@field categories string|string[]|nil Names in the place of numbers, in order; marks give places by them.
---@field limits number[]? The lower and the upper end, such as { 0, 365 }; those of the marks without it.
---@field format "count"|"duration"|"proportion"|"ratio"|"statistic"|"p_value"|"text"|nil How its numbers are written.
---@field ticks number[]|workbench.Column|nil Where numbers stand.
---@field below string? The words for its lower side.
---@field above string? The words for its upper side.

--- A short statement that stands in a figure, such as the p-value of a test.
---@class workbench.Annotation
---@field label string The words before the number.
---@field value number|string The number.
---@field format "count"|"duration"|"proportion"|"ratio"|"statistic"|"p_value"|"text"|nil How it is written.
---@field lower number|string|nil The lower limit.
---@field upper number|string|nil The upper limit.
---@field level number? The confidence level of the limits, such as 0.95.

--- Step curves over time, with numbers at risk.
---@class workbench.Curves
---@field kind "curves" The kind of figure.
---@field title string What the figure shows.
---@field notes string|string[]|nil Sentences under it.
---@field y string|workbench.Axis|nil The vertical axis, or its label alone; Survival without it.
---@field direction "falling"|"rising"|nil Whether the curves fall from 1 or rise from 0.
---@field unit "days"|"weeks"|"months"|"years"|nil The unit of the times; days without it.
---@field axis_unit "days"|"weeks"|"months"|"years"|nil The unit in which the axis is labelled.
---@field level number? The confidence level of the bands, such as 0.95.
---@field origin string? What the time is counted from.
---@field curves workbench.Curve[]? The curves.
---@field risk_table workbench.RiskTable? The numbers under the axis.
---@field panels workbench.CurvesPanel[]? Panels side by side, in the place of curves.
---@field landmark number? The time of a landmark, from which on the curves count.
---@field annotations workbench.Annotation[]? Short statements that stand in it.

--- A panel of a figure of curves.
---@class workbench.CurvesPanel
---@field title string What tells it from the others.
---@field origin string? What its time is counted from.
---@field curves workbench.Curve[] Its curves.
---@field risk_table workbench.RiskTable? The numbers under its axis.
---@field landmark number? The time of its landmark.
---@field annotations workbench.Annotation[]? Short statements that stand in it.

--- A step curve.
---@class workbench.Curve
---@field group string The group that it is of.
---@field time any[]|workbench.Column The times of its steps, ascending.
---@field estimate any[]|workbench.Column Its height from each time on.
---@field lower any[]|workbench.Column|nil The lower limits, one a time.
---@field upper any[]|workbench.Column|nil The upper limits, one a time.
---@field censored any[]|workbench.Column|nil The times of those who were censored, ascending.
---@field start number? Where it begins; at 0 without it.
---@field last number? Where it ends; at its last time without it.
---@field median number? Its median, to be marked.
---@field initial number? Its height before the first time.

--- Numbers under the axis of curves.
---@class workbench.RiskTable
---@field times any[]|workbench.Column The times at which numbers stand, ascending.
---@field at_risk any[][]? For each curve the numbers at risk, one a time.
---@field events any[][]? For each curve the events so far.
---@field censored any[][]? For each curve those censored so far.

--- Who came into an analysis, and who left it on the way.
---@class workbench.Flow
---@field kind "flow" The kind of figure.
---@field title string What the figure shows.
---@field notes string|string[]|nil Sentences under it.
---@field steps workbench.FlowStep[] The boxes from top to bottom.
---@field groups workbench.FlowBox[]? The boxes side by side under the last step.

--- A box of a flow, and who leaves it.
---@class workbench.FlowStep
---@field label string What the subjects are.
---@field count integer How many they are.
---@field items workbench.FlowItem[]? Of what they are made up, such as reasons.
---@field leaving workbench.FlowBox? Those who do not go on to the next step.

--- A box of a flow.
---@class workbench.FlowBox
---@field label string What the subjects are.
---@field count integer How many they are.
---@field items workbench.FlowItem[]? Of what they are made up, such as reasons.

--- A line in a box of a flow.
---@class workbench.FlowItem
---@field label string What the subjects are.
---@field count integer How many they are.

--- Estimates with their intervals, one below the other.
---@class workbench.Forest
---@field kind "forest" The kind of figure.
---@field title string What the figure shows.
---@field notes string|string[]|nil Sentences under it.
---@field row_header string? What stands over the labels of the lines.
---@field axis string|workbench.Axis|nil The axis of the estimates, or its label alone.
---@field columns workbench.ForestColumn[]? Columns of numbers beside the lines.
---@field lines workbench.ForestLine[] The lines from top to bottom.
---@field level number? The confidence level of the intervals, such as 0.95.
---@field no_effect number? Where the estimate says that there is no effect: 1 for ratios, 0 for differences.
---@field below string? The words for the side below no effect.
---@field above string? The words for the side above it.
---@field weight_header string? What stands over the weights.
---@field annotations workbench.Annotation[]? Short statements that stand in it.

--- A column of numbers beside the lines of a forest.
---@class workbench.ForestColumn
---@field header string What stands at its head.
---@field format "count"|"duration"|"proportion"|"ratio"|"statistic"|"p_value"|"text"|nil How its numbers are written.
---@field side "left"|"right"|nil Beside the labels, or behind the intervals; left without it.

--- A line of a forest.
---@class workbench.ForestLine
---@field kind "heading"|"estimate"|"pooled"|"prediction"|nil What it is; a heading where it has no estimate.
---@field label string What stands at its head.
---@field indent integer? How far it is moved in.
---@field cells any[]? A number or a text for each column.
---@field estimate number|string|nil The estimate.
---@field lower number|string|nil The lower limit.
---@field upper number|string|nil The upper limit.
---@field level number? The confidence level of its interval, where it has one of its own.
---@field weight number? Its weight, which the size of its mark follows.
---@field annotations workbench.Annotation[]? Short statements that stand in it.

--- The course of each subject as a lane over time.
---@class workbench.Lanes
---@field kind "lanes" The kind of figure.
---@field title string What the figure shows.
---@field notes string|string[]|nil Sentences under it.
---@field row_header string? What stands over the labels of the lanes; Subject without it.
---@field origin string? What the time is counted from.
---@field unit "days"|"weeks"|"months"|"years"|nil The unit of the times; days without it.
---@field axis_unit "days"|"weeks"|"months"|"years"|nil The unit in which the axis is labelled.
---@field series string|string[]|nil The names of the states, each with a colour.
---@field ordered boolean? Whether the states are ordered, so that their colours are shades of one.
---@field events string|string[]|nil The names of the events, each with a sign.
---@field lanes workbench.Lane[] The lanes from top to bottom.

--- The course of a subject.
---@class workbench.Lane
---@field label string? The subject.
---@field group string? The group under which it stands.
---@field segments workbench.LaneSegment[]? Its states, one after the other.
---@field marks workbench.LaneMark[]? What happened.
---@field ongoing boolean? Whether it goes on, so that it ends in an arrow.

--- A state of a subject.
---@class workbench.LaneSegment
---@field from number When it began.
---@field to number When it ended, or was last known to last.
---@field series string|integer|nil The state: its name in series, or its place from 1.

--- An event of a subject.
---@class workbench.LaneMark
---@field at number When it happened.
---@field event string|integer The event: its name in events, or its place from 1.

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
---@param condition string|(fun(subject: table): boolean?) An expression (workbench help expressions), or a function of one subject.
---@return workbench.Cohort
function Cohort:where(condition) end

--- The cohort with one more variable; it is known as late as what it was made from.
---@param name string The new variable's name.
---@param from string|(fun(subject: table): any)|workbench.Column An expression, a function of one subject, or a column of as many rows.
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

--- The times of an endpoint as lists: time, event (true or false) and row (the subject's place in the cohort), with outcome (0 where censored, else the place of its name in outcomes), entry and reason where the endpoint has them, group, stratum and the columns where asked for. All lists hold the same subjects in the same order, those of whom all is known; n counts them and missing the others. Times that differ by rounding alone are equal. groups holds the same lists for each group, in the order of time, with name and n.
---@param endpoint workbench.Endpoint|string The endpoint: arguments.endpoint, or a name of the dictionary.
---@param options? { by: string|string[]|nil, strata: string|string[]|nil, columns: string|string[]|nil } Groups, strata and further columns or expressions that must be known.
---@return workbench.Times
function Cohort:times(endpoint, options) end

--- The groups of a cohort: the names in order, the place of its group for every subject (workbench.missing where it is not known), and the places of each group's subjects.
---@param by string|string[]|nil Columns or expressions, crossed; everybody is one group without them.
---@return { levels: string[], code: (integer|any)[], rows: integer[][], missing: integer, label: string }
function Cohort:groups(by) end

--- The cohort with an endpoint, a vocabulary of response or a toxicity scale that was declared apart from it.
---@param contribution workbench.Contribution What is added; several may be given.
---@return workbench.Cohort
function Cohort:with(contribution) end

--- What a check of the data finds: how many findings, and a table of them.
---@param check workbench.Check The check.
---@return workbench.Result
function Cohort:check(check) end

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

--- A variable's values as a column, which stays in the workbench: functions of numerics take it.
---@param from string A variable, or an expression such as "age / 2".
---@param table? string A linked table, whose rows are taken in place of the subjects.
---@return workbench.Column
function Cohort:column(from, table) end

--- For each row of a linked table the number of its subject in the cohort, by which numerics.by groups rows.
---@param table string A linked table, such as adverse_events.
---@return workbench.Column
function Cohort:row_subjects(table) end

--- What the dictionary says of an endpoint.
---@param name string A name.
---@return { name: string, label: string, unit: string, unit_days: number, origin: string, time: string, reason: string? }
function Cohort:endpoint(name) end

--- The cohort with one more endpoint.
---@param definition { name: string, time: string?, event: string?, censor: string?, label: string?, unit: "days"|"weeks"|"months"|"years"|nil, origin: string?, origin_day: string?, entry: string?, outcome: string?, first_of: (string|table)[]?, followed_until: string? } The columns, and what is said of them; an event column, a condition, or ADaM's censor.
---@return workbench.Cohort
function Cohort:declare_endpoint(definition) end

--- The cohort with one more response vocabulary, and columns written in it.
---@param definition { name: string, label: string?, levels: string[]?, response: string[]?, complete: string[]?, progression: string[]?, not_evaluable: string[]?, labels: table<string, string>?, spellings: table<string, string[]>?, columns: string[]? } The categories of response, best to worst, and what each counts as; columns that are written in it. With a name and columns alone, a vocabulary that there is already.
---@return workbench.Cohort
function Cohort:declare_vocabulary(definition) end

--- The values of a variable, row by row; + - * / // % ^ reckon row by row, & | ~ join flags, and what is missing stays missing.
---@class workbench.Column
---@field count integer The number of rows, also #column; column[i] is the value of a row.
---@field missing integer The number of rows without a value.
---@field type string number, integer, flag, category, text, date, date-time or time.
---@field name string? The variable or expression that it was read from.
---@field label string? The words under which it is shown.
---@field unit string? The unit of its numbers.
---@field levels string[]? The levels of categories, in their order.
---@field [integer] any The value of a row; workbench.missing where there is none.
---@operator add(workbench.Column|number|boolean): workbench.Column
---@operator sub(workbench.Column|number|boolean): workbench.Column
---@operator mul(workbench.Column|number|boolean): workbench.Column
---@operator div(workbench.Column|number|boolean): workbench.Column
---@operator idiv(workbench.Column|number|boolean): workbench.Column
---@operator mod(workbench.Column|number|boolean): workbench.Column
---@operator pow(workbench.Column|number|boolean): workbench.Column
---@operator unm: workbench.Column
---@operator band(workbench.Column|number|boolean): workbench.Column
---@operator bor(workbench.Column|number|boolean): workbench.Column
---@operator bnot: workbench.Column
local Column = {}

--- Its values as a list; workbench.missing marks the missing ones.
---@param first? integer The first row; 1 without it.
---@param last? integer The last row; that of the column without it.
---@return any[]
function Column:values(first, last) end

--- The rows in turn, as in for i, value in column:each() do; workbench.missing where there is no value.
---@return fun(): integer, any
function Column:each() end

--- The rows whose flag is true; those whose flag is missing are left out.
---@param flags workbench.Column|boolean[] One a row.
---@return workbench.Column
function Column:where(flags) end

--- These rows in this order; missing where the number of a row is.
---@param rows workbench.Column|integer[] Numbers of rows, such as numerics.order gives.
---@return workbench.Column
function Column:take(rows) end

--- A flag for each row: whether it has no value.
---@return workbench.Column
function Column:is_missing() end

--- A flag for each row: whether it has a value.
---@return workbench.Column
function Column:is_present() end

--- A flag for each row: whether it is equal to the other; missing where either is.
---@param other workbench.Column|number|string|boolean A value, or a column of as many rows.
---@return workbench.Column
function Column:eq(other) end

--- A flag for each row: whether it is other than the other; missing where either is.
---@param other workbench.Column|number|string|boolean A value, or a column of as many rows.
---@return workbench.Column
function Column:ne(other) end

--- A flag for each row: whether it is below the other; missing where either is.
---@param other workbench.Column|number|string|boolean A value, or a column of as many rows.
---@return workbench.Column
function Column:lt(other) end

--- A flag for each row: whether it is at most the other; missing where either is.
---@param other workbench.Column|number|string|boolean A value, or a column of as many rows.
---@return workbench.Column
function Column:le(other) end

--- A flag for each row: whether it is above the other; missing where either is.
---@param other workbench.Column|number|string|boolean A value, or a column of as many rows.
---@return workbench.Column
function Column:gt(other) end

--- A flag for each row: whether it is at least the other; missing where either is.
---@param other workbench.Column|number|string|boolean A value, or a column of as many rows.
---@return workbench.Column
function Column:ge(other) end

--- A report, filled piece by piece and returned at the end of the script.
---@class workbench.Report
---@field title string The title.
---@field results workbench.Result[] The results that were added, in order.
---@field notes string[] The paragraphs that were added, in order.
local Report = {}

--- Adds a result, a figure or a table, fills a section, or takes over another report under its title.
---@param item workbench.Result|workbench.Figure|workbench.PlainTable|workbench.Section|workbench.Report A result, a figure, a table of workbench.table, a section, or another report.
---@param cohort? workbench.Cohort The cohort that a section is about.
---@param arguments? table<string, any> What a section is to know.
function Report:add(item, cohort, arguments) end

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
---@field methods string[] What was done, in full sentences.
---@field figures workbench.Figure[] Its figures, which workbench.result takes, too.
---@field tables workbench.Table[] How its rows are arranged, which workbench.result takes for such rows.
---@field terms table<string, table<string, any>> Statistics by variable, model term or test; pairs visits them in their order.
---@field groups table<string, table<string, any>> Statistics by group; pairs visits them in their order.
local Result = {}

--- One statistic; nil where it could not be computed.
---@param statistic string The name of the statistic.
---@param of? { group: string?, variable: string?, time: number? } Which row of it.
---@return any
function Result:value(statistic, of) end

--- An endpoint as an analysis was asked for it, with its outcome and its intercurrent events.
---@class workbench.Endpoint
---@field name string Its name, or Surv(time, event).

--- The times of an endpoint as lists, all of the same subjects in the same order.
---@class workbench.Times
---@field n integer How many subjects they are.
---@field missing integer How many subjects are left out because something is missing.
---@field time number[] The time from the origin to the event or to censoring.
---@field event boolean[] Whether the event happened.
---@field row integer[] The place of the subject in the cohort.
---@field entry number[]? The time at which observation began, where entry was delayed.
---@field outcome any[]? 0 where censored, else the place of what happened in outcomes.
---@field outcomes string[]? The names of the outcomes.
---@field reason any[]? Why the time ends, in words.
---@field group integer[]? The place of the group in groups, where groups were asked for.
---@field stratum integer[]? The place of the stratum in strata, where strata were asked for.
---@field strata string[]? The names of the strata.
---@field columns table<string, any[]>? The further columns that were asked for.
---@field groups table[] The same lists for each group, in the order of time, with its name and n.
---@field unit string The unit of the times.
---@field label string The words for the endpoint.
---@field origin string What the time is counted from.

--- A parameter of an analysis that a script declares.
---@class workbench.Parameter
---@field name string? The name by which it is given; those of some types have a usual one.
---@field type "endpoint"|"endpoints"|"outcome"|"groups"|"group"|"strata"|"covariates"|"column"|"columns"|"expression"|"exposures"|"levels"|"number"|"numbers"|"integer"|"level"|"flag"|"choice"|"choices"|"unit"|"text"|"texts" endpoint: an endpoint, with what happens on the way; endpoints: several endpoints, in order; outcome: what names which event it was; groups: groups by columns or expressions, crossed; group: groups by one column or expression; strata: strata, which may be left out; covariates: columns or expressions that are adjusted for; column: a column by its name; columns: columns or expressions; expression: a column, or an expression over columns; exposures: names, each with the column of the day from which on it holds; levels: columns, each with one of its levels; number: a number; numbers: one or several numbers; integer: a whole number; level: the level of confidence intervals; flag: true or false; choice: one of several names; choices: some of several names; unit: a unit of time in which something is shown; text: a text; texts: one or several texts.
---@field prose string? What it means, as a sentence.
---@field default any What holds without it; a parameter without a default must be given.
---@field default_sas any What holds without it under the profile of SAS, where that is something else.
---@field optional boolean? Whether it may be left out without a default: the analysis then gets nil, or an empty list.
---@field from number? The least number.
---@field to number? The greatest number.
---@field above number? A number that must be exceeded, in the place of from.
---@field below number? A number that must not be reached, in the place of to.
---@field unit string? The unit, for help.
---@field choices string[][]? What can be chosen, each a name with its meaning: { { "log", "symmetric for log S" } }.

--- A statistic that an analysis of a script gives: { "median", "The median time." }.
---@class workbench.Statistic
---@field scale "plain"|"log"|"logit"|"log_log"|"complementary_log_log"|nil The scale on which its estimate is about normal, so that it can be pooled.
---@field standard_error string|string[]|nil The statistic that is its standard error on that scale, the first that there is.
---@field error_on_scale boolean? Whether the standard error is one on the scale, as it is unless said otherwise, or of the statistic itself.
---@field uses_strata boolean? Whether strata enter the estimate.
---@field compares boolean? Whether it compares, as a difference or a ratio of groups does, so that 0, or 1 on the scale of the logarithm, stands for no effect; not unless it is said.

--- A statistic with all that is needed to read it alone.
---@class workbench.Row
---@field statistic string Its name.
---@field value number|string|nil A number, a whole number as a count, or a text; nil where there is none.
---@field reason string? Why there is no value, where there is none.
---@field group string? The group that it describes.
---@field variable string? The variable, term or test that it belongs to.
---@field time number? The time at which it holds.
---@field unit string? The unit of the value.
---@field method string? The method in full.
---@field n integer? The number of subjects behind it.
---@field missing integer? The number of subjects left out because something was missing.
---@field note string? Anything else that a reader has to know of it.

--- A figure: of a result, or made by workbench.figure.
---@class workbench.Figure
---@field title string The title.

--- How rows of a result are arranged as a table.
---@class workbench.Table
---@field title string The title.

--- A table that a script wrote cell by cell.
---@class workbench.PlainTable
---@field title string The title.

--- An endpoint, a vocabulary of response or a toxicity scale that cohort:with adds to a cohort.
---@class workbench.Contribution
---@field name string Its name.
---@field kind string endpoint, vocabulary or toxicity scale.

--- A section of a report, which report:add fills for a cohort.
---@class workbench.Section
---@field title string The heading over it.

--- A check of data, which cohort:check runs over a cohort.
---@class workbench.Check
---@field name string The name under which its findings go.
---@field prose string What it looks for, as a sentence.

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

--- A column of a list's values; texts become categories.
---@param values any[] Numbers, texts, or true and false; workbench.missing where there is none.
---@return workbench.Column
function workbench.column(values) end

--- The value of an expression for each row of columns, by the rules of cohort:derive.
---@param expression string An expression as in cohort:derive, such as "log(a / b)".
---@param columns table<string, workbench.Column|any[]> The columns that it reads, by the names that it calls them.
---@return workbench.Column
function workbench.compute(expression, columns) end

--- Declares an analysis that is like a built-in one: arguments are checked, defaults and profile hold, help and stubs know it, other analyses can call it, and groups that form after the origin of its endpoint are flagged. Gives the function that asks for it.
---@param declaration { name: string, summary: string, details: string?, since: string?, terms: string[][]?, parameters: workbench.Parameter[]|table[]|nil, statistics: workbench.Statistic[]|table[], example: table<string, any>?, compute: fun(cohort: workbench.Cohort, arguments: table<string, any>): workbench.Result } What it is called, what it takes and gives, and how it is computed.
---@return fun(cohort: workbench.Cohort, arguments: table<string, any>?): workbench.Result
function workbench.analysis(declaration) end

--- A result: what compute returns, and what report:add takes.
---@param definition { title: string?, methods: string|string[], rows: workbench.Row[]|table[]|nil, tables: table[]?, figures: workbench.Figure[]?, cautions: any[]? } What was done, the statistics, and how they are shown; without tables, statistics stand in columns and groups in lines.
---@return workbench.Result
function workbench.result(definition) end

--- A table cell by cell, for report:add or among the tables of a result.
---@param definition { title: string, columns: (string|{ header: string, format: string? })[], rows: any[][] } The heads of its columns, and its cells row by row; the first cell of a row is its label.
---@return workbench.PlainTable
function workbench.table(definition) end

--- A figure made from marks, or of step curves, a flow of subjects, estimates with intervals, or lanes.
---@param definition workbench.Chart|workbench.Curves|workbench.Flow|workbench.Forest|workbench.Lanes A chart has x, y, series and marks, or panels of them; a mark is a line, step, ribbon, interval, bar, reference, text, or points or cells. Curves have curves and risk_table, a flow of subjects has steps and groups, a forest has axis and lines, lanes have series, events and lanes. workbench help figures lists all fields.
---@return workbench.Figure
function workbench.figure(definition) end

--- An endpoint, to be added to any cohort by cohort:with; also the first of several events.
---@param definition { name: string, time: string?, event: string?, censor: string?, label: string?, unit: "days"|"weeks"|"months"|"years"|nil, origin: string?, origin_day: string?, entry: string?, outcome: string?, first_of: (string|table)[]?, followed_until: string? } As in cohort:declare_endpoint; or first_of, two events or more, each a column of days, an endpoint, or { day or endpoint = …, name = … }, with followed_until, the column of the day until which nothing else happened.
---@return workbench.Contribution
function workbench.endpoint(definition) end

--- A vocabulary of response, to be added to any cohort by cohort:with.
---@param definition { name: string, label: string?, levels: string[]?, response: string[]?, complete: string[]?, progression: string[]?, not_evaluable: string[]?, labels: table<string, string>?, spellings: table<string, string[]>?, columns: string[]? } As in cohort:declare_vocabulary.
---@return workbench.Contribution
function workbench.vocabulary(definition) end

--- A scale that grades findings by conditions, to be added to any cohort by cohort:with.
---@param definition { name: string, grades: string[], column: string?, table: string?, label: string? } The condition of grade 1, of grade 2 and so on, over the subjects or the rows of a linked table; the highest that holds counts.
---@return workbench.Contribution
function workbench.toxicity_scale(definition) end

--- A section of a report, which report:add fills for a cohort.
---@param definition { title: string, build: fun(report: workbench.Report, cohort: workbench.Cohort, arguments: table<string, any>) } The heading, and what fills the section.
---@return workbench.Section
function workbench.section(definition) end

--- A check of data, which cohort:check runs.
---@param definition { name: string, prose: string, grade: "error"|"warning"|"note"|nil, find: fun(cohort: workbench.Cohort): (string|table)[] } What it looks for, and the function that finds it: findings are texts, or tables with message and subject, table, column, row or count.
---@return workbench.Check
function workbench.check(definition) end

return workbench
