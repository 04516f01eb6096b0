-- GvHD-free, relapse-free survival: the first of severe acute graft-versus-host disease, chronic one that needs systemic treatment,
-- relapse and death, counted from the transplant.

local workbench = require "workbench"
local survival = require "survival"

local parts = {
  { argument = "acute_gvhd", name = "acute GvHD, grade III-IV" },
  { argument = "chronic_gvhd", name = "chronic GvHD, systemic treatment" },
  { argument = "relapse", name = "relapse" },
  { argument = "death", name = "death" },
}

-- The endpoint for the columns that were named.
local function endpoint(columns)
  local events = {}
  for _, part in ipairs(parts) do
    if columns[part.argument] then events[#events + 1] = { day = columns[part.argument], name = part.name } end
  end
  if #events < 2 then error("grfs: at least two of the events should have a column of their day", 0) end
  return workbench.endpoint {
    name = "grfs",
    label = "GvHD-free, relapse-free survival",
    first_of = events,
    followed_until = columns.last_contact,
    origin = "transplant",
    origin_day = columns.transplant,
    unit = "days",
  }
end

local parameters = {
  { name = "transplant", type = "column", unit = "days", default = "transplant_day", prose = "The day of the transplant; subjects without one are left out." },
  { name = "acute_gvhd", type = "column", unit = "days", optional = true, prose = "The day on which acute graft-versus-host disease reached grade III." },
  { name = "chronic_gvhd", type = "column", unit = "days", optional = true, prose = "The day on which chronic graft-versus-host disease first needed systemic treatment." },
  { name = "relapse", type = "column", unit = "days", default = "relapse_day", prose = "The day of relapse." },
  { name = "death", type = "column", unit = "days", default = "death_day", prose = "The day of death." },
  { name = "last_contact", type = "column", unit = "days", prose = "The day until which the subject was followed." },
}

-- The cohort of those with a transplant, with the endpoint "grfs" in it.
local function derive(cohort, columns)
  local transplanted = cohort:where(("not is_missing(`%s`)"):format(columns.transplant))
  return transplanted:with(endpoint(columns))
end

local function with_common(further)
  local all = {}
  for _, parameter in ipairs(parameters) do all[#all + 1] = parameter end
  for _, parameter in ipairs(further) do all[#all + 1] = parameter end
  return all
end

local estimate = workbench.analysis {
  name = "grfs.estimate",
  summary = "GvHD-free, relapse-free survival after a transplant, and which event came first.",
  details = "The composite of Holtan and others (2015, doi:10.1182/blood-2014-10-609032): acute graft-versus-host disease of grade III or "
    .. "IV, chronic graft-versus-host disease that needs systemic treatment, relapse, and death, whichever comes first, counted from "
    .. "the transplant. Survival free of all of them is Kaplan-Meier's; the first events compete, and their cumulative incidences (Aalen "
    .. "and Johansen) and the survival add up to 1. An event that has no column is not counted, and the result says so. On one day the "
    .. "event that is named first in this list counts.\n"
    .. "Days are counted from one origin, that of the cohort, for the events and for the transplant alike.",
  parameters = with_common {
    { name = "by", type = "groups", optional = true, prose = "The groups: a column, an expression, or a list of them." },
    { name = "times", type = "numbers", from = 0, unit = "days", default = { 100, 180, 365 }, prose = "The days after the transplant at which estimates are given." },
    { type = "level" },
    { name = "display_unit", type = "unit", prose = "The unit in which figures label time." },
  },
  statistics = {
    { "n", "The subjects with a transplant." }, { "events", "Those who had one of the events." },
    { "survival", "The probability of being free of all events at a time." },
    { "survival_lower", "Its lower limit." }, { "survival_upper", "Its upper limit." },
    { "at_risk", "The number at risk at a time." },
    { "median", "The median time." }, { "median_lower", "Its lower limit." }, { "median_upper", "Its upper limit." },
    { "cumulative_incidence", "The probability that the event came first, by a time." },
    { "cumulative_incidence_lower", "Its lower limit." }, { "cumulative_incidence_upper", "Its upper limit." },
    { "first", "The number whose first event it was." },
  },
  example = { transplant = "transplant_day", relapse = "relapse_day", death = "death_day", last_contact = "os_days" },
  compute = function(cohort, arguments)
    local transplanted = derive(cohort, arguments)
    local options = { endpoint = "grfs", by = arguments.by, times = arguments.times, level = arguments.level, display_unit = arguments.display_unit }
    local curve = survival.kaplan_meier(transplanted, options)
    local competing = survival.cumulative_incidence(transplanted, options)
    local wanted = {
      n = true, events = true, survival = true, survival_lower = true, survival_upper = true, at_risk = true,
      median = true, median_lower = true, median_upper = true,
    }
    local rows, lines, at_times = {}, {}, {}
    for _, row in ipairs(curve.rows) do
      if wanted[row.statistic] and not row.variable then rows[#rows + 1] = row end
    end
    for _, row in ipairs(competing.rows) do
      local name = row.statistic
      if name:find("^cumulative_incidence") and name ~= "cumulative_incidence_se" then rows[#rows + 1] = row end
    end
    -- Whose first event was which.
    local times = transplanted:times("grfs", { by = arguments.by })
    for _, group in ipairs(times.groups) do
      local counts = {}
      for i = 1, group.n do
        local outcome = group.outcome and group.outcome[i] or 0
        counts[outcome] = (counts[outcome] or 0) + 1
      end
      for place, name in ipairs(times.outcomes or {}) do
        rows[#rows + 1] = { statistic = "first", value = counts[place] or 0, group = group.name, variable = name, n = group.n }
        lines[#lines + 1] = { label = #times.groups > 1 and group.name .. ": " .. name or name, group = group.name, variable = name }
        for _, time in ipairs(arguments.times) do
          local label = ("%s, day %g"):format(name, time)
          if #times.groups > 1 then label = group.name .. ": " .. label end
          at_times[#at_times + 1] = { label = label, group = group.name, variable = name, time = time }
        end
      end
    end
    local methods = { "Kaplan-Meier for survival free of all events; Aalen-Johansen for the event that came first." }
    for _, part in ipairs(parts) do
      if not arguments[part.argument] then methods[#methods + 1] = ("Not counted, since no column was named: %s."):format(part.name) end
    end
    local tables = {}
    for _, layout in ipairs(curve.tables) do tables[#tables + 1] = layout end
    tables[#tables + 1] = {
      title = "Cumulative incidence of the first event",
      columns = {
        { header = "Incidence (" .. ("%g%%"):format(arguments.level * 100) .. ")", estimate = { "cumulative_incidence", "cumulative_incidence_lower", "cumulative_incidence_upper" }, format = "proportion" },
      },
      lines = at_times,
    }
    tables[#tables + 1] = { title = "First event", columns = { { header = "Subjects", statistic = "first" } }, lines = lines }
    local figures = {}
    for _, figure in ipairs(curve.figures) do figures[#figures + 1] = figure end
    for _, figure in ipairs(competing.figures) do figures[#figures + 1] = figure end
    return workbench.result { title = "GvHD-free, relapse-free survival", methods = methods, rows = rows, tables = tables, figures = figures }
  end,
}

return { endpoint = endpoint, derive = derive, estimate = estimate }
