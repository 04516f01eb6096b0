--- Never ends, in coroutines that are too short for a counter to notice.
while true do
  local one = coroutine.create(function()
    for _ = 1, 10 do coroutine.yield() end
  end)
  while coroutine.status(one) ~= "dead" do pcall(coroutine.resume, one) end
end
