-- The win ratio: every subject of one group is compared with every subject of the other, on the most important outcome first.

local workbench = require "workbench"
local numerics = require "numerics"

-- What is known of each subject: for each endpoint its time and whether it was the event, in the order of the cohort's rows.
-- Only subjects of whom every endpoint and the group are known take part.
local function courses(cohort, endpoints, by)
  local found, missing = {}, 0
  for place, endpoint in ipairs(endpoints) do
    local times = cohort:times(endpoint, { by = by })
    missing = math.max(missing, times.missing)
    for i = 1, times.n do
      local course = found[times.row[i]] or { group = times.group[i], row = times.row[i], known = 0, time = {}, event = {} }
      course.known = course.known + 1
      course.time[place], course.event[place] = times.time[i], times.event[i]
      found[times.row[i]] = course
    end
  end
  local complete, left_out = {}, cohort.count
  for row = 1, cohort.count do
    local course = found[row]
    if course and course.known == #endpoints then
      complete[#complete + 1] = course
      left_out = left_out - 1
    end
  end
  return complete, left_out
end

-- 1 where a fares better than b, -1 where worse, 0 where neither can be told; and the endpoint that told it.
--
-- Of two subjects the one fares better that is known to be free of the event when the other has it. Who is censored at a time is
-- followed until after the events of that time.
local function compare(a, b)
  for place = 1, #a.time do
    local one, other = a.time[place], b.time[place]
    if b.event[place] and (one > other or (one == other and not a.event[place])) then return 1, place end
    if a.event[place] and (other > one or (other == one and not b.event[place])) then return -1, place end
  end
  return 0, nil
end

-- The sample covariance of two lists.
local function covariance(x, y)
  return #x > 1 and numerics.covariance(x, y) or 0
end

-- Counts of wins, losses and ties of the first group against the second, pair by pair.
local function count(first, second, endpoints)
  local tally = { wins = 0, losses = 0, pairs = #first * #second, by = {} }
  local row_wins, row_losses, column_wins, column_losses = {}, {}, {}, {}
  for place = 1, #endpoints do tally.by[place] = { wins = 0, losses = 0 } end
  for j = 1, #second do column_wins[j], column_losses[j] = 0, 0 end
  for i = 1, #first do
    row_wins[i], row_losses[i] = 0, 0
    for j = 1, #second do
      local outcome, place = compare(first[i], second[j])
      if outcome > 0 then
        row_wins[i], column_wins[j] = row_wins[i] + 1, column_wins[j] + 1
        tally.by[place].wins = tally.by[place].wins + 1
      elseif outcome < 0 then
        row_losses[i], column_losses[j] = row_losses[i] + 1, column_losses[j] + 1
        tally.by[place].losses = tally.by[place].losses + 1
      end
    end
    tally.wins, tally.losses = tally.wins + row_wins[i], tally.losses + row_losses[i]
  end
  tally.ties = tally.pairs - tally.wins - tally.losses
  -- Variances and covariance of the shares of wins and losses: two-sample U-statistics.
  local function part(x, y, of, own) return covariance(x, y) / (of * of) / own end
  local n, m = #first, #second
  tally.variance_wins = part(row_wins, row_wins, m, n) + part(column_wins, column_wins, n, m)
  tally.variance_losses = part(row_losses, row_losses, m, n) + part(column_losses, column_losses, n, m)
  tally.covariance = part(row_wins, row_losses, m, n) + part(column_wins, column_losses, n, m)
  return tally
end

-- The statistic of Finkelstein and Schoenfeld, standard normal where the groups do not differ: each subject is compared with all
-- others of both groups, and the sum of the first group's scores is referred to its permutations.
local function finkelstein_schoenfeld(first, second)
  local all, score = {}, {}
  for _, course in ipairs(first) do all[#all + 1] = course end
  for _, course in ipairs(second) do all[#all + 1] = course end
  for i = 1, #all do score[i] = 0 end
  for i = 1, #all - 1 do
    for j = i + 1, #all do
      local outcome = compare(all[i], all[j])
      score[i], score[j] = score[i] + outcome, score[j] - outcome
    end
  end
  local sum, squares = 0, 0
  for i = 1, #all do
    if i <= #first then sum = sum + score[i] end
    squares = squares + score[i] * score[i]
  end
  local variance = #first * #second / (#all * (#all - 1)) * squares
  return variance > 0 and sum / math.sqrt(variance) or nil
end

local function two_sided(z) return z and 2 * numerics.normal_probability(-math.abs(z)) end

local why = {
  one_sided = "one of the groups never wins",
  no_pairs = "a group has no subjects",
  no_difference = "no pair can be told apart",
}

local function estimates(tally, level)
  local rows = {}
  local quantile = numerics.normal_quantile(1 - (1 - level) / 2)
  local function add(statistic, value, reason)
    rows[#rows + 1] = { statistic = statistic, value = value, reason = reason, n = tally.pairs > 0 and tally.subjects or nil }
  end
  local function estimate(name, value, error, back, reason)
    add(name, value and back(value), reason)
    add(name .. "_lower", value and back(value - quantile * error), reason)
    add(name .. "_upper", value and back(value + quantile * error), reason)
    add(name .. "_p", value and (error > 0 and two_sided(value / error) or nil), value and "its standard error is 0" or reason)
  end
  local wins, losses = tally.wins / tally.pairs, tally.losses / tally.pairs
  local function identity(x) return x end
  local log_ratio, ratio_error, log_odds, odds_error
  if tally.wins > 0 and tally.losses > 0 then
    log_ratio = math.log(wins / losses)
    local variance = tally.variance_wins / wins ^ 2 + tally.variance_losses / losses ^ 2 - 2 * tally.covariance / (wins * losses)
    ratio_error = math.sqrt(math.max(variance, 0))
  end
  local benefit = wins - losses
  local benefit_error = math.sqrt(math.max(tally.variance_wins + tally.variance_losses - 2 * tally.covariance, 0))
  if math.abs(benefit) < 1 then
    -- The odds of winning, ties counted half to either side: (1 + benefit) / (1 - benefit).
    log_odds = math.log((1 + benefit) / (1 - benefit))
    odds_error = benefit_error * 2 / (1 - benefit ^ 2)
  end
  estimate("win_ratio", log_ratio, ratio_error, math.exp, why.one_sided)
  add("win_ratio_log_se", ratio_error, why.one_sided)
  estimate("win_odds", log_odds, odds_error, math.exp, why.one_sided)
  estimate("net_benefit", benefit, benefit_error, identity)
  return rows
end

local compare_groups = workbench.analysis {
  name = "win_ratio.compare",
  summary = "The win ratio of two groups over several endpoints in the order of their weight, with its test.",
  details = "Each subject of the first group is compared with each of the second: first on the first endpoint, and where that does "
    .. "not tell which of the two fares better, on the next. A subject fares better that is known to be free of the event when "
    .. "the other has it. The win ratio is wins over losses (Pocock and others 2012, doi:10.1093/eurheartj/ehr352); its interval is "
    .. "that of two-sample U-statistics on the log scale (Bebu and Lachin 2016, doi:10.1093/biostatistics/kxv032). The win odds "
    .. "count half of the ties to either side (Brunner and others 2021, doi:10.1002/sim.8967), the net benefit is the share of "
    .. "wins less that of losses (Buyse 2010, doi:10.1002/sim.3923), and the test is Finkelstein's and Schoenfeld's (1999, "
    .. "doi:10.1002/(SICI)1097-0258(19990615)18:11<1341::AID-SIM129>3.0.CO;2-7). All pairs are compared: a thousand subjects "
    .. "take about a second.\n"
    .. "What the ratio means depends on how long the subjects were followed: it is a comparison within that time.",
  parameters = {
    { name = "endpoints", type = "endpoints", prose = "The endpoints, the weightiest first, such as overall and then progression-free survival." },
    { name = "by", type = "group", prose = "The variable with two groups." },
    { name = "group", type = "text", optional = true, prose = "The group whose wins are counted; the second level without it." },
    { type = "level" },
  },
  statistics = {
    { "win_ratio", "Wins over losses.", scale = "log", standard_error = "win_ratio_log_se", compares = true },
    { "win_ratio_log_se", "The standard error of its logarithm." },
    { "win_ratio_lower", "The lower limit." }, { "win_ratio_upper", "The upper limit." },
    { "win_ratio_p", "The p-value of Wald's test that it is 1." },
    { "win_odds", "Wins over losses, ties counted half to either side." },
    { "win_odds_lower", "The lower limit." }, { "win_odds_upper", "The upper limit." },
    { "win_odds_p", "The p-value of Wald's test that they are 1." },
    { "net_benefit", "The share of wins less that of losses." },
    { "net_benefit_lower", "The lower limit." }, { "net_benefit_upper", "The upper limit." },
    { "net_benefit_p", "The p-value of Wald's test that it is 0." },
    { "finkelstein_schoenfeld", "The statistic of Finkelstein and Schoenfeld, standard normal under no difference." },
    { "finkelstein_schoenfeld_p", "Its p-value." },
    { "pairs", "The pairs that were compared." }, { "wins", "Pairs that the group wins." },
    { "losses", "Pairs that it loses." }, { "ties", "Pairs that no endpoint tells apart." },
    { "wins_share", "Their share of all pairs." }, { "losses_share", "Their share of all pairs." },
    { "ties_share", "Their share of all pairs." },
  },
  example = { endpoints = { "os", "pfs" }, by = "sex" },
  compute = function(cohort, arguments)
    local groups = cohort:groups(arguments.by)
    if #groups.levels ~= 2 then
      error(("win_ratio.compare: \"by\" should have two groups, found %d; restrict the cohort with cohort:where"):format(#groups.levels), 0)
    end
    local own = arguments.group or groups.levels[2]
    local other = own == groups.levels[1] and groups.levels[2] or groups.levels[1]
    if own ~= groups.levels[1] and own ~= groups.levels[2] then
      error(("win_ratio.compare: \"group\" should be \"%s\" or \"%s\", found \"%s\""):format(groups.levels[1], groups.levels[2], own), 0)
    end
    local subjects, left_out = courses(cohort, arguments.endpoints, arguments.by)
    local first, second = {}, {}
    for _, course in ipairs(subjects) do
      local side = groups.levels[course.group] == own and first or second
      side[#side + 1] = course
    end
    local tally = count(first, second, arguments.endpoints)
    tally.subjects = #subjects
    local rows = {}
    local function add(statistic, value, reason, variable)
      rows[#rows + 1] = { statistic = statistic, value = value, reason = reason, variable = variable, n = #subjects, missing = left_out }
    end
    if tally.pairs == 0 then
      for _, name in ipairs { "win_ratio", "win_odds", "net_benefit", "finkelstein_schoenfeld" } do add(name, nil, why.no_pairs) end
    else
      rows = estimates(tally, arguments.level)
      local z = finkelstein_schoenfeld(first, second)
      add("finkelstein_schoenfeld", z, why.no_difference)
      add("finkelstein_schoenfeld_p", two_sided(z), why.no_difference)
    end
    local lines = {}
    local function counts(label, wins, losses, ties)
      lines[#lines + 1] = { label = label, variable = label }
      add("wins", wins, nil, label)
      add("losses", losses, nil, label)
      if ties then add("ties", ties, nil, label) end
      if tally.pairs > 0 then
        add("wins_share", wins / tally.pairs, nil, label)
        add("losses_share", losses / tally.pairs, nil, label)
        if ties then add("ties_share", ties / tally.pairs, nil, label) end
      end
    end
    for place, endpoint in ipairs(arguments.endpoints) do
      counts(cohort:endpoint(tostring(endpoint)).label, tally.by[place].wins, tally.by[place].losses)
    end
    counts("All", tally.wins, tally.losses, tally.ties)
    add("pairs", tally.pairs)
    local level = ("%g%% CI"):format(arguments.level * 100)
    return workbench.result {
      title = ("Win ratio, %s against %s"):format(own, other),
      methods = {
        ("Each of %d subjects (%s) was compared with each of %d (%s), on the endpoints in their order."):format(#first, own, #second, other),
        "Intervals and Wald's tests are those of two-sample U-statistics, for ratio and odds on the log scale; the test of "
          .. "Finkelstein and Schoenfeld refers the scores to their permutations.",
        "Who is censored at the time of another's event is known to be free of it.",
      },
      rows = rows,
      tables = {
        {
          title = ("Pairs, %s against %s"):format(own, other),
          columns = {
            { header = "Wins", share = { count = "wins", proportion = "wins_share" } },
            { header = "Losses", share = { count = "losses", proportion = "losses_share" } },
            { header = "Ties", share = { count = "ties", proportion = "ties_share" } },
          },
          lines = lines,
        },
        {
          title = "Win ratio, win odds and net benefit",
          columns = {
            { header = "Win ratio (" .. level .. ")", estimate = { "win_ratio", "win_ratio_lower", "win_ratio_upper" }, format = "ratio" },
            { header = "p", statistic = "win_ratio_p", format = "p_value" },
            { header = "Win odds (" .. level .. ")", estimate = { "win_odds", "win_odds_lower", "win_odds_upper" }, format = "ratio" },
            { header = "Net benefit (" .. level .. ")", estimate = { "net_benefit", "net_benefit_lower", "net_benefit_upper" }, format = "proportion" },
            { header = "Finkelstein-Schoenfeld z", statistic = "finkelstein_schoenfeld" },
            { header = "p", statistic = "finkelstein_schoenfeld_p", format = "p_value" },
          },
          lines = { { label = own .. " against " .. other } },
        },
      },
    }
  end,
}

return { compare = compare_groups }
