--- Closes coroutines whose closing closes another, twenty thousand deep: it crashes Lua 5.4.4.
local outer = false
for _ = 1, 20000 do
  local inner = outer
  outer = coroutine.create(function()
    local _ <close> = setmetatable({}, {
      __close = function()
        if inner then assert(coroutine.close(inner)) end
      end,
    })
    coroutine.yield()
  end)
  assert(coroutine.resume(outer))
end
return coroutine.close(outer)
