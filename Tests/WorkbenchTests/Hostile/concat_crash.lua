--- Reads a string that has been freed, by four lines of ordinary Lua: it crashes Debian's Lua 5.4.4.
local late = setmetatable({}, {
  __concat = function()
    local function deeper(n)
      if n == 0 then return 0 end
      return deeper(n - 1) + 1
    end
    deeper(2000)
    return "R"
  end,
})
return pcall(coroutine.wrap(function()
  local text = "a"
  local all = text .. text .. late .. text
  return all
end))
