-- A swimmer plot whose lanes stand by depth of response: how deep each subject got, when, and for how long.

local workbench = require "workbench"
local numerics = require "numerics"

-- The assessments of each subject, in the order of their days; those of one day in the order of the table.
local function courses(cohort, arguments)
  local subjects = cohort:row_subjects(arguments.assessments):values()
  local days = cohort:column(arguments.day, arguments.assessments):values()
  local responses = cohort:column(arguments.response, arguments.assessments):values()
  local found, unknown = {}, 0
  for row = 1, #subjects do
    if days[row] == workbench.missing or responses[row] == workbench.missing then
      unknown = unknown + 1
    else
      local course = found[subjects[row]] or {}
      course[#course + 1] = { day = days[row], response = responses[row] }
      found[subjects[row]] = course
    end
  end
  for _, course in pairs(found) do
    table.sort(course, function(a, b) return a.day < b.day end)
  end
  return found, unknown
end

-- The deepest response of a course, the day on which it was first seen, and the day on which it was first seen to be gone.
local function deepest(course, rank)
  local best, since, lost
  for _, visit in ipairs(course) do
    local depth = rank[visit.response]
    if depth and (not best or depth < best) then best, since, lost = depth, visit.day, nil end
    -- What says nothing of depth, such as "not evaluable", ends nothing.
    if best and depth and depth > best and not lost then lost = visit.day end
  end
  return best, since, lost
end

-- What the lane shows: each response from the visit at which it was seen to the next at which another was, or the end.
local function segments(course, rank, to)
  local shown = {}
  for _, visit in ipairs(course) do
    local last = shown[#shown]
    if visit.day < to and rank[visit.response] and not (last and last.series == visit.response) then
      if last then last.to = visit.day end
      shown[#shown + 1] = { from = visit.day, to = to, series = visit.response }
    end
  end
  return shown
end

local function marks(cohort, columns, names)
  local found = {}
  for _, name in ipairs(names) do
    local days = cohort:column(columns[name]):values()
    for row = 1, #days do
      if days[row] ~= workbench.missing and days[row] >= 0 then
        found[row] = found[row] or {}
        table.insert(found[row], { at = days[row], event = name })
      end
    end
  end
  return found
end

local function sorted_keys(values)
  local keys = {}
  for key in pairs(values) do keys[#keys + 1] = key end
  return keys
end

local swimmer = workbench.analysis {
  name = "swimmer_by_depth.plot",
  summary = "A lane for each subject by depth of response, with the time to it and how long it lasted.",
  details = "Lanes stand under the deepest response that a subject reached at any assessment, the deepest first, and within it by the "
    .. "length of follow-up. A lane is coloured by the response last seen; it is grey before the first assessment. The table says for each "
    .. "depth how many reached it as their deepest, when it was first seen, and how many of them were never seen without it again.\n"
    .. "Depth is described, not compared: it is known only after the start of treatment, and who lives longer has more time to reach it.",
  parameters = {
    { name = "assessments", type = "text", default = "assessments", prose = "The linked table of assessments." },
    { name = "day", type = "text", default = "day", prose = "The column of the day of an assessment." },
    { name = "response", type = "text", default = "response", prose = "The column of the response that was seen." },
    { name = "depth", type = "texts", prose = "The responses by depth, the deepest first; others, such as not evaluable, say nothing of depth." },
    { name = "last", type = "column", unit = "days", prose = "The last day that is known of a subject." },
    { name = "ongoing", type = "expression", optional = true, prose = "A flag or condition that says whose follow-up goes on, such as os_event == 0." },
    { name = "marks", type = "exposures", prose = "What happened on the way, each with the column of its day." },
    { name = "limit", type = "integer", from = 2, to = 400, default = 60, prose = "The most lanes that are drawn; of more subjects they are taken evenly." },
    { name = "display_unit", type = "unit", prose = "The unit in which the figure labels time." },
  },
  statistics = {
    { "n", "The subjects who reached this as their deepest response." },
    { "share", "Their share of all." },
    { "median_day", "The median day on which it was first seen." },
    { "kept", "Those who were not seen with less afterwards." },
  },
  example = {
    depth = { "CR", "CRi", "PR", "NR", "PD" }, last = "os_days", ongoing = "os_event == 0",
    marks = { transplant = "transplant_day", relapse = "relapse_day", death = "death_day" },
  },
  compute = function(cohort, arguments)
    local rank = {}
    for place, name in ipairs(arguments.depth) do rank[name] = place end
    local seen, unknown = courses(cohort, arguments)
    local last = cohort:column(arguments.last):values()
    local ongoing = arguments.ongoing and cohort:column(arguments.ongoing):values() or {}
    local names = sorted_keys(arguments.marks)
    local happened = marks(cohort, arguments.marks, names)

    local all, without_end = {}, 0
    for row = 1, cohort.count do
      if last[row] == workbench.missing or last[row] < 0 then
        without_end = without_end + 1
      else
        local course = seen[row] or {}
        local depth, since, lost = deepest(course, rank)
        all[#all + 1] = { row = row, course = course, depth = depth, since = since, lost = lost, last = last[row] }
      end
    end
    table.sort(all, function(a, b)
      local one, other = a.depth or math.huge, b.depth or math.huge
      if one ~= other then return one < other end
      return a.last > b.last
    end)

    local labels, colours = {}, {}
    for place, name in ipairs(arguments.depth) do
      labels[place] = name
      -- The deepest comes last, in the strongest colour.
      table.insert(colours, 1, name)
    end
    labels[#labels + 1] = "none seen"
    local rows, lines = {}, {}
    for place, label in ipairs(labels) do
      local days, n, kept = {}, 0, 0
      for _, subject in ipairs(all) do
        if (subject.depth or #labels) == place then
          n = n + 1
          if subject.since then days[#days + 1] = subject.since end
          if subject.since and not subject.lost then kept = kept + 1 end
        end
      end
      local function add(statistic, value, reason, unit)
        rows[#rows + 1] = { statistic = statistic, value = value, reason = reason, group = label, n = #all, missing = without_end, unit = unit }
      end
      add("n", n)
      add("share", #all > 0 and n / #all or nil, "no subjects")
      add("median_day", #days > 0 and numerics.median(days) or nil, "nobody reached it", "days")
      add("kept", kept)
      lines[#lines + 1] = label
    end

    local drawn = math.min(#all, arguments.limit)
    local lanes = {}
    for place = 1, drawn do
      local subject = all[drawn < #all and math.floor((place - 0.5) * #all / drawn) + 1 or place]
      local shown = segments(subject.course, rank, subject.last)
      local first = shown[1] and shown[1].from or subject.last
      table.insert(shown, 1, { from = 0, to = math.max(math.min(first, subject.last), 0) })
      local signs = {}
      for _, mark in ipairs(happened[subject.row] or {}) do
        if mark.at <= subject.last then signs[#signs + 1] = mark end
      end
      lanes[place] = { group = "Deepest: " .. labels[subject.depth or #labels], segments = shown, marks = signs, ongoing = ongoing[subject.row] == true }
    end
    local notes = { "Grey: no response of a known depth had been seen yet." }
    if drawn < #all then notes[#notes + 1] = ("%d of %d subjects are drawn, taken evenly from this order."):format(drawn, #all) end
    local methods = {
      "The deepest response at any assessment, by the order that was given; its day is that of the first assessment at which it was seen.",
    }
    if unknown > 0 then methods[#methods + 1] = ("Assessments without a day or a response were left out: %d."):format(unknown) end
    return workbench.result {
      title = "Course by depth of response",
      methods = methods,
      rows = rows,
      tables = {
        {
          title = "Deepest response",
          columns = {
            { header = "Subjects", share = { count = "n", proportion = "share" } },
            { header = "Median day first seen", statistic = "median_day" },
            { header = "Never seen with less after", statistic = "kept" },
          },
          lines = lines,
        },
      },
      figures = #lanes > 0 and {
        workbench.figure {
          kind = "lanes", title = "Course by depth of response", origin = cohort.endpoints[1] and cohort:endpoint(cohort.endpoints[1]).origin or "the start of observation", unit = "days",
          axis_unit = arguments.display_unit, series = colours, ordered = true, events = names, lanes = lanes, notes = notes,
        },
      } or {},
    }
  end,
}

return { plot = swimmer }
